package dev.understudy.token;

import java.util.Base64;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A signed token in its compact form, taken apart strictly: three parts, each base64url in its one canonical spelling
 * without padding, header and claims JSON objects in UTF-8. How strict AWS is in these matters is not known. White space
 * around the token is dropped, because clients send the token file's last newline.
 *
 * @param signedText what the signature is over: header and claims as they were sent, never written anew
 * @param signature the signature in base64url
 */
record CompactJwt(ObjectNode header, ObjectNode claims, String signedText, String signature) {
    /** The longest token that STS takes (service model). */
    static final int LENGTH = 20_000;

    /** Shows nothing of the token. */
    @Override
    public String toString() {
        return "CompactJwt";
    }

    static CompactJwt parse(String token) throws RejectedTokenException {
        String text = token.strip();
        if (text.length() > LENGTH) {
            throw Rejections.notAJwt(
                    "The token has " + text.length() + " characters; at most " + LENGTH + " are read.");
        }
        String[] parts = text.split("\\.", -1);
        if (parts.length != 3) {
            throw Rejections.notAJwt(
                    "The token has " + (parts.length - 1) + " dots; a signed JWT has two, between header,"
                            + " claims and signature. An access token or an encrypted token will not do.");
        }
        ObjectNode header = object(parts[0], "header");
        if (header.has("crit")) {
            throw Rejections.notAJwt("The token's header has \"crit\"; AWS refuses every token with one.");
        }
        ObjectNode claims = object(parts[1], "claims");
        if (decode(parts[2]).isEmpty()) {
            throw notBase64("signature");
        }
        return new CompactJwt(header, claims, parts[0] + "." + parts[1], parts[2]);
    }

    /** The claims of a text that looks like a token, if they can be read at all; nothing about them is to be trusted. */
    static Optional<ObjectNode> unverifiedClaims(String token) {
        String[] parts = token.length() > LENGTH ? new String[0] : token.strip().split("\\.", -1);
        return parts.length == 3 ? decode(parts[1]).flatMap(Json::object) : Optional.empty();
    }

    SigningAlgorithm algorithm() throws RejectedTokenException {
        String alg = Json.string(header, "alg")
                .orElseThrow(() -> Rejections.notAJwt("The token's header has no \"alg\" that is a string."));
        return SigningAlgorithm.named(alg).orElseThrow(() -> Rejections.unsupportedAlgorithm(alg));
    }

    /** The header's {@code kid}; a {@code kid} that is not a string is a key that nobody publishes. */
    Optional<String> keyId() throws RejectedTokenException {
        JsonNode kid = header.path("kid");
        if (kid.isMissingNode()) {
            return Optional.empty();
        }
        return Optional.of(Json.string(header, "kid")
                .orElseThrow(() -> Rejections.noKey("The token's header has a \"kid\" that is not a string.")));
    }

    private static ObjectNode object(String part, String name) throws RejectedTokenException {
        byte[] bytes = decode(part).orElseThrow(() -> notBase64(name));
        return Json.object(bytes)
                .orElseThrow(() -> Rejections.notAJwt("The token's " + name + " is not a JSON object in UTF-8."));
    }

    private static RejectedTokenException notBase64(String name) {
        return Rejections.notAJwt("The token's " + name + " is not base64url without padding.");
    }

    private static Optional<byte[]> decode(String part) {
        try {
            byte[] bytes = Base64.getUrlDecoder().decode(part);
            // The JDK takes padding and stray last bits, which would give one token many spellings.
            boolean canonical = Base64.getUrlEncoder()
                    .withoutPadding()
                    .encodeToString(bytes)
                    .equals(part);
            return canonical ? Optional.of(bytes) : Optional.empty();
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
