package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.cognito.IdentityPool;
import dev.understudy.iam.Directory;
import dev.understudy.idp.LocalIssuer;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.KeySource;
import dev.understudy.token.OAuthProvider;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * A valid configuration.
 *
 * @param account the account of every entity that names none
 * @param sealingKey none if a random one is to be drawn at start
 * @param minimumSessionDuration the shortest that a call may ask for, 1 to 900 seconds
 * @param issuers where the keys come from, by the issuer as a token's {@code iss} has it, and by host for AWS's built-in
 *     providers that sign their tokens, which are always there; an issuer that is missing is discovered, as AWS does
 * @param accessTokens who is asked about access tokens, by host: Login with Amazon and Facebook, always both
 * @param localIssuers how the local issuers behave of which the configuration says more than that they are local, by their
 *     name in {@code issuers}
 * @param warnings what AWS would accept in the policies but is probably a mistake, in the order of faults
 * @param fingerprint of every file that the settings came from or name, each taken just before it was read
 */
public record Settings(
        ServerSettings server,
        LogSettings log,
        AccountId account,
        String region,
        Optional<SealingKeyBytes> sealingKey,
        Duration minimumSessionDuration,
        Map<String, KeySource> issuers,
        Map<String, AccessTokenSource> accessTokens,
        Map<String, LocalIssuer> localIssuers,
        Directory directory,
        List<IdentityPool> identityPools,
        List<Fault> warnings,
        Fingerprint fingerprint) {
    public static final AccountId DEFAULT_ACCOUNT = new AccountId("123456789012");
    public static final String DEFAULT_REGION = "us-east-1";
    /** AWS's own minimum, and the most that can be asked for as a minimum. */
    public static final Duration DEFAULT_MINIMUM_SESSION_DURATION = Duration.ofMinutes(15);

    /** The identity providers that AWS knows without an OIDC provider in the account. */
    public static final List<String> BUILT_IN_ISSUERS =
            List.of("accounts.google.com", "cognito-identity.amazonaws.com", "www.amazon.com", "graph.facebook.com");

    /** Those of them whose tokens are opaque, so that the provider must be asked about each. */
    public static final List<String> OAUTH_PROVIDERS =
            Arrays.stream(OAuthProvider.values()).map(OAuthProvider::host).toList();

    public Settings {
        Map<String, KeySource> all = new LinkedHashMap<>();
        BUILT_IN_ISSUERS.stream()
                .filter(host -> !OAUTH_PROVIDERS.contains(host))
                .forEach(host -> all.put(host, new KeySource.Local()));
        all.putAll(issuers);
        issuers = Collections.unmodifiableMap(all);
        Map<String, AccessTokenSource> asked = new LinkedHashMap<>();
        OAUTH_PROVIDERS.forEach(host -> asked.put(host, new AccessTokenSource.Local()));
        asked.putAll(accessTokens);
        accessTokens = Collections.unmodifiableMap(asked);
        localIssuers = Map.copyOf(localIssuers);
        identityPools = List.copyOf(identityPools);
        warnings = List.copyOf(warnings);
    }

    /** Every such file, absolute, that of the configuration first; a resource of the class path is none. */
    public Set<Path> files() {
        return fingerprint.files();
    }

    /** The same with other entities. */
    public Settings withDirectory(Directory other) {
        return new Settings(
                server,
                log,
                account,
                region,
                sealingKey,
                minimumSessionDuration,
                issuers,
                accessTokens,
                localIssuers,
                other,
                identityPools,
                warnings,
                fingerprint);
    }

    /** The same with another address to listen at, as a command line may ask for. */
    public Settings withServer(ServerSettings other) {
        return new Settings(
                other,
                log,
                account,
                region,
                sealingKey,
                minimumSessionDuration,
                issuers,
                accessTokens,
                localIssuers,
                directory,
                identityPools,
                warnings,
                fingerprint);
    }

    /** Leaves out whatever is or may hold a secret. */
    @Override
    public String toString() {
        return "Settings[server=" + server + ", account=" + account + ", region=" + region + ", issuers="
                + issuers.keySet() + "]";
    }
}
