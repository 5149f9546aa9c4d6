import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/**
 * Calls a server as the first clients of a test do, so that a start remembers what those calls load: a token, a role
 * taken with it, a role refused and why, and a call signed with the credentials. Any other answer fails the build.
 */
public final class Training {
    private static final String ROLES = "arn:aws:iam::123456789012:role/";
    private static final String SIGNED = "content-type;host;x-amz-date;x-amz-security-token";
    private static final String FORM = "application/x-www-form-urlencoded; charset=utf-8";
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private final HttpClient client = HttpClient.newHttpClient();
    private final URI endpoint;

    private Training(URI endpoint) {
        this.endpoint = endpoint;
    }

    /** @param arguments the server's endpoint */
    public static void main(String[] arguments) throws Exception {
        new Training(URI.create(arguments[0])).run();
    }

    private void run() throws Exception {
        control("health", 200, "GET", "");
        String claims = "{\"issuer\":\"https://server.example.com\",\"audience\":\"appid_from_oidc_idp\",\"subject\":\"me\"}";
        String token = one("\"token\":\"([^\"]+)\"", control("tokens", 200, "POST", claims));
        String credentials = sts(200, assume("RoleForServerExample", token), Map.of());
        String body = form(Map.of("Action", "GetCallerIdentity", "Version", "2011-06-15"));
        String identity = sts(200, body, signature(credentials, body));
        one("<Arn>arn:aws:sts::123456789012:assumed-role/(RoleForServerExample)/me</Arn>", identity);
        one("<Code>(AccessDenied)</Code>", sts(403, assume("RoleForGitHubActions", token), Map.of()));
        String question = "{\"RoleArn\":\"" + ROLES + "RoleForGitHubActions\",\"WebIdentityToken\":\"" + token + "\"}";
        one("\"outcome\":\"(refused)\"", control("explain", 200, "POST", question));
    }

    private static String assume(String role, String token) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "AssumeRoleWithWebIdentity");
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", ROLES + role);
        parameters.put("RoleSessionName", "me");
        parameters.put("WebIdentityToken", token);
        return form(parameters);
    }

    private String control(String call, int status, String method, String body) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/_understudy/" + call))
                .header("Content-Type", "application/json")
                .method(method, HttpRequest.BodyPublishers.ofString(body));
        return answer(status, request);
    }

    private String sts(int status, String body, Map<String, String> headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(endpoint.resolve("/"))
                .header("Content-Type", FORM)
                .POST(HttpRequest.BodyPublishers.ofString(body));
        headers.forEach(request::header);
        return answer(status, request);
    }

    private String answer(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        var response = client.send(request.version(HttpClient.Version.HTTP_1_1).build(), BodyHandlers.ofString());
        if (response.statusCode() != status) {
            throw new IOException(response.uri() + " answered " + response.statusCode() + ", not " + status);
        }
        return response.body();
    }

    /** The headers of AWS Signature Version 4. */
    private Map<String, String> signature(String credentials, String body) throws GeneralSecurityException {
        String time = TIME.format(Instant.now());
        String scope = time.substring(0, 8) + "/us-east-1/sts/aws4_request";
        String session = one("<SessionToken>([^<]+)</SessionToken>", credentials);
        String canonical = "POST\n/\n\ncontent-type:" + FORM + "\nhost:" + endpoint.getAuthority() + "\nx-amz-date:"
                + time + "\nx-amz-security-token:" + session + "\n\n" + SIGNED + "\n" + sha256(body);
        byte[] key = ("AWS4" + one("<SecretAccessKey>([^<]+)</SecretAccessKey>", credentials)).getBytes(StandardCharsets.UTF_8);
        for (String part : scope.split("/")) {
            key = hmac(key, part);
        }
        byte[] signature = hmac(key, "AWS4-HMAC-SHA256\n" + time + "\n" + scope + "\n" + sha256(canonical));
        String accessKeyId = one("<AccessKeyId>([^<]+)</AccessKeyId>", credentials);
        return Map.of("X-Amz-Date", time, "X-Amz-Security-Token", session, "Authorization",
                "AWS4-HMAC-SHA256 Credential=" + accessKeyId + "/" + scope + ", SignedHeaders=" + SIGNED
                        + ", Signature=" + HexFormat.of().formatHex(signature));
    }

    private static byte[] hmac(byte[] key, String text) throws GeneralSecurityException {
        Mac mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(key, "HmacSHA256"));
        return mac.doFinal(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String sha256(String text) throws GeneralSecurityException {
        byte[] digest = MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8));
        return HexFormat.of().formatHex(digest);
    }

    private static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> entry.getKey() + "=" + URLEncoder.encode(entry.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
    }

    private static String one(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        if (!matcher.find()) {
            throw new IllegalStateException("No answer holds " + pattern);
        }
        return matcher.group(1);
    }
}
