package dev.understudy.token;

import dev.understudy.token.BoundedGet.Page;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of Facebook's {@code debug_token}, as the reference of the Graph API documents it: {@code data} with {@code
 * is_valid}, {@code type}, {@code app_id}, {@code user_id} and {@code expires_at}, in seconds since 1970 or 0 for a token
 * that never expires; or else {@code error}. Members that are not needed are passed over.
 */
final class DebugTokenAnswer {
    /** The subcode of an error 190 for a session that has expired. */
    private static final int EXPIRED = 463;

    /** The last second of the year 9999. */
    private static final long LATEST = 253_402_300_799L;

    private DebugTokenAnswer() {}

    static Introspection read(Page page, Redaction redaction, Instant now) throws UnreachableException {
        ProviderAnswer answer = ProviderAnswer.of(page);
        if (answer.isError()) {
            return new Introspection.Refused(page.described() + ": "
                    + described(answer.json().path("error"), redaction)
                    + " (is the appAccessToken that of the token's app?).");
        }
        if (!(answer.json().path("data") instanceof ObjectNode data)) {
            throw answer.unexpected("\"data\" must be an object");
        }
        if (!data.path("is_valid").isBoolean()) {
            throw answer.unexpected("\"is_valid\" must be true or false");
        }
        return data.path("is_valid").booleanValue()
                ? valid(answer, data, redaction)
                : invalid(page, data, redaction, now);
    }

    private static Introspection valid(ProviderAnswer answer, ObjectNode data, Redaction redaction)
            throws UnreachableException {
        String type = answer.text(data, "type");
        if (!type.equals("USER")) {
            return new Introspection.Refused("The access token is of type " + redaction.quoted(type)
                    + "; only one of type \"USER\" stands for a user.");
        }
        long expiresAt = instant(data.path("expires_at"))
                .orElseThrow(() -> answer.unexpected("\"expires_at\" must be seconds since 1970, or 0"));
        return new Introspection.Active(
                answer.id(data, "app_id"),
                answer.id(data, "user_id"),
                Optional.of(expiresAt).filter(end -> end != 0).map(Instant::ofEpochSecond));
    }

    private static Introspection invalid(Page page, ObjectNode data, Redaction redaction, Instant now) {
        JsonNode error = data.path("error");
        boolean past = instant(data.path("expires_at"))
                .filter(end -> end != 0 && end <= now.getEpochSecond())
                .isPresent();
        String explanation =
                page.address() + " says that the access token is not valid: " + described(error, redaction) + ".";
        return past || error.path("subcode").asInt(0) == EXPIRED
                ? new Introspection.Expired(explanation)
                : new Introspection.Refused(explanation);
    }

    private static String described(JsonNode error, Redaction redaction) {
        String message = error.path("message").asString("");
        return message.isEmpty() ? "it does not say why" : redaction.quoted(message);
    }

    private static Optional<Long> instant(JsonNode node) {
        boolean fits = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= 0
                && node.longValue() <= LATEST;
        return fits ? Optional.of(node.longValue()) : Optional.empty();
    }
}
