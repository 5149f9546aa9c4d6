package dev.understudy.token;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.understudy.token.AccessTokenVerification.Rejected;
import dev.understudy.token.AccessTokenVerification.Verified;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * Verifies opaque access tokens: their provider is asked about each. What a remote provider says for a token counts
 * until the token expires, but at most five minutes: a token that is revoked there is refused here within that time. What
 * it says against one, and a failure to ask, count once. How AWS remembers answers is not known.
 *
 * <p>A provider that is asked over the network knows no other time than its own, so that moving the clock forward makes
 * it be asked again, and does not age its tokens unless it tells when they expire, as Facebook does.
 */
public final class AccessTokenVerifier {
    static final Duration LONGEST = Duration.ofMinutes(5);
    static final int TOKENS = 10_000;

    private final Function<OAuthProvider, AccessTokenSource> sources;
    private final HttpIntrospector network;
    private final LocalAccessTokens local;
    private final InstantSource clock;
    /** By a digest: neither tokens nor the secrets with which they are asked about are kept. */
    private final Cache<String, Answer> answers =
            Caffeine.newBuilder().maximumSize(TOKENS).build();

    /** What a provider said, and when. */
    private record Answer(Introspection.Active active, Instant asked) {
        boolean holds(Instant now) {
            boolean recent = !now.isBefore(asked) && now.isBefore(asked.plus(LONGEST));
            return recent && !isExpired(active, now);
        }
    }

    /**
     * @param sources who is asked about a provider's tokens; looked up at every verification
     */
    public AccessTokenVerifier(
            Function<OAuthProvider, AccessTokenSource> sources,
            HttpIntrospector network,
            LocalAccessTokens local,
            InstantSource clock) {
        this.sources = sources;
        this.network = network;
        this.local = local;
        this.clock = clock;
    }

    /** Forgets every answer. */
    public void clear() {
        answers.invalidateAll();
    }

    /**
     * Judges an access token; never throws for what a token or a provider's answer contains. The provider may have to be
     * asked over the network, so this can take seconds.
     *
     * @param token as the client sent it; white space around it does not count
     */
    public AccessTokenVerification verify(OAuthProvider provider, String token) {
        try {
            return new Verified(new VerifiedAccessToken(provider, active(provider, token.strip())));
        } catch (RejectedTokenException e) {
            return new Rejected(e.rejection());
        }
    }

    private Introspection.Active active(OAuthProvider provider, String token) throws RejectedTokenException {
        if (CompactJwt.unverifiedClaims(token).isPresent()) {
            throw Rejections.jwtAsAccessToken(provider);
        }
        AccessTokenSource source = sources.apply(provider);
        if (source instanceof AccessTokenSource.Local) {
            return accepted(provider, local.introspect(provider, token), clock.instant());
        }
        String key = key(source, token);
        Instant now = clock.instant();
        Optional<Answer> known = Optional.ofNullable(answers.getIfPresent(key)).filter(answer -> answer.holds(now));
        if (known.isPresent()) {
            return known.get().active();
        }
        Introspection.Active active = accepted(provider, ask(provider, source, token, now), now);
        answers.put(key, new Answer(active, now));
        return active;
    }

    private Introspection ask(OAuthProvider provider, AccessTokenSource source, String token, Instant now)
            throws RejectedTokenException {
        try {
            return network.ask(source, token, now);
        } catch (UnreachableException e) {
            throw Rejections.noIntrospection(provider, e.explanation());
        }
    }

    private static Introspection.Active accepted(OAuthProvider provider, Introspection answer, Instant now)
            throws RejectedTokenException {
        if (answer instanceof Introspection.Refused refused) {
            throw Rejections.refusedByProvider(refused.explanation());
        }
        if (answer instanceof Introspection.Expired expired) {
            throw Rejections.expiredAccessToken(expired.explanation());
        }
        Introspection.Active active = (Introspection.Active) answer;
        if (isExpired(active, now)) {
            throw Rejections.expiredAccessToken("The access token of " + provider.host() + " expired at "
                    + active.expiresAt().orElseThrow() + ".");
        }
        return active;
    }

    private static boolean isExpired(Introspection.Active active, Instant now) {
        return active.expiresAt().filter(end -> !now.isBefore(end)).isPresent();
    }

    private static String key(AccessTokenSource source, String token) {
        try {
            MessageDigest digest = MessageDigest.getInstance("SHA-256");
            for (String part : parts(source, token)) {
                byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
                // Lengths keep two parts from being taken for two others.
                digest.update(
                        ByteBuffer.allocate(Integer.BYTES).putInt(bytes.length).array());
                digest.update(bytes);
            }
            return HexFormat.of().formatHex(digest.digest());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java runtime has SHA-256", e);
        }
    }

    private static List<String> parts(AccessTokenSource source, String token) {
        if (source instanceof AccessTokenSource.TokenInfo info) {
            return List.of("tokeninfo", info.uri().toString(), token);
        }
        AccessTokenSource.DebugToken debug = (AccessTokenSource.DebugToken) source;
        return List.of("debug_token", debug.uri().toString(), debug.appAccessToken(), token);
    }
}
