package clients;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What is in understudy.yaml, and what the control API does there. */
final class Scene {
    static final String ENDPOINT = System.getenv("AWS_ENDPOINT_URL_STS");

    static final String ACCOUNT = "123456789012";
    static final String PARTNER_ACCOUNT = "210987654321";
    static final String KEY_ID = "AKIARZPUZDIKGB2VALC4";
    static final String SECRET = "understudy/documentation/only/EXAMPLEKEY";
    static final String ALICE = "arn:aws:iam::123456789012:user/alice";
    static final String FIRST = "arn:aws:iam::123456789012:role/First";
    static final String SECOND = "arn:aws:iam::123456789012:role/Second";
    static final String PARTNER = "arn:aws:iam::210987654321:role/Partner";
    static final String WEB = "arn:aws:iam::123456789012:role/Web";
    static final String EMPLOYEE = "arn:aws:iam::123456789012:role/Employee";
    static final String CORP = "arn:aws:iam::123456789012:saml-provider/Corp";
    static final String CORP_ISSUER = "urn:understudy:saml:Corp";
    static final String SESSIONS = "arn:aws:sts::123456789012:assumed-role/";
    static final String AUDIT_TASK = "arn:aws:iam::aws:policy/root-task/IAMAuditRootUserCredentials";

    /** A session policy. */
    static final String READS = policy("\"*\"");

    private Scene() {}

    /** A good token for the role Web; further members of the request, each with a comma before it, may make it another. */
    static String token(String more) {
        return member(
                "token",
                control("tokens", "{\"issuer\": \"https://idp.example.com\", \"audience\": \"app\"" + more + "}"));
    }

    static String aliceToken() {
        return token(", \"subject\": \"alice\"");
    }

    /** A response of Corp about alice that lists this role. */
    static String assertion(String role, String more) {
        return member(
                "SAMLAssertion",
                control(
                        "saml/Corp/assertions",
                        "{\"subject\": \"alice@corp.example\", \"sessionName\": \"alice\", \"roles\": [\"" + role
                                + "\"]" + more + "}"));
    }

    /** What another service says of a denial to the role First. */
    static String encodedMessage() {
        return member(
                "encodedMessage",
                control(
                        "authorize",
                        "{\"principal\": \"" + FIRST
                                + "\", \"action\": \"s3:GetObject\", \"resource\": \"arn:aws:s3:::bucket/key\"}"));
    }

    static void expire(String accessKeyId) {
        control("sessions/expire", "{\"accessKeyId\": \"" + accessKeyId + "\"}");
    }

    /** A session policy that is valid and shorter than the longest, but too large however it is packed. */
    static String hugePolicy() {
        return policy(Stream.generate(() -> "\"arn:aws:s3:::" + UUID.randomUUID() + "/*\"")
                .limit(120)
                .collect(Collectors.joining(", ", "[", "]")));
    }

    /** As AWS documents it: the hash of the issuer, the account and the provider's name. */
    static String nameQualifier() throws NoSuchAlgorithmException {
        byte[] text = (CORP_ISSUER + ACCOUNT + "/Corp").getBytes(StandardCharsets.UTF_8);
        return Base64.getEncoder()
                .encodeToString(MessageDigest.getInstance("SHA-1").digest(text));
    }

    /** These are the credentials of a session that lasts so long from now. */
    static void assertCredentials(String accessKeyId, String secret, String token, Instant expiration, int seconds) {
        assertTrue(accessKeyId.matches("ASIA[A-Z2-7]{16}"), accessKeyId);
        assertEquals(40, secret.length());
        assertTrue(!token.isEmpty());
        Duration left = Duration.between(Instant.now(), expiration);
        assertTrue(left.toSeconds() > seconds - 60 && left.toSeconds() <= seconds, left::toString);
    }

    static void assertPackedPolicySize(Integer percent) {
        assertTrue(percent > 0 && percent <= 100, percent::toString);
    }

    private static String policy(String resource) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": %s}]}""".formatted(resource);
    }

    private static String control(String path, String body) {
        URI uri = URI.create(ENDPOINT.replaceFirst("/$", "") + "/_understudy/" + path);
        HttpRequest request = HttpRequest.newBuilder(uri)
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        try {
            var answer = HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
            assertEquals(200, answer.statusCode(), answer.body());
            return answer.body();
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Of an object whose text needs no escapes. */
    private static String member(String name, String json) {
        Matcher found = Pattern.compile("\"" + name + "\":\"([^\"\\\\]+)\"").matcher(json);
        assertTrue(found.find(), json);
        return found.group(1);
    }
}
