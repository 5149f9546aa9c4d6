package dev.understudy.support;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.Set;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Signed calls of actions, and members, that the AWS SDK for Java does not have yet. */
public final class SignedCalls {
    private static final Set<String> SET_BY_THE_CLIENT = Set.of("host", "content-length");

    private final Fixture fixture;

    public SignedCalls(Fixture fixture) {
        this.fixture = fixture;
    }

    /** The answer in JSON. */
    public JsonNode call(AwsCredentials credentials, Map<String, String> parameters) {
        return call(credentials, "us-east-1", parameters);
    }

    /** The same to a call that is signed for this region. */
    public JsonNode call(AwsCredentials credentials, String region, Map<String, String> parameters) {
        byte[] body = Fixture.form(parameters).getBytes(StandardCharsets.UTF_8);
        URI uri = fixture.uri("/");
        SdkHttpRequest unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(uri)
                .putHeader("Content-Type", "application/x-www-form-urlencoded")
                .build();
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> request.identity(credentials)
                        .request(unsigned)
                        .payload(() -> new ByteArrayInputStream(body))
                        .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, "sts")
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region))
                .request();
        HttpRequest.Builder request = HttpRequest.newBuilder(uri)
                .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                .header("Accept", "application/json");
        signed.forEachHeader((name, values) -> values.stream()
                .filter(value -> SET_BY_THE_CLIENT.stream().noneMatch(name::equalsIgnoreCase))
                .forEach(value -> request.header(name, value)));
        HttpResponse<String> answer = fixture.send(request.build());
        return new JsonMapper().readTree(answer.body());
    }
}
