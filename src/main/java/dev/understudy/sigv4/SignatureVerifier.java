package dev.understudy.sigv4;

import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Verifies requests signed with AWS Signature Version 4 or 4A, in the header or in the query.
 *
 * <p>The order of checks is AWS's as recorded: form, credential scope, key and session token, signature. Where STS looks
 * at the date is unknown; here it comes after the key, so that expired credentials are called expired even when the
 * clock has moved past the signature too.
 *
 * <p>Host must be signed; of the other headers, those that the request lists count, and whether STS insists on every
 * {@code x-amz-*} header is unknown. The hash of the actual body always counts.
 *
 * <p>Clients sign with their own machine's time, which ours may have been moved away from. So it is their time that a
 * signature's date is measured against, except that a presigned request ages by our clock, as credentials do.
 */
public final class SignatureVerifier {
    private final String service;
    private final InstantSource clock;
    private final InstantSource clientClock;
    private final List<SigningAlgorithm> algorithms = List.of(new HmacSigning(), new EcdsaSigning());

    /** A verifier for a service such as {@code sts} whose clients go by our clock. */
    public SignatureVerifier(String service, InstantSource clock) {
        this(service, clock, clock);
    }

    /** A verifier for a service whose clients go by their own clock. */
    public SignatureVerifier(String service, InstantSource clock, InstantSource clientClock) {
        this.service = service;
        this.clock = clock;
        this.clientClock = clientClock;
    }

    /** Verifies one request. The look-up is asked at most once, and only for a request of the right form and scope. */
    public <P> SignatureVerdict<P> verify(SignedRequest request, KeyLookup<P> keys) {
        try {
            SignatureClaim claim = read(request);
            SigningAlgorithm algorithm = algorithm(claim.algorithm());
            CredentialScope scope = algorithm.scope(claim);
            checkScope(scope, claim.time());
            KeyLookupResult.Found<P> key = find(scope.accessKeyId(), claim.sessionToken(), keys);
            checkDate(claim);
            checkSignature(request, claim, algorithm, scope, key.secretAccessKey());
            return new SignatureVerdict.Authentic<>(
                    key.principal(), scope.accessKeyId(), scope.regions().text());
        } catch (SignatureRefusal refusal) {
            return refusal.verdict();
        }
    }

    private static SignatureClaim read(SignedRequest request) throws SignatureRefusal {
        QueryString query = QueryString.parse(request.query());
        Optional<String> authorization = request.single("authorization");
        boolean presigned = query.has(PresignedQuery.ALGORITHM);
        if (presigned && authorization.isPresent()) {
            throw SignatureRefusal.signedTwice();
        }
        if (presigned) {
            return PresignedQuery.read(query);
        }
        String header = authorization
                .map(String::strip)
                .filter(text -> text.startsWith("AWS4-"))
                .orElseThrow(SignatureRefusal::unsigned);
        return AuthorizationHeader.read(request, header, query);
    }

    private SigningAlgorithm algorithm(String name) throws SignatureRefusal {
        return algorithms.stream()
                .filter(algorithm -> algorithm.name().equals(name))
                .findFirst()
                .orElseThrow(() -> SignatureRefusal.algorithm(name));
    }

    private void checkScope(CredentialScope scope, Instant time) throws SignatureRefusal {
        List<String> wrong = new ArrayList<>();
        if (!scope.regions().isServed()) {
            wrong.add("Credential should be scoped to a valid region. ");
        }
        if (!scope.service().equals(service)) {
            wrong.add("Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            wrong.add("Credential should be scoped with a valid terminator: '" + CredentialScope.TERMINATOR + "'.");
        }
        if (!AmzDate.text(time).startsWith(scope.date() + "T")) {
            wrong.add("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
        if (!wrong.isEmpty()) {
            throw SignatureRefusal.scope(wrong, scope);
        }
    }

    private static <P> KeyLookupResult.Found<P> find(
            String accessKeyId, Optional<String> sessionToken, KeyLookup<P> keys) throws SignatureRefusal {
        KeyLookupResult<P> result = keys.find(accessKeyId, sessionToken);
        if (result instanceof KeyLookupResult.Found<P> found) {
            return found;
        }
        if (result instanceof KeyLookupResult.Expired<P> expired) {
            throw SignatureRefusal.expiredKey(accessKeyId, expired.reason());
        }
        throw SignatureRefusal.unknownKey(accessKeyId, ((KeyLookupResult.Unknown<P>) result).reason());
    }

    private void checkDate(SignatureClaim claim) throws SignatureRefusal {
        Instant now = seconds(clientClock);
        Instant ageing = claim.form() == SignatureClaim.Form.PRESIGNED ? seconds(clock) : now;
        if (claim.time().isBefore(ageing.minus(AmzDate.WINDOW))) {
            throw SignatureRefusal.tooOld(claim.time(), ageing);
        }
        if (claim.time().isAfter(now.plus(AmzDate.WINDOW))) {
            throw SignatureRefusal.tooNew(claim.time(), now);
        }
    }

    /** A signature's time has whole seconds, so a fraction of now must not decide. */
    private static Instant seconds(InstantSource source) {
        return source.instant().truncatedTo(ChronoUnit.SECONDS);
    }

    private static void checkSignature(
            SignedRequest request,
            SignatureClaim claim,
            SigningAlgorithm algorithm,
            CredentialScope scope,
            String secret)
            throws SignatureRefusal {
        String bodyHash = bodyHash(request);
        String canonicalHash = Hashing.sha256Hex(CanonicalRequest.of(request, claim, bodyHash));
        String stringToSign =
                String.join("\n", algorithm.name(), AmzDate.text(claim.time()), scope.text(), canonicalHash);
        if (!algorithm.verify(scope, secret, stringToSign, claim.signature())) {
            throw SignatureRefusal.wrongSignature("we signed the canonical request with SHA-256 " + canonicalHash
                    + " over a body with SHA-256 " + bodyHash + " and the headers "
                    + String.join(";", claim.signedHeaders()) + " for " + scope.text() + " at "
                    + AmzDate.text(claim.time())
                    + ". Usual causes: another secret access key; a Host header, path, query or body that a proxy"
                    + " changed after signing; a header signed with another value");
        }
    }

    private static String bodyHash(SignedRequest request) throws SignatureRefusal {
        String actual = Hashing.sha256Hex(request.body());
        Optional<String> declared = request.single("x-amz-content-sha256");
        if (declared.isPresent() && !declared.get().equals(actual)) {
            throw SignatureRefusal.wrongSignature("x-amz-content-sha256 is not the SHA-256 of the body, which is "
                    + actual + "; STS takes no UNSIGNED-PAYLOAD");
        }
        return actual;
    }
}
