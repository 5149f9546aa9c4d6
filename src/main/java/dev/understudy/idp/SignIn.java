package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.time.InstantSource;
import java.util.Optional;

/** The authorization endpoint, and where its page leads: from an authorization request to a code or token. */
final class SignIn {
    private final Grants grants;
    private final ProviderTokens tokens;
    private final InstantSource clock;

    SignIn(Grants grants, ProviderTokens tokens, InstantSource clock) {
        this.grants = grants;
        this.tokens = tokens;
        this.clock = clock;
    }

    /** What follows once the request is known to be right. */
    @FunctionalInterface
    private interface Step {
        HttpResponse of(AuthorizationResponse response, AuthorizationRequest request, OAuthParameters parameters)
                throws OAuthException;
    }

    /** Shows the page. */
    HttpResponse authorize(Provider provider, HttpRequest request) {
        return checked(
                provider,
                request,
                (response, asked, parameters) -> new SignInPage(
                                response, AuthorizationRequest.carried(parameters), parameters.optional("login_hint"))
                        .render());
    }

    /** Takes what was chosen on the page. */
    HttpResponse signIn(Provider provider, HttpRequest request) {
        return checked(provider, request, this::decide);
    }

    private HttpResponse checked(Provider provider, HttpRequest request, Step step) {
        try {
            OAuthParameters parameters = OAuthParameters.of(request);
            AuthorizationResponse response = AuthorizationResponse.of(provider, parameters);
            try {
                return step.of(
                        response,
                        AuthorizationRequest.of(provider.protocol(), response.client(), parameters),
                        parameters);
            } catch (OAuthException refused) {
                return response.refusal(refused);
            }
        } catch (OAuthException untrusted) {
            return HtmlPage.refusal(untrusted);
        }
    }

    private HttpResponse decide(
            AuthorizationResponse response, AuthorizationRequest request, OAuthParameters parameters)
            throws OAuthException {
        if (parameters.optional(SignInPage.REFUSED).isPresent()) {
            throw new OAuthException(OAuthErrorCode.ACCESS_DENIED, "The user refused to sign in.");
        }
        String subject = Optional.of(parameters.required(SignInPage.SUBJECT))
                .filter(text -> text.length() <= LocalUser.LONGEST_SUBJECT)
                .orElseThrow(() -> OAuthException.invalidRequest(
                        "A subject has at most " + LocalUser.LONGEST_SUBJECT + " characters."));
        Provider provider = response.provider();
        Grant grant = new Grant(
                provider.issuer(),
                response.client().clientId(),
                response.redirectUri(),
                subject,
                request.scope(),
                request.nonce(),
                request.codeChallenge(),
                clock.instant());
        tokens.check(provider, grant);
        return request.responseType().equals("token")
                ? response.token(tokens.forUser(provider, grant, grant.scope()), grant.scope())
                : response.code(grants.code(grant));
    }
}
