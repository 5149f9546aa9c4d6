package dev.understudy.idp;

import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeyType;
import dev.understudy.token.LocalKeys;
import dev.understudy.token.SigningAlgorithm;
import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import dev.understudy.token.TokenSigner;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Collection;
import java.util.Collections;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.LongAdder;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * The identity providers that this process plays: they sign tokens that verify, and publish their keys as a real one
 * does. An issuer's keys are made when they are first needed, one of each type.
 */
public final class LocalIssuers implements LocalKeys {
    private volatile SortedSet<String> names;
    private final IssuerKeyStore store;
    private final InstantSource clock;
    private final SecureRandom random;
    private final LongAdder issued = new LongAdder();
    private final ConcurrentMap<String, SigningKeys> keys = new ConcurrentHashMap<>();

    /**
     * @param issuers those that are played, with or without {@code https://}
     */
    public LocalIssuers(Collection<String> issuers, IssuerKeyStore store, InstantSource clock, SecureRandom random) {
        this.names = canonical(issuers);
        this.store = store;
        this.clock = clock;
        this.random = random;
    }

    /** Plays these issuers from now on; one that is played again has the keys it had. */
    public void play(Collection<String> issuers) {
        names = canonical(issuers);
    }

    private static SortedSet<String> canonical(Collection<String> issuers) {
        return Collections.unmodifiableSortedSet(
                new TreeSet<>(issuers.stream().map(Issuers::canonical).toList()));
    }

    /** Whether this issuer, with or without {@code https://}, is played here. */
    public boolean plays(String issuer) {
        return names.contains(Issuers.canonical(issuer));
    }

    /** The issuer's public keys: one of each type, the same with and without {@code https://}. */
    @Override
    public String jwks(String issuer) throws KeyFetchException {
        try {
            return keys(issuer).toPublicJwks();
        } catch (IssuerKeyStoreException e) {
            throw new KeyFetchException(String.valueOf(e.getMessage()));
        }
    }

    /**
     * The issuer's OpenID Connect discovery document.
     *
     * @param baseUri where this process is reached, such as {@code http://localhost:4592}
     */
    public String discovery(String issuer, String baseUri) {
        String base = baseUri.endsWith("/") ? baseUri.substring(0, baseUri.length() - 1) : baseUri;
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("issuer", Issuers.url(issuer));
        document.put("jwks_uri", base + "/_understudy/issuers/" + Issuers.canonical(issuer) + "/jwks");
        document.putArray("response_types_supported").add("id_token");
        document.putArray("subject_types_supported").add("public");
        ArrayNode algorithms = document.putArray("id_token_signing_alg_values_supported");
        for (SigningAlgorithm algorithm : SigningAlgorithm.values()) {
            algorithms.add(algorithm.name());
        }
        return document.toString();
    }

    /**
     * A token as the request wants it, in compact form.
     *
     * @throws UnknownIssuerException if the issuer is not played here
     * @throws OpaqueTokenException if the issuer does not issue JSON Web Tokens
     * @throws IssuerKeyStoreException if the issuer's keys can be neither read nor written
     */
    public String sign(TokenRequest request) throws OpaqueTokenException, UnknownIssuerException {
        if (!plays(request.issuer())) {
            throw new UnknownIssuerException(request.issuer(), names);
        }
        if (Issuers.isOpaque(request.issuer())) {
            throw new OpaqueTokenException(request.issuer());
        }
        SigningKeys issuerKeys = keys(request.issuer());
        SigningKey key = issuerKeys.of(
                request.algorithm().signing().map(SigningAlgorithm::keyType).orElse(KeyType.RSA));
        ObjectNode header = header(request, key);
        ObjectNode claims = claims(request);
        issued.increment();
        if (request.algorithm() == TokenAlgorithm.NONE) {
            return TokenSigner.unsigned(header, claims);
        }
        return request.algorithm()
                .signing()
                .map(algorithm -> TokenSigner.sign(key, algorithm, header, claims))
                .orElseGet(() -> TokenSigner.confused(key, header, claims));
    }

    /** How many tokens were made. */
    public long issued() {
        return issued.sum();
    }

    private static ObjectNode header(TokenRequest request, SigningKey key) {
        ObjectNode header = JsonNodeFactory.instance.objectNode();
        header.put("alg", request.algorithm().alg());
        header.put("kid", key.keyId());
        header.put("typ", "JWT");
        header.setAll(request.header());
        header.remove(request.omitHeader());
        return header;
    }

    private ObjectNode claims(TokenRequest request) {
        Instant now = clock.instant();
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("iss", Issuers.claim(request.issuer()));
        request.subject().ifPresent(subject -> claims.put("sub", subject));
        if (request.audience().size() == 1) {
            claims.put("aud", request.audience().get(0));
        } else if (request.audience().size() > 1) {
            ArrayNode audience = claims.putArray("aud");
            request.audience().forEach(audience::add);
        }
        claims.put("iat", now.getEpochSecond());
        claims.put("exp", now.plus(request.expiresIn()).getEpochSecond());
        claims.put("jti", tokenId());
        claims.setAll(request.claims());
        claims.remove(request.omitClaims());
        return claims;
    }

    private String tokenId() {
        return new UUID(random.nextLong(), random.nextLong()).toString();
    }

    private SigningKeys keys(String issuer) {
        String name = Issuers.canonical(issuer);
        // Computing inside the map makes many waiters share one generation.
        return keys.computeIfAbsent(name, n -> store.keys(n, () -> SigningKeys.generate(random)));
    }
}
