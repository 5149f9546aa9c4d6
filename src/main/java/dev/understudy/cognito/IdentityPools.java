package dev.understudy.cognito;

import dev.understudy.iam.Directory;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.token.AccessTokenVerifier;
import dev.understudy.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Amazon Cognito identity pools: their state, and the operations upon it. */
public final class IdentityPools {
    private final Pools pools = new Pools();
    private List<IdentityPool> configured;
    private final Identities identities;
    private final Map<String, CognitoOperation> operations;

    /** The rooms that identity pools stand on. */
    public record Rooms(
            Supplier<Directory> directory,
            TokenVerifier tokens,
            AccessTokenVerifier accessTokens,
            LocalIssuers issuers,
            AssumeRoleWithWebIdentity assumeRole) {}

    /** @param configured the pools that there are at first */
    public IdentityPools(Collection<IdentityPool> configured, Rooms rooms, SecureRandom random, InstantSource clock) {
        this.configured = List.copyOf(configured);
        pools.replaceAll(configured);
        identities = new Identities(random, clock);
        IdentityAccess access = new IdentityAccess(
                pools, identities, new LoginVerifier(rooms.directory(), rooms.tokens(), rooms.accessTokens()));
        CognitoTokens tokens = new CognitoTokens(rooms.issuers());
        operations = Stream.of(
                        new PoolOperations(pools, identities, random).all(),
                        new IdentityOperations(access, identities).all(),
                        new TokenOperations(access, identities, tokens).all(),
                        new CredentialOperations(access, tokens, rooms.assumeRole()).all())
                .flatMap(List::stream)
                .collect(Collectors.toUnmodifiableMap(CognitoOperation::name, Function.identity()));
    }

    public Optional<CognitoOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }

    /** Back to the pools of the configuration; what operations have made is gone, identities as well. */
    public synchronized void reset() {
        pools.replaceAll(configured);
        identities.clear();
    }

    /** Puts the pools of another configuration in use. Pools that operations made stay, and identities of pools that do. */
    public synchronized void reload(Collection<IdentityPool> next) {
        List<IdentityPool> before = configured;
        configured = List.copyOf(next);
        pools.replace(before, configured);
        before.stream()
                .map(IdentityPool::id)
                .filter(id -> pools.find(id).isEmpty())
                .forEach(identities::removePool);
    }
}
