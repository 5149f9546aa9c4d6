package dev.understudy.journal;

import dev.understudy.saml.UnverifiedAssertion;
import dev.understudy.sts.Bounded;
import dev.understudy.sts.Members;
import dev.understudy.sts.StsException;
import dev.understudy.token.UnverifiedToken;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.HexFormat;
import java.util.Optional;

/**
 * What a call asked for, as its parameters say. Nobody has checked any of it, and it holds no token.
 *
 * @param role the ARN in {@code RoleArn}
 * @param sessionName the {@code RoleSessionName}, which SAML has in the assertion
 * @param issuer the {@code ProviderId}, which comes with access tokens, or else the token's {@code iss} or the assertion's
 *     issuer
 * @param subject the token's {@code sub}, or the assertion's {@code NameID}; none of an access token
 * @param tokenDigest the first 32 hexadecimal digits of the SHA-256 of the token or assertion that was presented
 * @param duration the {@code DurationSeconds}
 */
public record Asked(
        Optional<String> role,
        Optional<String> sessionName,
        Optional<String> issuer,
        Optional<String> subject,
        Optional<String> tokenDigest,
        Optional<Duration> duration) {
    public static final Asked NOTHING = new Asked(
            Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());

    private static final int DIGEST_BYTES = 16;

    public Asked {
        role = role.map(Bounded::text);
        sessionName = sessionName.map(Bounded::text);
        issuer = issuer.map(Bounded::text);
        subject = subject.map(Bounded::text);
    }

    /** Reads what can be read. */
    public static Asked of(Members members) {
        Optional<String> assertion = text(members, "SAMLAssertion");
        return assertion.isPresent() ? ofSaml(members, assertion.get()) : ofToken(members);
    }

    private static Asked ofSaml(Members members, String assertion) {
        UnverifiedAssertion said = UnverifiedAssertion.of(assertion);
        return new Asked(
                text(members, "RoleArn"),
                said.sessionName(),
                said.issuer(),
                said.subject(),
                Optional.of(digest(assertion)),
                duration(members));
    }

    private static Asked ofToken(Members members) {
        Optional<String> token = text(members, "WebIdentityToken");
        Optional<String> provider = text(members, "ProviderId");
        Optional<UnverifiedToken> claims =
                token.filter(it -> provider.isEmpty()).map(UnverifiedToken::of);
        return new Asked(
                text(members, "RoleArn"),
                text(members, "RoleSessionName"),
                provider.or(() -> claims.flatMap(UnverifiedToken::issuer)),
                claims.flatMap(UnverifiedToken::subject),
                token.map(Asked::digest),
                duration(members));
    }

    private static Optional<String> text(Members members, String name) {
        try {
            return members.string(name);
        } catch (StsException malformed) {
            return Optional.empty();
        }
    }

    private static Optional<Duration> duration(Members members) {
        try {
            return members.integer("DurationSeconds").map(Duration::ofSeconds);
        } catch (StsException malformed) {
            return Optional.empty();
        }
    }

    private static String digest(String token) {
        try {
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(token.getBytes(StandardCharsets.UTF_8));
            return HexFormat.of().formatHex(hash, 0, DIGEST_BYTES);
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
