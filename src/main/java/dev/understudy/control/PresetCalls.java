package dev.understudy.control;

import dev.understudy.idp.GitHubTokenService;
import dev.understudy.idp.InvalidTokenRequestException;
import dev.understudy.idp.IssuerKeyStoreException;
import dev.understudy.idp.Preset;
import dev.understudy.idp.PresetOption;
import dev.understudy.idp.PresetRequest;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The vendors whose tokens are known, and the protocol by which a GitHub workflow asks for its own. */
public final class PresetCalls implements ControlCalls {
    private static final String TOKEN = "/presets/github/token";
    private static final Pattern BEARER = Pattern.compile("Bearer ([\\x21-\\x7e]+)", Pattern.CASE_INSENSITIVE);

    private final GitHubTokenService github;

    public PresetCalls(GitHubTokenService github) {
        this.github = github;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("GET", "/presets", (request, rest) -> list()),
                new Endpoint("POST", "/presets/github/requests", (request, rest) -> requestToken(request)),
                new Endpoint("GET", TOKEN, (request, rest) -> token(request)));
    }

    private static HttpResponse list() {
        ObjectNode answer = Json.object();
        ArrayNode presets = answer.putArray("presets");
        for (Preset preset : Preset.values()) {
            presets.add(json(preset));
        }
        return Json.response(200, answer);
    }

    private static ObjectNode json(Preset preset) {
        TokenRequest usual = preset.request().token();
        ObjectNode json = Json.object()
                .put("preset", preset.presetName())
                .put("vendor", preset.vendor())
                .put("issuer", usual.issuer())
                .put("expiresIn", usual.expiresIn().toString());
        ArrayNode options = json.putArray("options");
        for (PresetOption option : preset.options()) {
            ObjectNode listed = options.addObject().put("name", option.name()).put("form", option.form());
            option.defaultValue()
                    .ifPresentOrElse(value -> listed.put("default", value), () -> listed.putNull("default"));
        }
        return json;
    }

    /** What GitHub's runner sets in the environment of a job that may have tokens. */
    private HttpResponse requestToken(HttpRequest request) throws ControlException {
        try {
            PresetRequest workflow = PresetRequest.fromJson(Preset.GITHUB, Json.body(request));
            String url = request.origin() + ControlApi.PREFIX + TOKEN + "?api-version=2.0";
            return Json.response(
                    200,
                    Json.object()
                            .put("ACTIONS_ID_TOKEN_REQUEST_URL", url)
                            .put("ACTIONS_ID_TOKEN_REQUEST_TOKEN", github.requestToken(workflow)));
        } catch (InvalidTokenRequestException | IllegalArgumentException | UnknownIssuerException invalid) {
            throw ControlException.badRequest(String.valueOf(invalid.getMessage()));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        }
    }

    /** What GitHub's service answers to a job; its clients show the {@code message} of a refusal. */
    private HttpResponse token(HttpRequest request) throws ControlException {
        // Other parameters, such as api-version, are GitHub's.
        Optional<String> audience = Query.of(request).string("audience").filter(text -> !text.isEmpty());
        try {
            return request.headers()
                    .first("Authorization")
                    .map(BEARER::matcher)
                    .filter(Matcher::matches)
                    .flatMap(bearer -> github.token(bearer.group(1), audience))
                    .map(token -> Json.object().put("count", token.length()).put("value", token))
                    .map(answer -> Json.response(200, answer))
                    .orElseGet(PresetCalls::unauthorized);
        } catch (UnknownIssuerException gone) {
            throw ControlException.badRequest(String.valueOf(gone.getMessage()));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        }
    }

    private static HttpResponse unauthorized() {
        return Json.response(
                401,
                Json.object()
                        .put(
                                "message",
                                "The bearer is not a request token of this Understudy's, or it has expired; POST "
                                        + ControlApi.PREFIX + "/presets/github/requests gives one."));
    }
}
