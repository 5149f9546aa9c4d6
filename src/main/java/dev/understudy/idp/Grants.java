package dev.understudy.idp;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;

/**
 * Grants by the one credential that each has at a time: first the authorization code, then a refresh token, which is
 * another after each use. Whoever presents a credential that was used before ends the grant, for it may have been stolen
 * (RFC 6749, section 4.1.2, and RFC 9700, section 4.14.2). The last {@value #CAPACITY} or so are kept, in memory.
 */
public final class Grants {
    static final int CAPACITY = 10_000;
    static final Duration CODE_LIFETIME = Duration.ofSeconds(60);
    static final Duration REFRESH_TOKEN_LIFETIME = Duration.ofDays(30);

    private static final int ID_BYTES = 18;
    private static final int SECRET_BYTES = 33;
    /** In base64url, where three bytes are four characters. */
    private static final int ID_LENGTH = ID_BYTES / 3 * 4;

    private final Cache<String, Held> held =
            Caffeine.newBuilder().maximumSize(CAPACITY).build();
    private final InstantSource clock;
    private final SecureRandom random;

    public Grants(InstantSource clock, SecureRandom random) {
        this.clock = clock;
        this.random = random;
    }

    /** What a credential is. */
    enum Kind {
        CODE("code"),
        REFRESH_TOKEN("refresh token");

        private final String words;

        Kind(String words) {
            this.words = words;
        }
    }

    private record Held(Grant grant, Kind kind, String secret, Instant expiresAt) {
        boolean isOf(Kind presented, String presentedSecret) {
            byte[] given = presentedSecret.getBytes(StandardCharsets.UTF_8);
            return kind == presented && MessageDigest.isEqual(secret.getBytes(StandardCharsets.UTF_8), given);
        }
    }

    /** Judges whether who presents a credential may have what was granted. */
    @FunctionalInterface
    interface Check {
        void judge(Grant grant) throws OAuthException;
    }

    /** A grant, and its next refresh token. */
    record Renewed(Grant grant, String refreshToken) {}

    /** A code for what was granted just now. */
    String code(Grant grant) {
        return hold(random(ID_BYTES), grant, Kind.CODE, CODE_LIFETIME);
    }

    /**
     * Takes a credential, which cannot be used again, even if this fails.
     *
     * @throws OAuthException {@code invalid_grant} if it is no such credential or no longer one; or what the check throws
     */
    Renewed use(Kind kind, String credential, Check check) throws OAuthException {
        OAuthException unknown = new OAuthException(
                OAuthErrorCode.INVALID_GRANT, "The " + kind.words + " is unknown, has expired or was used before.");
        if (credential.length() <= ID_LENGTH) {
            throw unknown;
        }
        String id = credential.substring(0, ID_LENGTH);
        Held found = held.asMap().remove(id);
        if (found == null
                || !found.isOf(kind, credential.substring(ID_LENGTH))
                || !clock.instant().isBefore(found.expiresAt())) {
            throw unknown;
        }
        check.judge(found.grant());
        return new Renewed(found.grant(), hold(id, found.grant(), Kind.REFRESH_TOKEN, REFRESH_TOKEN_LIFETIME));
    }

    /** Ends all. */
    public void clear() {
        held.invalidateAll();
    }

    /** How many are kept, to be exact. */
    long size() {
        held.cleanUp();
        return held.estimatedSize();
    }

    private String hold(String id, Grant grant, Kind kind, Duration lifetime) {
        String secret = random(SECRET_BYTES);
        held.put(id, new Held(grant, kind, secret, clock.instant().plus(lifetime)));
        return id + secret;
    }

    private String random(int bytes) {
        byte[] drawn = new byte[bytes];
        random.nextBytes(drawn);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(drawn);
    }
}
