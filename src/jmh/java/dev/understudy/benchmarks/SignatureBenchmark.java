package dev.understudy.benchmarks;

import dev.understudy.sigv4.KeyLookupResult;
import dev.understudy.sigv4.SignatureVerdict;
import dev.understudy.sigv4.SignatureVerifier;
import dev.understudy.sigv4.SignedRequest;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** The verification of a signed GetCallerIdentity, and the five HMACs without which no SigV4 is verified. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class SignatureBenchmark {
    private static final String SECRET = "wJalrXUtnFEMI/K7MDENG+bPxRfiCYEXAMPLEKEY";
    private static final String STRING_TO_SIGN =
            "AWS4-HMAC-SHA256\n20261121T120000Z\n" + "20261121/us-east-1/sts/aws4_request\n" + "0".repeat(64);

    private final SignatureVerifier verifier =
            new SignatureVerifier("sts", InstantSource.fixed(Instant.parse("2026-11-21T12:00:00Z")));
    private SignedRequest sigv4;
    private SignedRequest sigv4a;

    /** Botocore signed the first, and its binding of the Common Runtime the second. */
    @Setup
    public void prepare() {
        sigv4 = call(
                "AWS4-HMAC-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/us-east-1/sts/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date, Signature="
                        + "d3d947d6e050d5ab2513d8ea9915d3dd6ee82dd8f6bf84b3a02c6b633c47f06a",
                List.of());
        sigv4a = call(
                "AWS4-ECDSA-P256-SHA256 Credential=AKIAIOSFODNN7EXAMPLE/20261121/sts/aws4_request,"
                        + " SignedHeaders=content-type;host;x-amz-date;x-amz-region-set, Signature="
                        + "304502210088249d0f78d99e618c6d5b94931819dfd2ab33d0e0bd2820044bda2686f4281302206d9d1359b97a55784767a26db7c4634b5f55c2bf76ddcca70c883f4acdb74c1f",
                List.of(Map.entry("X-Amz-Region-Set", "*")));
        if (!(verify(sigv4) instanceof SignatureVerdict.Authentic)
                || !(verify(sigv4a) instanceof SignatureVerdict.Authentic)) {
            throw new IllegalStateException("A signature is refused");
        }
    }

    @Benchmark
    public SignatureVerdict<String> verify() {
        return verify(sigv4);
    }

    @Benchmark
    public SignatureVerdict<String> verifySigV4A() {
        return verify(sigv4a);
    }

    /** Day, region, service and terminator make the key; the fifth is the signature. */
    @Benchmark
    public byte[] bareHmacChain() throws GeneralSecurityException {
        byte[] key = ("AWS4" + SECRET).getBytes(StandardCharsets.UTF_8);
        for (String part : List.of("20261121", "us-east-1", "sts", "aws4_request", STRING_TO_SIGN)) {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key, "HmacSHA256"));
            key = mac.doFinal(part.getBytes(StandardCharsets.UTF_8));
        }
        return key;
    }

    private SignatureVerdict<String> verify(SignedRequest request) {
        return verifier.verify(request, (accessKeyId, token) -> new KeyLookupResult.Found<>(accessKeyId, SECRET));
    }

    private static SignedRequest call(String authorization, List<Map.Entry<String, String>> more) {
        List<Map.Entry<String, String>> headers = new ArrayList<>(more);
        headers.add(Map.entry("Host", "sts.us-east-1.amazonaws.com"));
        headers.add(Map.entry("Content-Type", "application/x-www-form-urlencoded; charset=utf-8"));
        headers.add(Map.entry("X-Amz-Date", "20261121T120000Z"));
        headers.add(Map.entry("Authorization", authorization));
        byte[] body = "Action=GetCallerIdentity&Version=2011-06-15".getBytes(StandardCharsets.UTF_8);
        return new SignedRequest("POST", "/", "", headers, body);
    }
}
