package dev.understudy.support;

import dev.understudy.Understudy;
import dev.understudy.config.ConfigSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.stream.Collectors;
import software.amazon.awssdk.auth.credentials.AnonymousCredentialsProvider;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.SdkGlobalTime;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.StsClientBuilder;
import software.amazon.awssdk.services.sts.model.Credentials;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** A running Understudy with what tests need around it: a clock to move, tokens, an SDK client and plain HTTP. */
public final class Fixture implements AutoCloseable {
    public static final String ROLE = "arn:aws:iam::123456789012:role/RoleForServerExample";
    public static final String ISSUER = "https://server.example.com";
    public static final String AUDIENCE = "appid_from_oidc_idp";

    /** The packaged user's secret, which opens nothing. */
    public static final String USER_SECRET = "understudy/documentation/only/EXAMPLEKEY";

    private static final JsonMapper JSON = new JsonMapper();

    /** Now, because SDKs sign with the machine's own clock. */
    public final MovableClock clock = new MovableClock(Instant.now());

    public final Understudy understudy;
    private final HttpClient http = HttpClient.newHttpClient();

    private Fixture(ConfigSource config) {
        try {
            // SDK clients correct their clock by our Date header, and keep the correction for the whole JVM.
            SdkGlobalTime.setGlobalTimeOffset(0);
            understudy = Understudy.builder().config(config).clock(clock).start();
        } catch (Exception failure) {
            throw new IllegalStateException(failure);
        }
    }

    public static Fixture packaged() {
        return new Fixture(ConfigSource.packaged());
    }

    public static Fixture of(String yaml) {
        return new Fixture(ConfigSource.text("test.yaml", yaml));
    }

    public static Fixture of(Path file) {
        return new Fixture(ConfigSource.file(file));
    }

    /** A configuration with the packaged local issuer and one role that its tokens may assume. */
    public static String inlineRole(String name) {
        return """
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                roles:
                  - RoleName: %s
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                          Action: sts:AssumeRoleWithWebIdentity
                          Condition: { StringEquals: { "server.example.com:aud": appid_from_oidc_idp } }
                """.formatted(name);
    }

    public URI uri(String path) {
        return understudy.endpoint().resolve(path);
    }

    /** A token of the packaged local issuer that its role accepts. */
    public String token() {
        return token("{}");
    }

    /** The same with these members of the token request in place of its own. */
    public String token(String members) {
        ObjectNode request = JSON.createObjectNode()
                .put("issuer", ISSUER)
                .put("audience", AUDIENCE)
                .put("subject", "alice");
        request.setAll((ObjectNode) JSON.readTree(members));
        JsonNode answer = control("POST", "/_understudy/tokens", request.toString());
        return answer.required("token").asString();
    }

    /** A control call's answer. */
    public JsonNode control(String method, String path, String body) {
        HttpRequest request = HttpRequest.newBuilder(uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .header("Content-Type", "application/json")
                .build();
        return JSON.readTree(send(request).body());
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return http.send(request, HttpResponse.BodyHandlers.ofString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        } catch (InterruptedException interrupted) {
            throw new IllegalStateException(interrupted);
        }
    }

    /** An unsigned call of the Query protocol. */
    public HttpResponse<String> call(Map<String, String> parameters, String... headers) {
        return post(form(parameters), headers);
    }

    public HttpResponse<String> post(String form, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri("/"))
                .POST(HttpRequest.BodyPublishers.ofString(form))
                .header("Content-Type", "application/x-www-form-urlencoded; charset=utf-8");
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    public HttpResponse<String> get(String pathAndQuery, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri(pathAndQuery)).GET();
        return send((headers.length == 0 ? request : request.headers(headers)).build());
    }

    /** The parameters of a good AssumeRoleWithWebIdentity call, to be altered. */
    public Map<String, String> assumeRole(String token) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("Action", "AssumeRoleWithWebIdentity");
        parameters.put("Version", "2011-06-15");
        parameters.put("RoleArn", ROLE);
        parameters.put("RoleSessionName", "session");
        parameters.put("WebIdentityToken", token);
        return parameters;
    }

    public static String form(Map<String, String> parameters) {
        return parameters.entrySet().stream()
                .map(entry -> encode(entry.getKey()) + "=" + encode(entry.getValue()))
                .collect(Collectors.joining("&"));
    }

    private static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** An SDK client that tries once, without credentials. */
    public StsClient sts() {
        return builder()
                .credentialsProvider(AnonymousCredentialsProvider.create())
                .build();
    }

    /** An SDK client that tries once and signs with these credentials. */
    public StsClient sts(AwsCredentials credentials) {
        return sts(credentials, Region.US_EAST_1);
    }

    /** The same for another region. */
    public StsClient sts(AwsCredentials credentials, Region region) {
        return builder()
                .region(region)
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build();
    }

    public StsClient sts(Credentials credentials) {
        return sts(AwsSessionCredentials.create(
                credentials.accessKeyId(), credentials.secretAccessKey(), credentials.sessionToken()));
    }

    private StsClientBuilder builder() {
        return StsClient.builder()
                .endpointOverride(understudy.endpoint())
                .region(Region.US_EAST_1)
                .overrideConfiguration(configuration -> configuration.retryStrategy(AwsRetryStrategy.doNotRetry()));
    }

    @Override
    public void close() {
        understudy.close();
    }
}
