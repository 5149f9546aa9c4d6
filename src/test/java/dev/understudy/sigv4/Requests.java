package dev.understudy.sigv4;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import software.amazon.awssdk.identity.spi.AwsSessionCredentialsIdentity;

/** A correctly signed call of STS, and ways to spoil it. */
final class Requests {
    static final Instant NOW = Instant.parse("2026-11-21T12:00:00Z");
    static final String KEY_ID = "ASIAIOSFODNN7EXAMPLE";
    static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    static final String TOKEN = "IQoJb3JpZ2luX2Vj+token/with=signs";
    static final byte[] BODY = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.UTF_8);
    static final KeyLookup<String> KEYS =
            (accessKeyId, token) -> accessKeyId.equals(KEY_ID) && token.equals(Optional.of(TOKEN))
                    ? new KeyLookupResult.Found<>("caller", SECRET)
                    : new KeyLookupResult.Unknown<>("there is no such key and token");

    private Requests() {}

    static SdkSigner signer() {
        return signerAt(NOW);
    }

    static SdkSigner signerAt(Instant time) {
        return new SdkSigner(AwsSessionCredentialsIdentity.create(KEY_ID, SECRET, TOKEN), "sts", "eu-west-1", time);
    }

    static SignedRequest post() {
        return signer().header(
                        "POST",
                        "https://sts.eu-west-1.amazonaws.com/",
                        Map.of(
                                "Content-Type",
                                "application/x-www-form-urlencoded; charset=utf-8",
                                "X-Vault-AWS-IAM-Server-ID",
                                "vault.example.com"),
                        BODY);
    }

    static SignedRequest presignedGet() {
        return signer().presigned(
                        "GET",
                        "https://sts.eu-west-1.amazonaws.com/?Action=GetCallerIdentity&Version=2011-06-15",
                        Map.of("x-k8s-aws-id", "cluster"),
                        new byte[0]);
    }

    static SignatureVerdict<String> verify(SignedRequest request) {
        return verifyAt(NOW, request);
    }

    static SignatureVerdict<String> verifyAt(Instant now, SignedRequest request) {
        return new SignatureVerifier("sts", InstantSource.fixed(now)).verify(request, KEYS);
    }

    static SignatureVerdict.Refused<String> refused(SignedRequest request) {
        return (SignatureVerdict.Refused<String>) verify(request);
    }

    static SignedRequest withHeader(SignedRequest request, String name, UnaryOperator<String> change) {
        List<Map.Entry<String, String>> headers = new ArrayList<>();
        for (Map.Entry<String, String> header : request.headers()) {
            headers.add(
                    header.getKey().equalsIgnoreCase(name)
                            ? Map.entry(header.getKey(), change.apply(header.getValue()))
                            : header);
        }
        return new SignedRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    static SignedRequest without(SignedRequest request, String name) {
        List<Map.Entry<String, String>> headers = request.headers().stream()
                .filter(header -> !header.getKey().equalsIgnoreCase(name))
                .toList();
        return new SignedRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    static SignedRequest plus(SignedRequest request, String name, String value) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(request.headers());
        headers.add(Map.entry(name, value));
        return new SignedRequest(request.method(), request.path(), request.query(), headers, request.body());
    }

    static SignedRequest withQuery(SignedRequest request, UnaryOperator<String> change) {
        return new SignedRequest(
                request.method(), request.path(), change.apply(request.query()), request.headers(), request.body());
    }

    static SignedRequest withPath(SignedRequest request, String path) {
        return new SignedRequest(request.method(), path, request.query(), request.headers(), request.body());
    }

    static SignedRequest withMethod(SignedRequest request, String method) {
        return new SignedRequest(method, request.path(), request.query(), request.headers(), request.body());
    }

    static SignedRequest withBody(SignedRequest request, byte[] body) {
        return new SignedRequest(request.method(), request.path(), request.query(), request.headers(), body);
    }
}
