package dev.understudy.control;

import dev.understudy.idp.InvalidTokenRequestException;
import dev.understudy.idp.IssuerKeyStoreException;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.OpaqueTokenException;
import dev.understudy.idp.TokenRequest;
import dev.understudy.idp.UnknownIssuerException;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.token.KeyFetchException;
import java.util.List;

/** Tokens of the local issuers, and what those publish as real identity providers do. */
public final class TokenCalls implements ControlCalls {
    private static final String DISCOVERY = "/.well-known/openid-configuration";
    private static final String JWKS = "/jwks";

    private final LocalIssuers issuers;

    public TokenCalls(LocalIssuers issuers) {
        this.issuers = issuers;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/tokens", this::issue), new Endpoint("GET", "/issuers/", this::published));
    }

    /** Signs a token with a local issuer's key. */
    HttpResponse issue(HttpRequest request, String rest) throws ControlException {
        try {
            String token = issuers.sign(TokenRequest.fromJson(Json.body(request)));
            return Json.response(200, Json.object().put("token", token));
        } catch (InvalidTokenRequestException | UnknownIssuerException invalid) {
            throw ControlException.badRequest(String.valueOf(invalid.getMessage()));
        } catch (IssuerKeyStoreException unusable) {
            throw new ControlException(500, String.valueOf(unusable.getMessage()));
        } catch (OpaqueTokenException opaque) {
            throw new ControlException(501, String.valueOf(opaque.getMessage()));
        }
    }

    /** A local issuer's discovery document or key set. */
    HttpResponse published(HttpRequest request, String rest) throws ControlException {
        if (rest.endsWith(DISCOVERY)) {
            return Json.text(200, issuers.discovery(local(rest, DISCOVERY), base(request)));
        }
        if (rest.endsWith(JWKS)) {
            return Json.text(200, keys(local(rest, JWKS)));
        }
        throw ControlException.notFound("A local issuer publishes " + DISCOVERY + " and " + JWKS + ".");
    }

    private String keys(String issuer) throws ControlException {
        try {
            return issuers.jwks(issuer);
        } catch (KeyFetchException unreadable) {
            throw new ControlException(500, unreadable.explanation());
        }
    }

    private String local(String rest, String document) throws ControlException {
        String issuer = rest.substring(0, rest.length() - document.length());
        if (!issuers.plays(issuer)) {
            throw ControlException.notFound(issuer + " is not a local issuer of the configuration.");
        }
        return issuer;
    }

    /** Where the client has reached us, so that it can follow the addresses in the document. */
    private static String base(HttpRequest request) {
        return (request.secure() ? "https://" : "http://")
                + request.headers().first("Host").orElse("localhost");
    }
}
