package dev.understudy.token;

import dev.understudy.token.TokenRejection.Check;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The claims of OpenID Connect that STS reads.
 *
 * @param authorizedParty {@code azp}; where it stands, it is the audience (recorded)
 * @param audiences {@code aud}
 */
record StandardClaims(
        String issuer, String subject, Optional<String> authorizedParty, List<String> audiences, TimeWindow time) {
    private static final List<String> REQUIRED = List.of("iss", "sub", "aud", "iat", "exp");

    StandardClaims {
        audiences = List.copyOf(audiences);
    }

    static StandardClaims read(ObjectNode claims) throws RejectedTokenException {
        for (String name : REQUIRED) {
            if (!claims.has(name)) {
                throw Rejections.missingClaim(name);
            }
        }
        String issuer = Json.string(claims, "iss").orElseThrow(() -> wrongType("iss", "a string"));
        String subject = subject(claims.path("sub"));
        TimeWindow time = TimeWindow.read(claims);
        Optional<String> authorizedParty = authorizedParty(claims.path("azp"));
        List<String> audiences =
                authorizedParty.isPresent() ? strings(claims.path("aud")) : soleAudience(claims.path("aud"));
        return new StandardClaims(issuer, subject, authorizedParty, audiences, time);
    }

    /** The audience that counts. */
    String audience() {
        return authorizedParty.orElseGet(() -> audiences.get(0));
    }

    /** Strings in a list, or one string; whatever else there is is left out. */
    static List<String> strings(JsonNode node) {
        List<String> strings = new ArrayList<>();
        if (node.isString()) {
            strings.add(node.stringValue());
        } else if (node instanceof ArrayNode array) {
            array.forEach(element -> {
                if (element.isString()) {
                    strings.add(element.stringValue());
                }
            });
        }
        return strings;
    }

    /** Empty and very long subjects are fine, numbers become strings, null is an internal failure (recorded). */
    private static String subject(JsonNode node) throws RejectedTokenException {
        if (node.isNull()) {
            throw Rejections.subjectIsNull();
        }
        if (node.isString()) {
            return node.stringValue();
        }
        if (node.isIntegralNumber()) {
            return node.bigIntegerValue().toString();
        }
        throw wrongType("sub", "a string or a whole number");
    }

    private static Optional<String> authorizedParty(JsonNode node) throws RejectedTokenException {
        if (node.isMissingNode() || node.isNull()) {
            return Optional.empty();
        }
        if (!node.isString()) {
            throw wrongType("azp", "a string");
        }
        return Optional.of(node.stringValue());
    }

    private static List<String> soleAudience(JsonNode node) throws RejectedTokenException {
        List<String> audiences = strings(node);
        boolean onlyStrings = node.isString() || (node.isArray() && audiences.size() == node.size());
        if (!onlyStrings) {
            throw wrongType("aud", "a string or a list of strings");
        }
        if (audiences.isEmpty()) {
            throw Rejections.emptyAudience();
        }
        if (audiences.size() > 1) {
            throw Rejections.severalAudiences(audiences);
        }
        return audiences;
    }

    private static RejectedTokenException wrongType(String name, String expected) {
        return Rejections.wrongType(Check.CLAIMS, name, expected);
    }
}
