package dev.understudy.sigv4;

import java.security.MessageDigest;
import java.time.Instant;
import java.time.InstantSource;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Verifies requests signed with AWS Signature Version 4, in the header or in the query.
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
    private static final Pattern REGION = Pattern.compile("[a-z]{2,8}(-[a-z]{1,16}){1,3}-[0-9]{1,2}");

    private final String service;
    private final InstantSource clock;
    private final InstantSource clientClock;
    private final Predicate<String> regions;

    /** A verifier for a service such as {@code sts} whose clients go by our clock. */
    public SignatureVerifier(String service, InstantSource clock) {
        this(service, clock, clock);
    }

    /** A verifier for a service that accepts every region of the usual form. */
    public SignatureVerifier(String service, InstantSource clock, InstantSource clientClock) {
        this(service, clock, clientClock, region -> REGION.matcher(region).matches());
    }

    /** A verifier for a service that accepts the regions given. */
    public SignatureVerifier(
            String service, InstantSource clock, InstantSource clientClock, Predicate<String> regions) {
        this.service = service;
        this.clock = clock;
        this.clientClock = clientClock;
        this.regions = regions;
    }

    /** Verifies one request. The look-up is asked at most once, and only for a request of the right form and scope. */
    public <P> SignatureVerdict<P> verify(SignedRequest request, KeyLookup<P> keys) {
        try {
            SignatureClaim claim = read(request);
            checkScope(claim);
            KeyLookupResult.Found<P> key = find(claim, keys);
            checkDate(claim);
            checkSignature(request, claim, key.secretAccessKey());
            CredentialScope scope = claim.scope();
            return new SignatureVerdict.Authentic<>(key.principal(), scope.accessKeyId(), scope.region());
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

    private void checkScope(SignatureClaim claim) throws SignatureRefusal {
        CredentialScope scope = claim.scope();
        List<String> wrong = new ArrayList<>();
        if (!regions.test(scope.region())) {
            wrong.add("Credential should be scoped to a valid region. ");
        }
        if (!scope.service().equals(service)) {
            wrong.add("Credential should be scoped to correct service: '" + service + "'.");
        }
        if (!scope.terminator().equals(CredentialScope.TERMINATOR)) {
            wrong.add("Credential should be scoped with a valid terminator: '" + CredentialScope.TERMINATOR + "'.");
        }
        if (!AmzDate.text(claim.time()).startsWith(scope.date() + "T")) {
            wrong.add("Date in Credential scope does not match YYYYMMDD from ISO-8601 version of date from HTTP.");
        }
        if (!wrong.isEmpty()) {
            throw SignatureRefusal.scope(wrong, scope);
        }
    }

    private static <P> KeyLookupResult.Found<P> find(SignatureClaim claim, KeyLookup<P> keys) throws SignatureRefusal {
        String accessKeyId = claim.scope().accessKeyId();
        KeyLookupResult<P> result = keys.find(accessKeyId, claim.sessionToken());
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

    private static void checkSignature(SignedRequest request, SignatureClaim claim, String secret)
            throws SignatureRefusal {
        String bodyHash = Hashing.sha256Hex(request.body());
        Optional<String> declared = request.single("x-amz-content-sha256");
        if (declared.isPresent() && !declared.get().equals(bodyHash)) {
            throw SignatureRefusal.wrongSignature("x-amz-content-sha256 is not the SHA-256 of the body, which is "
                    + bodyHash + "; STS takes no UNSIGNED-PAYLOAD");
        }
        String canonicalHash = Hashing.sha256Hex(CanonicalRequest.of(request, claim, bodyHash));
        String stringToSign = String.join(
                "\n",
                SignatureClaim.ALGORITHM,
                AmzDate.text(claim.time()),
                claim.scope().text(),
                canonicalHash);
        String expected = signature(claim.scope(), stringToSign, secret);
        if (!MessageDigest.isEqual(Hashing.utf8(expected), Hashing.utf8(claim.signature()))) {
            throw SignatureRefusal.wrongSignature(explain(claim, canonicalHash, bodyHash));
        }
    }

    private static String signature(CredentialScope scope, String stringToSign, String secret) {
        byte[] key = Hashing.utf8("AWS4" + secret);
        for (String part : List.of(scope.date(), scope.region(), scope.service(), scope.terminator())) {
            key = Hashing.hmac(key, part);
        }
        return HexFormat.of().formatHex(Hashing.hmac(key, stringToSign));
    }

    private static String explain(SignatureClaim claim, String canonicalHash, String bodyHash) {
        return "we signed the canonical request with SHA-256 " + canonicalHash + " over a body with SHA-256 " + bodyHash
                + " and the headers " + String.join(";", claim.signedHeaders()) + " for "
                + claim.scope().text() + " at " + AmzDate.text(claim.time())
                + ". Usual causes: another secret access key; a Host header, path, query or body that a proxy changed"
                + " after signing; a header signed with another value";
    }
}
