package dev.understudy.idp;

import dev.understudy.idp.AccessTokenState.Active;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.token.OAuthProvider;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Login with Amazon's {@code tokeninfo} and customer profile, in the JSON of its developer guide. */
final class LoginWithAmazonEndpoints {
    private final AccessTokens tokens;
    private final InstantSource clock;

    LoginWithAmazonEndpoints(AccessTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        this.clock = clock;
    }

    /** The app stands for its client id as well, since a token here knows one id only. */
    HttpResponse tokenInfo(HttpRequest request) {
        return answer(
                new RequestParameters(request).query("access_token"),
                active -> ProviderJson.object()
                        .put("iss", Issuers.url(OAuthProvider.LOGIN_WITH_AMAZON.host()))
                        .put("user_id", active.userId())
                        .put("aud", active.appId())
                        .put("app_id", active.appId())
                        .put(
                                "exp",
                                Duration.between(clock.instant(), active.expiresAt())
                                        .toSeconds())
                        .put("iat", active.issuedAt().getEpochSecond()));
    }

    HttpResponse profile(HttpRequest request) {
        RequestParameters parameters = new RequestParameters(request);
        Optional<String> token = parameters
                .query("access_token")
                .or(parameters::bearer)
                .or(() -> parameters.header("x-amz-access-token"));
        return answer(token, active -> {
            ObjectNode profile = ProviderJson.object().put("user_id", active.userId());
            active.profile().forEach(profile::put);
            return profile;
        });
    }

    private HttpResponse answer(Optional<String> token, ProviderJson.Of<Active> json) {
        if (token.isEmpty()) {
            return error("invalid_request", "The request is missing a required parameter : access_token");
        }
        return tokens.inspect(OAuthProvider.LOGIN_WITH_AMAZON, token.get()) instanceof Active active
                ? ProviderJson.response(200, json.of(active))
                : error("invalid_token", "The access token provided is invalid or has expired");
    }

    private static HttpResponse error(String error, String description) {
        return ProviderJson.response(
                400, ProviderJson.object().put("error", error).put("error_description", description));
    }
}
