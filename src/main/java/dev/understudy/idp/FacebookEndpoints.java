package dev.understudy.idp;

import dev.understudy.idp.AccessTokenState.Active;
import dev.understudy.idp.AccessTokenState.Inactive;
import dev.understudy.idp.AccessTokenState.Reason;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.token.OAuthProvider;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** {@code debug_token} and {@code me} of Facebook's Graph API, in the JSON of its reference. */
final class FacebookEndpoints {
    private static final int INVALID_PARAMETER = 100;
    private static final int TOKEN_REQUIRED = 104;
    private static final int INVALID_TOKEN = 190;
    private static final int NO_ACTIVE_TOKEN = 2500;
    private static final int EXPIRED = 463;

    private final AccessTokens tokens;

    FacebookEndpoints(AccessTokens tokens) {
        this.tokens = tokens;
    }

    /**
     * What a token is. It is told to the token's own app, as at Facebook: to an app access token of the form {@code
     * app-id|secret}, whose secret nobody knows here, or to another token of the app's users.
     */
    HttpResponse debugToken(HttpRequest request) {
        RequestParameters parameters = new RequestParameters(request);
        Optional<String> asking = parameters.query("access_token").or(parameters::bearer);
        Optional<String> asked = parameters.query("input_token");
        if (asking.isEmpty()) {
            return error(TOKEN_REQUIRED, "An access token is required to request this resource.");
        }
        if (asked.isEmpty()) {
            return error(INVALID_PARAMETER, "(#100) The parameter input_token is required");
        }
        ObjectNode answer = ProviderJson.object();
        AccessTokenState state = inspect(asked.get());
        if (state instanceof Active active) {
            if (!appOf(asking.get()).equals(Optional.of(active.appId()))) {
                return error(
                        INVALID_PARAMETER,
                        "(#100) You must provide an app access token, or a user access token that is an owner or"
                                + " developer of the app");
            }
            describe(active, answer.putObject("data"));
        } else {
            describe((Inactive) state, answer.putObject("data"));
        }
        return ProviderJson.response(200, answer);
    }

    /** The user, by the fields that are asked for. */
    HttpResponse me(HttpRequest request) {
        RequestParameters parameters = new RequestParameters(request);
        Optional<String> token = parameters.query("access_token").or(parameters::bearer);
        if (token.isEmpty()) {
            return error(
                    NO_ACTIVE_TOKEN,
                    "An active access token must be used to query information about the current user.");
        }
        if (!(inspect(token.get()) instanceof Active active)) {
            return error(INVALID_TOKEN, "Invalid OAuth access token - Cannot parse access token");
        }
        ObjectNode user = ProviderJson.object();
        for (String field : List.of(parameters.query("fields").orElse("id,name").split(","))) {
            if (field.equals("id")) {
                user.put("id", active.userId());
            } else if (AccessTokenForm.FACEBOOK.profile().contains(field)) {
                Optional.ofNullable(active.profile().get(field)).ifPresent(value -> user.put(field, value));
            } else {
                return error(INVALID_PARAMETER, "(#100) Tried accessing nonexistent field on node type (User)");
            }
        }
        return ProviderJson.response(200, user);
    }

    private AccessTokenState inspect(String token) {
        return tokens.inspect(OAuthProvider.FACEBOOK, token);
    }

    private Optional<String> appOf(String accessToken) {
        int bar = accessToken.indexOf('|');
        if (bar >= 0) {
            return Optional.of(accessToken.substring(0, bar));
        }
        return inspect(accessToken) instanceof Active active ? Optional.of(active.appId()) : Optional.empty();
    }

    private static void describe(Active active, ObjectNode data) {
        data.put("app_id", active.appId())
                .put("type", "USER")
                .put("expires_at", active.expiresAt().getEpochSecond())
                .put("is_valid", true)
                .put("issued_at", active.issuedAt().getEpochSecond())
                .put("user_id", active.userId());
        data.putArray("scopes").add("public_profile");
    }

    private static void describe(Inactive inactive, ObjectNode data) {
        ObjectNode error = data.putObject("error").put("code", INVALID_TOKEN);
        if (inactive.reason() == Reason.EXPIRED) {
            error.put("message", "Error validating access token: Session has expired.")
                    .put("subcode", EXPIRED);
        } else {
            error.put("message", "Invalid OAuth access token - Cannot parse access token");
        }
        data.put("is_valid", false).putArray("scopes");
    }

    /** A refused sign-in or exchange, in the form of the Graph API. */
    static HttpResponse refusal(OAuthException refused) {
        return error(INVALID_PARAMETER, refused.description());
    }

    private static HttpResponse error(int code, String message) {
        ObjectNode answer = ProviderJson.object();
        answer.putObject("error")
                .put("message", message)
                .put("type", "OAuthException")
                .put("code", code);
        return ProviderJson.response(400, answer);
    }
}
