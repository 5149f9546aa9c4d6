package dev.understudy.idp;

import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.Optional;
import java.util.regex.Pattern;

/** Proof key for code exchange (RFC 7636) with {@code S256}; {@code plain} proves nothing to whoever saw the request. */
record CodeChallenge(String value) {
    static final String METHOD = "S256";

    private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");
    private static final Pattern VERIFIER = Pattern.compile("[A-Za-z0-9._~-]{43,128}");

    /** That of an authorization request, if it has one. */
    static Optional<CodeChallenge> read(OAuthParameters parameters) throws OAuthException {
        Optional<String> challenge = parameters.optional("code_challenge");
        Optional<String> method = parameters.optional("code_challenge_method");
        if (challenge.isEmpty() && method.isEmpty()) {
            return Optional.empty();
        }
        if (!method.equals(Optional.of(METHOD))) {
            throw OAuthException.invalidRequest("code_challenge_method must be S256.");
        }
        return Optional.of(challenge
                .filter(CHALLENGE.asMatchPredicate())
                .map(CodeChallenge::new)
                .orElseThrow(() -> OAuthException.invalidRequest(
                        "code_challenge must be a SHA-256 digest in base64url, of 43 characters.")));
    }

    boolean isOf(String verifier) {
        byte[] digest = Base64.getUrlEncoder().withoutPadding().encode(Sha256.of(verifier));
        return VERIFIER.matcher(verifier).matches()
                && MessageDigest.isEqual(digest, value.getBytes(StandardCharsets.US_ASCII));
    }
}
