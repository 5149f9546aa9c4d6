package dev.understudy.credentials;

import dev.understudy.aws.AccountId;
import java.security.NoSuchAlgorithmException;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** Sessions and keys for tests. */
final class Sessions {
    static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
    /** What {@link #stamps} gives first: the microseconds from 1970 to noon. */
    static final long FIRST_STAMP = 1_795_262_400_000_000L;

    static final AccountId ACCOUNT = new AccountId("123456789012");

    private Sessions() {}

    static Session smallest() {
        return Session.of(new SessionPrincipal.AssumedRole("", "", ""), ACCOUNT, NOON, NOON);
    }

    static Session webIdentity(String subject) {
        String provider = "server.example.com";
        Map<String, SessionValue> context = new LinkedHashMap<>();
        context.put(
                "aws:FederatedProvider",
                new SessionValue.Single("arn:aws:iam::123456789012:oidc-provider/" + provider));
        context.put(provider + ":sub", new SessionValue.Single(subject));
        context.put(provider + ":aud", new SessionValue.Single("appid_from_oidc_idp"));
        return Session.of(
                        new SessionPrincipal.AssumedRole(
                                "AROARZPUZDIKGB2VALC4A", "arn:aws:iam::123456789012:role/RoleForGoogle", "app1"),
                        ACCOUNT,
                        NOON,
                        NOON.plusSeconds(3600))
                .withContext(context);
    }

    static Session full() {
        Session session = webIdentity("1234567890123");
        Map<String, SessionValue> context = new LinkedHashMap<>(session.context());
        context.put("server.example.com:amr", new SessionValue.Multi(List.of("authenticated", "", "provider:x:y")));
        context.put("odd", new SessionValue.Single("\ud83d\udd11 \u0000 \ud800 lone"));
        Map<String, String> tags = new LinkedHashMap<>();
        tags.put("zone", "z");
        tags.put("Area", "");
        tags.put("middle", "m \u00e9");
        return session.withContext(context)
                .withTags(new SessionTags(tags, List.of("zone", "Area")))
                .withPolicies(new SessionPolicies(
                        Optional.of("{\"Version\":\"2012-10-17\"}"), List.of("arn:aws:iam::aws:policy/ReadOnlyAccess")))
                .withSourceIdentity("Alice");
    }

    /** One of each kind of principal, and of each that a federated user may come from. */
    static Stream<Session> ofEveryKind() {
        SessionPrincipal.User user =
                new SessionPrincipal.User("AIDARZPUZDIKGB2VALC4A", "arn:aws:iam::123456789012:user/people/alice");
        SessionPrincipal.Root root = new SessionPrincipal.Root();
        return Stream.of(
                        full().principal(),
                        user,
                        root,
                        new SessionPrincipal.FederatedUser(user, "bob"),
                        new SessionPrincipal.FederatedUser(root, "bob"))
                .map(principal -> Session.of(principal, ACCOUNT, NOON, NOON.plusSeconds(900))
                        .withTags(full().tags())
                        .withPolicies(full().policies()));
    }

    static MintStamps stamps() {
        return new MintStamps(InstantSource.fixed(NOON));
    }

    static SealingKey key(int seed) {
        byte[] bytes = new byte[SealingKey.LENGTH];
        bytes[0] = (byte) seed;
        return SealingKey.of(bytes);
    }

    /** The same sequence each time, so that a failure can be repeated. */
    static SecureRandom repeatable(long seed) {
        try {
            SecureRandom random = SecureRandom.getInstance("SHA1PRNG");
            random.setSeed(seed);
            return random;
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError(e);
        }
    }
}
