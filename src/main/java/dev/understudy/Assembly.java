package dev.understudy;

import dev.understudy.cognito.IdentityPools;
import dev.understudy.config.LogSettings;
import dev.understudy.config.Settings;
import dev.understudy.control.AuthorizeCall;
import dev.understudy.control.CertificateCalls;
import dev.understudy.control.ClockCalls;
import dev.understudy.control.ControlApi;
import dev.understudy.control.DecisionCalls;
import dev.understudy.control.EventCalls;
import dev.understudy.control.FaultCalls;
import dev.understudy.control.HealthCalls;
import dev.understudy.control.IssuerCalls;
import dev.understudy.control.MetricsCalls;
import dev.understudy.control.PresetCalls;
import dev.understudy.control.ResetCalls;
import dev.understudy.control.SamlCalls;
import dev.understudy.control.SessionCalls;
import dev.understudy.control.TestClock;
import dev.understudy.control.TokenCalls;
import dev.understudy.credentials.AuthorizationMessages;
import dev.understudy.credentials.CredentialMinter;
import dev.understudy.credentials.MintStamps;
import dev.understudy.credentials.Revocations;
import dev.understudy.credentials.SealingKey;
import dev.understudy.credentials.SessionOpener;
import dev.understudy.iam.Account;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Recreated;
import dev.understudy.iam.SamlProvider;
import dev.understudy.idp.AccessTokens;
import dev.understudy.idp.GitHubTokenService;
import dev.understudy.idp.Grants;
import dev.understudy.idp.IssuerKeyStore;
import dev.understudy.idp.LocalIssuers;
import dev.understudy.idp.LocalProviders;
import dev.understudy.idp.ProviderApi;
import dev.understudy.journal.InjectedFaults;
import dev.understudy.journal.Journal;
import dev.understudy.metrics.Metrics;
import dev.understudy.protocol.Authenticator;
import dev.understudy.protocol.AwsEndpoint;
import dev.understudy.protocol.CognitoCallers;
import dev.understudy.protocol.CognitoEndpoint;
import dev.understudy.protocol.Reception;
import dev.understudy.protocol.StsEndpoint;
import dev.understudy.saml.LocalSamlProviders;
import dev.understudy.saml.MetadataSource;
import dev.understudy.saml.SamlVerifier;
import dev.understudy.saml.SigningCredential;
import dev.understudy.server.Cors;
import dev.understudy.server.Route;
import dev.understudy.sigv4.SignatureVerifier;
import dev.understudy.sts.AssumeRole;
import dev.understudy.sts.AssumeRoleWithSaml;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.AssumeRoot;
import dev.understudy.sts.Authorizer;
import dev.understudy.sts.CallerLookup;
import dev.understudy.sts.CallerPermission;
import dev.understudy.sts.DecodeAuthorizationMessage;
import dev.understudy.sts.GetAccessKeyInfo;
import dev.understudy.sts.GetCallerIdentity;
import dev.understudy.sts.GetDelegatedAccessToken;
import dev.understudy.sts.GetFederationToken;
import dev.understudy.sts.GetScopedCredentials;
import dev.understudy.sts.GetSessionToken;
import dev.understudy.sts.GetWebIdentityToken;
import dev.understudy.sts.MfaVerifier;
import dev.understudy.sts.SamlSignIn;
import dev.understudy.sts.StsActions;
import dev.understudy.sts.WebIdentityVerifier;
import dev.understudy.tls.SelfSigned;
import dev.understudy.tls.ServerCertificate;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.AccessTokenVerifier;
import dev.understudy.token.HttpIntrospector;
import dev.understudy.token.HttpKeyFetcher;
import dev.understudy.token.IssuerKeys;
import dev.understudy.token.KeySource;
import dev.understudy.token.OAuthProvider;
import dev.understudy.token.TokenVerifier;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All the wiring, by hand: what stands in which room, and what each is given. */
final class Assembly {
    private volatile Settings settings;
    private volatile LocalProviders providers;
    private final InstantSource base;
    private final TestClock clock;
    private final Revocations revocations;
    private final SecureRandom random = new SecureRandom();
    private final LocalIssuers issuers;
    private final Grants grants;
    private final SealingKey sealingKey;
    private final Recreated recreated = new Recreated();
    private final MfaVerifier mfa = new MfaVerifier();
    private final InjectedFaults faults = new InjectedFaults();
    private final Journal journal = new Journal(System.getLogger("dev.understudy.calls"));
    private final HttpKeyFetcher fetcher = new HttpKeyFetcher();
    private final HttpIntrospector introspector = new HttpIntrospector();
    private final IssuerKeys keys;
    private final AccessTokens accessTokens;
    private final AccessTokenVerifier accessTokenVerifier;
    private final CredentialMinter minter;
    private final AuthorizationMessages messages;
    private final Metrics metrics;
    private final AssumeRoleWithWebIdentity assumeRole;
    private final IdentityPools identityPools;
    private final LocalSamlProviders samlProviders;
    private final AssumeRoleWithSaml assumeRoleWithSaml;

    /**
     * @param base the time of this machine and of the clients on it; ours may be moved away from it
     */
    Assembly(Settings settings, InstantSource base, IssuerKeyStore issuerKeys) {
        this.settings = settings;
        this.base = base;
        clock = new TestClock(base);
        issuers = new LocalIssuers(localIssuers(settings), issuerKeys, clock, random);
        providers = new LocalProviders(localIssuers(settings), settings.localIssuers());
        grants = new Grants(clock, random);
        sealingKey =
                settings.sealingKey().map(key -> SealingKey.of(key.bytes())).orElseGet(() -> SealingKey.random(random));
        // How often a provider is asked is a matter of the network, whatever time a test makes it.
        metrics = new Metrics();
        keys = new IssuerKeys(this::keySource, metrics.timing(fetcher), issuers, InstantSource.system());
        accessTokens = new AccessTokens(issuers, clock);
        accessTokenVerifier = new AccessTokenVerifier(this::accessTokenSource, introspector, accessTokens, clock);
        TokenVerifier tokenVerifier = new TokenVerifier(keys, clock);
        WebIdentityVerifier verifier = new WebIdentityVerifier(tokenVerifier, accessTokenVerifier);
        MintStamps stamps = new MintStamps(base);
        revocations = new Revocations(stamps, arn -> directory().role(arn).isPresent());
        minter = new CredentialMinter(sealingKey, random, stamps);
        messages = new AuthorizationMessages(sealingKey, random);
        assumeRole = new AssumeRoleWithWebIdentity(this::directory, verifier, minter, this::minimumSessionDuration);
        identityPools = new IdentityPools(
                settings.identityPools(),
                new IdentityPools.Rooms(this::directory, tokenVerifier, accessTokenVerifier, issuers, assumeRole),
                random,
                clock);
        samlProviders = new LocalSamlProviders(this::localSamlProviders, this::samlCredential, clock, random);
        SamlSignIn samlSignIn = new SamlSignIn(new SamlVerifier(clock), samlProviders, random);
        assumeRoleWithSaml = new AssumeRoleWithSaml(this::directory, samlSignIn, minter, this::minimumSessionDuration);
    }

    AssumeRoleWithWebIdentity assumeRole() {
        return assumeRole;
    }

    TestClock clock() {
        return clock;
    }

    Revocations sessions() {
        return revocations;
    }

    LocalSamlProviders samlProviders() {
        return samlProviders;
    }

    LocalIssuers issuers() {
        return issuers;
    }

    /** Puts other settings in use; the sealing key and the local issuers' keys stay. */
    synchronized void reload(Settings next) {
        settings = next.withDirectory(recreated.next(settings.directory(), next.directory()));
        issuers.play(localIssuers(next));
        providers = new LocalProviders(localIssuers(next), next.localIssuers());
        identityPools.reload(next.identityPools());
    }

    /** Undoes what tests have done, and forgets what was called. */
    void reset() {
        clock.reset();
        revocations.reset();
        issuers.mend();
        grants.clear();
        identityPools.reset();
        mfa.reset();
        faults.clear();
        journal.clear();
        keys.clear();
        accessTokenVerifier.clear();
    }

    /** Lets go of what would outlive the server. */
    void close() {
        fetcher.close();
        introspector.close();
    }

    Journal journal() {
        return journal;
    }

    InjectedFaults faults() {
        return faults;
    }

    /** @param certificate what the server shows of itself, in PEM, if it speaks TLS */
    List<Route> routes(Reloader reloader, Optional<String> certificate) {
        showTotals(reloader);
        CallerLookup callers = new CallerLookup(this::directory, new SessionOpener(sealingKey), revocations, clock);
        Authenticator authenticator = new Authenticator(new SignatureVerifier("sts", clock, base), callers);
        Reception reception = new Reception(journal, metrics, clock, base, random, this::region);
        StsEndpoint sts = new StsEndpoint(actions(), authenticator, faults, reception);
        CognitoEndpoint cognito = new CognitoEndpoint(
                identityPools,
                new CognitoCallers(
                        new Authenticator(new SignatureVerifier("cognito-identity", clock, base), callers),
                        new CallerPermission(this::directory)),
                () -> settings.account(),
                reception);
        ControlApi control = new ControlApi(List.of(
                new HealthCalls(Version.current(), this::region, reloader::state),
                new CertificateCalls(certificate),
                new MetricsCalls(() -> metrics.scrape()),
                new ResetCalls(this::reset),
                new TokenCalls(issuers),
                new PresetCalls(new GitHubTokenService(issuers, clock)),
                new FaultCalls(faults),
                new EventCalls(journal),
                new IssuerCalls(issuers),
                new SamlCalls(samlProviders, () -> directory().partition()),
                new DecisionCalls(assumeRole, assumeRoleWithSaml, journal, clock, this::region),
                new ClockCalls(clock),
                new SessionCalls(revocations),
                new AuthorizeCall(new Authorizer(this::directory, callers, clock), messages)));
        ProviderApi identityProviders = new ProviderApi(() -> providers, issuers, grants, accessTokens, clock);
        return List.of(
                new Route("/", Cors.HANDLER, identityProviders).when(request -> providers.areHostOf(request)),
                new Route("/", Cors.ANY_ORIGIN, new AwsEndpoint(sts, cognito)),
                new Route(LocalProviders.PREFIX, Cors.OWN_HOST, identityProviders)
                        .when(request -> providers.areNamedBy(request)),
                new Route(ControlApi.PREFIX, Cors.OWN_ORIGIN, control));
    }

    private StsActions actions() {
        return new StsActions(
                new AssumeRole(this::directory, mfa, minter, this::minimumSessionDuration),
                assumeRoleWithSaml,
                assumeRole,
                new AssumeRoot(this::directory, minter),
                new DecodeAuthorizationMessage(this::directory, messages),
                new GetAccessKeyInfo(this::directory),
                new GetCallerIdentity(),
                new GetDelegatedAccessToken(),
                new GetFederationToken(this::directory, minter, this::minimumSessionDuration),
                new GetScopedCredentials(this::directory, minter),
                new GetSessionToken(this::directory, mfa, minter, this::minimumSessionDuration),
                new GetWebIdentityToken(
                        this::directory,
                        (issuer, type) -> issuers.signingKey(issuer, type).orElseThrow(),
                        random));
    }

    /** What the rooms count for themselves. */
    private void showTotals(Reloader reloader) {
        metrics.show("understudy.key.lookups", "Look-ups of fetched keys", "hit", keys::hits);
        metrics.show("understudy.key.lookups", "Look-ups of fetched keys", "miss", keys::misses);
        metrics.show("understudy.tokens.issued", "Tokens of local issuers", issuers::issued);
        metrics.show("understudy.sessions.minted", "Temporary credentials", minter::minted);
        metrics.show("understudy.configuration.reloads", "Reloads", "success", reloader::successes);
        metrics.show("understudy.configuration.reloads", "Reloads", "failure", reloader::failures);
    }

    private Directory directory() {
        return settings.directory();
    }

    private Duration minimumSessionDuration() {
        return settings.minimumSessionDuration();
    }

    LogSettings log() {
        return settings.log();
    }

    String region() {
        return settings.region();
    }

    private static List<String> localIssuers(Settings settings) {
        Stream<String> signing = settings.issuers().entrySet().stream()
                .filter(issuer -> issuer.getValue() instanceof KeySource.Local)
                .map(Map.Entry::getKey);
        Stream<String> opaque = settings.accessTokens().entrySet().stream()
                .filter(provider -> provider.getValue() instanceof AccessTokenSource.Local)
                .map(Map.Entry::getKey);
        return Stream.of(signing, opaque, accountIssuers(settings))
                .flatMap(Function.identity())
                .toList();
    }

    /** As which STS signs tokens itself. */
    private static Stream<String> accountIssuers(Settings settings) {
        Directory directory = settings.directory();
        return Stream.concat(Stream.of(settings.account()), directory.accounts().stream())
                .distinct()
                .map(directory::account)
                .filter(Account::jwtVendingEnabled)
                .map(Account::issuerIdentifier);
    }

    private AccessTokenSource accessTokenSource(OAuthProvider provider) {
        return settings.accessTokens().getOrDefault(provider.host(), new AccessTokenSource.Local());
    }

    private Set<String> localSamlProviders() {
        return directory().samlProviders().stream()
                .filter(provider -> provider.source() instanceof MetadataSource.Local)
                .map(SamlProvider::name)
                .collect(Collectors.toUnmodifiableSet());
    }

    /** A certificate like a server's: of an identity provider's, only the key counts. */
    private SigningCredential samlCredential() {
        ServerCertificate made = SelfSigned.certificate(Set.of("understudy"), base.instant(), random);
        return new SigningCredential(made.privateKey(), made.certificate());
    }

    /** An issuer that the configuration does not list is discovered, as AWS does. */
    private KeySource keySource(String issuer) {
        // The built-in providers are listed by host; their tokens may name them with the scheme.
        String host = issuer.startsWith("https://") ? issuer.substring("https://".length()) : issuer;
        String listed = Settings.BUILT_IN_ISSUERS.contains(host) ? host : issuer;
        return Optional.ofNullable(settings.issuers().get(listed))
                .orElseGet(() -> issuers.plays(issuer)
                        ? new KeySource.Local()
                        : new KeySource.Discovery(KeySource.Access.PLAIN));
    }
}
