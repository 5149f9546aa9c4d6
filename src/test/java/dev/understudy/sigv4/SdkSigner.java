package dev.understudy.sigv4;

import java.io.ByteArrayInputStream;
import java.net.URI;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4FamilyHttpSigner;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.identity.spi.AwsCredentialsIdentity;

/** Signs requests with the AWS SDK for Java v2, and gives them as a server would see them. */
record SdkSigner(AwsCredentialsIdentity identity, String service, String region, Instant time) {
    SignedRequest header(String method, String uri, Map<String, String> headers, byte[] body) {
        return sign(method, uri, headers, body, AwsV4FamilyHttpSigner.AuthLocation.HEADER);
    }

    SignedRequest presigned(String method, String uri, Map<String, String> headers, byte[] body) {
        return sign(method, uri, headers, body, AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING);
    }

    private SignedRequest sign(
            String method,
            String uri,
            Map<String, String> headers,
            byte[] body,
            AwsV4FamilyHttpSigner.AuthLocation location) {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(SdkHttpMethod.fromValue(method)).uri(URI.create(uri));
        headers.forEach(unsigned::putHeader);
        SdkHttpRequest signed = AwsV4HttpSigner.create()
                .sign(request -> {
                    request.identity(identity)
                            .request(unsigned.build())
                            .payload(() -> new ByteArrayInputStream(body))
                            .putProperty(AwsV4FamilyHttpSigner.SERVICE_SIGNING_NAME, service)
                            .putProperty(AwsV4HttpSigner.REGION_NAME, region)
                            .putProperty(AwsV4FamilyHttpSigner.AUTH_LOCATION, location)
                            .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(time, ZoneOffset.UTC));
                    if (location == AwsV4FamilyHttpSigner.AuthLocation.QUERY_STRING) {
                        request.putProperty(AwsV4FamilyHttpSigner.EXPIRATION_DURATION, Duration.ofSeconds(60));
                    }
                })
                .request();
        List<Map.Entry<String, String>> sent = new ArrayList<>();
        signed.forEachHeader((name, values) -> values.forEach(value -> sent.add(Map.entry(name, value))));
        return new SignedRequest(
                method, signed.encodedPath(), signed.encodedQueryParameters().orElse(""), sent, body);
    }
}
