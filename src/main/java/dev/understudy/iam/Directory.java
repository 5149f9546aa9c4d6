package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Partition;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What the accounts hold, at one moment. Immutable: a change is the next snapshot. Every look-up is by hash, so its cost
 * does not grow with the number of entities.
 */
public final class Directory {
    private final Partition partition;
    private final Map<AccountId, Account> settings;
    private final Map<String, Role> rolesByArn;
    private final Map<String, Role> rolesById;
    private final Map<InAccount, OidcProvider> providers;
    private final Map<String, SamlProvider> samlProviders;
    private final Map<String, ManagedPolicy> managedPolicies;
    private final Map<String, KeyOwner> keyOwners;
    private final Map<InAccount, Role> rolesByName;
    private final Map<String, User> usersByArn;
    private final List<User> users;
    private final Map<AccountId, RootUser> rootUsers;
    private final Set<AccountId> accounts;

    /** What is unique within its account: a provider's URL, a role's name. */
    private record InAccount(AccountId account, String name) {}

    /** An access key and whose it is. */
    public record KeyOwner(KeyHolder holder, AccessKey key) {}

    /**
     * @throws IllegalArgumentException if two entities share an ARN, a unique id or an access key id
     */
    public Directory(
            Partition partition,
            Collection<Account> settings,
            Collection<Role> roles,
            Collection<OidcProvider> providers,
            Collection<SamlProvider> samlProviders,
            Collection<User> users,
            Collection<RootUser> rootUsers,
            Collection<ManagedPolicy> managedPolicies) {
        this.partition = partition;
        this.settings = index(settings, Account::id);
        this.rolesByArn = index(roles, role -> role.arn().toString());
        this.rolesById = index(roles, Role::roleId);
        this.providers = index(providers, provider -> new InAccount(provider.account(), provider.url()));
        this.samlProviders = index(samlProviders, provider -> provider.arn().toString());
        this.managedPolicies = index(managedPolicies, policy -> policy.arn().toString());
        this.rolesByName = index(roles, role -> new InAccount(role.account(), role.roleName()));
        this.users = List.copyOf(users);
        this.usersByArn = index(users, user -> user.arn().toString());
        this.rootUsers = index(rootUsers, RootUser::account);
        this.accounts = Stream.of(
                        settings.stream().map(Account::id),
                        roles.stream().map(Role::account),
                        providers.stream().map(OidcProvider::account),
                        samlProviders.stream().map(SamlProvider::account),
                        users.stream().map(User::account),
                        rootUsers.stream().map(RootUser::account),
                        managedPolicies.stream().map(ManagedPolicy::account))
                .flatMap(Function.identity())
                .collect(Collectors.toUnmodifiableSet());
        this.keyOwners = index(
                Stream.<KeyHolder>concat(users.stream(), rootUsers.stream())
                        .flatMap(holder -> holder.accessKeys().stream().map(key -> new KeyOwner(holder, key)))
                        .toList(),
                owner -> owner.key().accessKeyId());
    }

    /** The same with other roles and users. */
    Directory with(Collection<Role> otherRoles, Collection<User> otherUsers) {
        return new Directory(
                partition,
                settings.values(),
                otherRoles,
                providers.values(),
                samlProviders.values(),
                otherUsers,
                rootUsers.values(),
                managedPolicies.values());
    }

    /** The role of exactly this ARN; names are compared with their case, as STS compares them. */
    public Optional<Role> role(String arn) {
        return Optional.ofNullable(rolesByArn.get(arn));
    }

    /** The role of this unique id: a session of a deleted role finds nothing, even if the name was given again. */
    public Optional<Role> roleById(String roleId) {
        return Optional.ofNullable(rolesById.get(roleId));
    }

    /** The account's role of this name, whatever its path. */
    public Optional<Role> roleByName(AccountId account, String roleName) {
        return Optional.ofNullable(rolesByName.get(new InAccount(account, roleName)));
    }

    /** The user of this ARN. */
    public Optional<User> user(String arn) {
        return Optional.ofNullable(usersByArn.get(arn));
    }

    /** The account's provider for an issuer's URL without scheme; the match is exact, trailing slash included. */
    public Optional<OidcProvider> oidcProvider(AccountId account, String url) {
        return Optional.ofNullable(providers.get(new InAccount(account, url)));
    }

    /** The SAML provider of exactly this ARN. */
    public Optional<SamlProvider> samlProvider(String arn) {
        return Optional.ofNullable(samlProviders.get(arn));
    }

    /** Whether the account holds anything. */
    public boolean hasAccount(AccountId account) {
        return accounts.contains(account);
    }

    /** Every account that holds or decides anything. */
    public Set<AccountId> accounts() {
        return accounts;
    }

    /** What the account's administrator has decided. */
    public Account account(AccountId id) {
        return Optional.ofNullable(settings.get(id)).orElseGet(() -> Account.of(id));
    }

    /** The part of AWS that every account is in. */
    public Partition partition() {
        return partition;
    }

    /** The account's root user, who may have no access key. */
    public RootUser rootUser(AccountId account) {
        return rootUsers.getOrDefault(account, new RootUser(account, partition, List.of(), List.of()));
    }

    /** The user or root user who owns the long-term access key. */
    public Optional<KeyOwner> keyOwner(String accessKeyId) {
        return Optional.ofNullable(keyOwners.get(accessKeyId));
    }

    /** The managed policy of this ARN. */
    public Optional<ManagedPolicy> managedPolicy(String arn) {
        return Optional.ofNullable(managedPolicies.get(arn));
    }

    public Collection<Role> roles() {
        return rolesByArn.values();
    }

    public Collection<OidcProvider> oidcProviders() {
        return providers.values();
    }

    public Collection<SamlProvider> samlProviders() {
        return samlProviders.values();
    }

    public List<User> users() {
        return users;
    }

    private static <K, V> Map<K, V> index(Collection<V> values, Function<V, K> key) {
        return values.stream().collect(Collectors.toUnmodifiableMap(key, Function.identity(), (a, b) -> {
            throw new IllegalArgumentException("Two entities share " + key.apply(a));
        }));
    }
}
