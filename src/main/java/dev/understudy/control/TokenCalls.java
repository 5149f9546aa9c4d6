package dev.understudy.control;

import dev.understudy.idp.InvalidTokenRequestException;
import dev.understudy.idp.IssuerKeyStoreException;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.idp.UnsupportedTokenException;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;

/** Tokens of the local issuers. */
public final class TokenCalls implements ControlCalls {
    private final LocalIssuers issuers;

    public TokenCalls(LocalIssuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/tokens", this::issue));
    }

    /** Signs a token with a local issuer's key. */
    HttpResponse issue(HttpRequest request, String rest) throws ControlException {
        try {
            String token = issuers.sign(TokenRequest.fromJson(Json.body(request)));
            return Json.response(200, Json.object().put("token", token));
        } catch (InvalidTokenRequestException | UnknownIssuerException | UnsupportedTokenException invalid) {
            throw ControlException.badRequest(String.valueOf(invalid.getMessage()));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        }
    }
}
