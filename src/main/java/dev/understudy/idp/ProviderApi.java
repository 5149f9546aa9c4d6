package dev.understudy.idp;

import dev.understudy.json.JsonPrinter;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.function.Supplier;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The public part of the local issuers: what a real identity provider serves to applications and to those who trust its
 * tokens. It takes only requests that {@link LocalProviders} knows.
 */
public final class ProviderApi implements HttpHandler {
    private final Supplier<LocalProviders> providers;
    private final LocalIssuers issuers;
    private final SignIn signIn;
    private final TokenEndpoint tokens;
    private final UserInfo userInfo;
    private final LoginWithAmazonEndpoints amazon;
    private final FacebookEndpoints facebook;

    /** @param providers those of the configuration in use */
    public ProviderApi(
            Supplier<LocalProviders> providers,
            LocalIssuers issuers,
            Grants grants,
            AccessTokens accessTokens,
            InstantSource clock) {
        this.providers = providers;
        this.issuers = issuers;
        ProviderTokens made = new ProviderTokens(issuers, accessTokens);
        this.signIn = new SignIn(grants, made, clock);
        this.tokens = new TokenEndpoint(grants, made);
        this.amazon = new LoginWithAmazonEndpoints(accessTokens, clock);
        this.facebook = new FacebookEndpoints(accessTokens);
        this.userInfo = new UserInfo(issuers, clock);
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        return providers
                .get()
                .find(request)
                .map(call -> BrowserAccess.answer(call, request, allowed -> answer(call, allowed)))
                // The configuration was reloaded since the route was chosen.
                .orElseGet(() -> HttpResponse.text(404, "This is no longer a local issuer of the configuration."));
    }

    private HttpAnswer answer(LocalProviders.Call call, HttpRequest request) {
        if (!call.methods().contains(request.method())) {
            String methods = String.join(", ", call.methods());
            return HttpResponse.text(405, call.provider().protocol().path(call.endpoint()) + " takes " + methods + ".")
                    .with("Allow", methods);
        }
        Provider provider = call.provider();
        try {
            return switch (call.endpoint()) {
                case DISCOVERY -> json(200, DiscoveryDocument.of(provider));
                case JWKS -> keys(provider);
                case AUTHORIZE -> signIn.authorize(provider, request);
                case SIGN_IN -> signIn.signIn(provider, request);
                case TOKEN -> json(200, tokens.exchange(provider, request)).with("Cache-Control", "no-store");
                case TOKEN_INFO -> tokenInfo(provider, request);
                case USERINFO -> userInfo(provider, request);
            };
        } catch (OAuthException refused) {
            return refusal(provider, refused, request);
        } catch (IssuerKeyStoreException unusable) {
            return refusal(
                    provider,
                    new OAuthException(OAuthErrorCode.SERVER_ERROR, String.valueOf(unusable.getMessage())),
                    request);
        }
    }

    private HttpResponse tokenInfo(Provider provider, HttpRequest request) {
        return provider.protocol() == Protocol.FACEBOOK ? facebook.debugToken(request) : amazon.tokenInfo(request);
    }

    private HttpResponse userInfo(Provider provider, HttpRequest request) throws OAuthException {
        return switch (provider.protocol()) {
            case OPENID_CONNECT, STS -> ProviderJson.response(200, userInfo.claims(provider, request));
            case LOGIN_WITH_AMAZON -> amazon.profile(request);
            case FACEBOOK -> facebook.me(request);
        };
    }

    private HttpAnswer keys(Provider provider) {
        PublishedKeys keys = issuers.published(provider.issuer());
        HttpResponse response = new HttpResponse(
                keys.status(),
                Headers.of("Content-Type", keys.contentType()),
                keys.body().getBytes(StandardCharsets.UTF_8));
        return keys.delay().isZero() ? response : new HttpAnswer.Delayed(response, keys.delay());
    }

    /** The form of RFC 6749, section 5.2, with the challenges of RFC 6750 and RFC 7617. */
    private static HttpResponse refusal(Provider provider, OAuthException refused, HttpRequest request) {
        if (provider.protocol() == Protocol.FACEBOOK) {
            return FacebookEndpoints.refusal(refused);
        }
        ObjectNode error = JsonNodeFactory.instance
                .objectNode()
                .put("error", refused.code().code())
                .put("error_description", refused.description());
        HttpResponse response = json(refused.code().status(), error).with("Cache-Control", "no-store");
        return switch (refused.code()) {
            // Only to who tried a header: clients look at a challenge before they look at the error.
            case INVALID_CLIENT ->
                request.headers().first("Authorization").isPresent()
                        ? response.with("WWW-Authenticate", "Basic realm=\"client\"")
                        : response;
            case INVALID_TOKEN, INSUFFICIENT_SCOPE ->
                response.with(
                        "WWW-Authenticate", "Bearer error=\"" + refused.code().code() + "\"");
            default -> response;
        };
    }

    private static HttpResponse json(int status, ObjectNode body) {
        return new HttpResponse(
                status,
                Headers.of("Content-Type", "application/json"),
                JsonPrinter.PLAIN.print(body).getBytes(StandardCharsets.UTF_8));
    }
}
