package dev.understudy.token;

import dev.understudy.token.BoundedGet.Page;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A provider's answer about an access token, as far as all providers answer alike. */
record ProviderAnswer(Page page, ObjectNode json) {
    /** They say nothing about the token: not found, time-out, and too many requests. */
    private static final Set<Integer> NO_JUDGEMENT = Set.of(404, 408, 429);

    /**
     * An answer that says something about the token, for or against.
     *
     * @throws UnreachableException if it does not
     */
    static ProviderAnswer of(Page page) throws UnreachableException {
        int status = page.status();
        boolean judged = status == 200 || (status / 100 == 4 && !NO_JUDGEMENT.contains(status));
        if (!judged) {
            throw new UnreachableException(page.described() + ".");
        }
        ObjectNode json = page.object()
                .orElseThrow(() -> new UnreachableException(page.described() + " and "
                        + page.contentType().orElse("no content type") + ", which is not a JSON object."));
        ProviderAnswer answer = new ProviderAnswer(page, json);
        if (answer.isError() && !json.has("error")) {
            throw answer.unexpected("it has no \"error\"");
        }
        return answer;
    }

    /** Whether the provider refuses the token. */
    boolean isError() {
        return page.status() != 200;
    }

    /** A member that must be a text. */
    String text(ObjectNode object, String name) throws UnreachableException {
        return Json.string(object, name).orElseThrow(() -> unexpected("\"" + name + "\" must be a text"));
    }

    /** A member that must be an id; earlier versions of the Graph API write numbers. */
    String id(ObjectNode object, String name) throws UnreachableException {
        JsonNode node = object.path(name);
        String id = node.isString() || node.isIntegralNumber() ? node.asString() : "";
        if (!OAuthProvider.isId(id)) {
            throw unexpected("\"" + name + "\" must be an id of 1 to 255 visible ASCII characters");
        }
        return id;
    }

    UnreachableException unexpected(String what) {
        return new UnreachableException(
                page.described() + " and JSON that is not as its provider documents: " + what + ".");
    }
}
