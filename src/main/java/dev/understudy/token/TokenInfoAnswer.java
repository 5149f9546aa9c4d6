package dev.understudy.token;

import dev.understudy.token.BoundedGet.Page;
import java.time.Instant;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The answer of Login with Amazon's {@code tokeninfo}, as its developer guide documents it: {@code iss}, {@code user_id},
 * {@code aud} (the client id), {@code app_id}, and {@code exp}, which is the seconds that are left; or else {@code error}
 * and {@code error_description}. Members that are not needed are passed over.
 */
final class TokenInfoAnswer {
    private static final String ISSUER = "https://www.amazon.com";

    private TokenInfoAnswer() {}

    static Introspection read(Page page, Redaction redaction, Instant now) throws UnreachableException {
        ProviderAnswer answer = ProviderAnswer.of(page);
        ObjectNode json = answer.json();
        if (answer.isError()) {
            return new Introspection.Refused(page.described() + ": "
                    + redaction.quoted(answer.text(json, "error")) + ", "
                    + redaction.quoted(Json.string(json, "error_description").orElse("")) + ".");
        }
        String issuer = answer.text(json, "iss");
        if (!issuer.equals(ISSUER)) {
            return new Introspection.Refused(page.address() + " says that the token was issued by "
                    + redaction.quoted(issuer) + "; expected " + ISSUER + ".");
        }
        JsonNode left = json.path("exp");
        if (!left.isIntegralNumber() || !left.canConvertToInt()) {
            throw answer.unexpected("\"exp\" must be the seconds that are left to the token");
        }
        if (left.intValue() <= 0) {
            return new Introspection.Expired(page.address() + " says that no time is left to the access token.");
        }
        return new Introspection.Active(
                answer.id(json, "app_id"), answer.id(json, "user_id"), Optional.of(now.plusSeconds(left.intValue())));
    }
}
