package dev.understudy.idp;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.support.MovableClock;
import dev.understudy.token.SigningKeys;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Identity providers without a socket: one with users and clients, and one of which nothing is said. */
final class ProviderFixture {
    static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    static final String ISSUER = "https://idp.example.test/realm";
    static final String OPEN_ISSUER = "https://open.example.test";
    static final String REDIRECT_URI = "https://app.example.test/callback?x=1";
    static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
    /** Of RFC 7636, appendix B, as the verifier is. */
    static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";

    static final JsonMapper JSON = JsonMapper.shared();

    private static final SigningKeys KEYS = SigningKeys.generate(new SecureRandom());

    final MovableClock clock = new MovableClock(NOW);
    final LocalIssuers issuers = new LocalIssuers(
            List.of(ISSUER, OPEN_ISSUER, "accounts.google.com", "www.amazon.com", "graph.facebook.com"),
            new SharedKeys(KEYS),
            clock,
            new SecureRandom());
    final Grants grants = new Grants(clock, new SecureRandom());
    final LocalProviders providers = new LocalProviders(
            List.of(ISSUER, OPEN_ISSUER, "accounts.google.com", "www.amazon.com", "graph.facebook.com"),
            Map.of(ISSUER, settings()));
    final ProviderApi api = new ProviderApi(() -> providers, issuers, grants, new AccessTokens(issuers, clock), clock);

    private static LocalIssuer settings() {
        LocalUser alice =
                new LocalUser("alice", Optional.of("Alice <b>Example"), Optional.of("alice@example.com"), (ObjectNode)
                        JSON.readTree("{\"groups\": [\"admin\"]}"));
        RedirectUris registered = new RedirectUris.Registered(List.of(REDIRECT_URI, "com.example.app:/callback"));
        return new LocalIssuer(
                Duration.ofMinutes(10),
                List.of(alice),
                List.of(
                        new LocalClient("app", registered, Optional.empty()),
                        new LocalClient("web: app", registered, Optional.of("s%cr+t ü")),
                        new LocalClient("other", registered, Optional.empty())));
    }

    /** The parameters of a right authorization request, to be altered. */
    static Map<String, String> authorization() {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("response_type", "code");
        parameters.put("client_id", "app");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("scope", "openid profile email groups");
        parameters.put("state", "a&b=c <\"'>");
        parameters.put("nonce", "n-1");
        parameters.put("code_challenge", CHALLENGE);
        parameters.put("code_challenge_method", "S256");
        return parameters;
    }

    static Map<String, String> redemption(String code) {
        Map<String, String> parameters = new LinkedHashMap<>();
        parameters.put("grant_type", "authorization_code");
        parameters.put("client_id", "app");
        parameters.put("redirect_uri", REDIRECT_URI);
        parameters.put("code", code);
        parameters.put("code_verifier", VERIFIER);
        return parameters;
    }

    /** These parameters with changes, {@code name=value} each, or {@code name} to leave one out. */
    static Map<String, String> with(Map<String, String> parameters, String... changes) {
        Map<String, String> changed = new LinkedHashMap<>(parameters);
        for (String change : changes) {
            String[] parts = change.split("=", 2);
            if (parts.length == 1) {
                changed.remove(parts[0]);
            } else {
                changed.put(parts[0], parts[1]);
            }
        }
        return changed;
    }

    HttpResponse get(String path, String query, String... headers) {
        return (HttpResponse) api.handle(request("GET", path, query, "", headers));
    }

    HttpResponse post(String path, String form, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/x-www-form-urlencoded"));
        all.addAll(List.of(headers));
        return (HttpResponse) api.handle(request("POST", path, "", form, all.toArray(String[]::new)));
    }

    static HttpRequest request(String method, String path, String query, String body, String... headers) {
        List<String> all = new ArrayList<>(List.of(headers));
        if (!all.contains("Host")) {
            all.addAll(List.of("Host", "idp.example.test:8443"));
        }
        return new HttpRequest(
                method,
                path,
                query,
                Headers.of(all.toArray(String[]::new)),
                body.getBytes(StandardCharsets.UTF_8),
                "127.0.0.1",
                true);
    }

    HttpResponse token(Map<String, String> parameters, String... headers) {
        return post("/realm/token", OAuthParameters.print(parameters), headers);
    }

    /** A code for alice. */
    String code(String... changes) {
        Map<String, String> form = with(with(authorization(), "subject=alice"), changes);
        return parameter(post("/realm/sign-in", OAuthParameters.print(form)), "code");
    }

    /** The answer of the token endpoint to alice's code. */
    JsonNode tokens(String... changes) {
        return json(token(redemption(code(changes))));
    }

    static String parameter(HttpResponse redirect, String name) {
        try {
            String query = URI.create(redirect.headers().first("Location").orElseThrow())
                    .getRawQuery();
            return OAuthParameters.parse(query).required(name);
        } catch (OAuthException e) {
            throw new AssertionError(e);
        }
    }

    static String text(HttpResponse response) {
        return new String(response.body(), StandardCharsets.UTF_8);
    }

    static JsonNode json(HttpResponse response) {
        return JSON.readTree(text(response));
    }

    static JsonNode claims(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[1]));
    }

    static JsonNode header(String token) {
        return JSON.readTree(Base64.getUrlDecoder().decode(token.split("\\.", -1)[0]));
    }
}
