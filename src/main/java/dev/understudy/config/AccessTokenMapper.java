package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.idp.LocalIssuer;
import dev.understudy.token.AccessTokenSource;
import dev.understudy.token.AccessTokenSource.DebugToken;
import dev.understudy.token.AccessTokenSource.TokenInfo;
import dev.understudy.token.OAuthProvider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Reads who is asked about the access tokens of OAuth providers, which stand among the issuers. */
final class AccessTokenMapper {
    private static final Fields TOKEN_INFO = Fields.of("tokenInfoUri");
    private static final Fields DEBUG_TOKEN = Fields.of("debugTokenUri", "appAccessToken");

    private final Faults faults;
    private final LocalIssuerMapper locals;
    private final Map<String, LocalIssuer> localIssuers = new LinkedHashMap<>();

    AccessTokenMapper(Faults faults) {
        this.faults = faults;
        this.locals = new LocalIssuerMapper(faults);
    }

    /** By host; {@link IssuerMapper} reads the other members of the same mapping, and says so if it is none. */
    Map<String, AccessTokenSource> accessTokens(Node issuers) {
        Map<String, AccessTokenSource> sources = new LinkedHashMap<>();
        if (issuers instanceof Mapping mapping) {
            mapping.members()
                    .forEach((host, node) -> OAuthProvider.of(host)
                            .flatMap(provider -> source(provider, node))
                            .ifPresent(source -> sources.put(host, source)));
        }
        return sources;
    }

    /** How those providers behave that were read and of which more is said than that they are local. */
    Map<String, LocalIssuer> localIssuers() {
        return localIssuers;
    }

    private Optional<AccessTokenSource> source(OAuthProvider provider, Node node) {
        if (node instanceof Scalar word) {
            return word(provider, word);
        }
        if (LocalIssuerMapper.isLocal(node)) {
            locals.read(node).ifPresent(local -> localIssuers.put(provider.host(), local));
            return Optional.of(new AccessTokenSource.Local());
        }
        return switch (provider) {
            case LOGIN_WITH_AMAZON -> Entry.of(node, TOKEN_INFO, faults).flatMap(this::tokenInfo);
            case FACEBOOK -> Entry.of(node, DEBUG_TOKEN, faults).flatMap(this::debugToken);
        };
    }

    private Optional<AccessTokenSource> word(OAuthProvider provider, Scalar word) {
        if (word.text().equals(LocalIssuerMapper.LOCAL)) {
            return Optional.of(new AccessTokenSource.Local());
        }
        Fields fields = provider == OAuthProvider.FACEBOOK ? DEBUG_TOKEN : TOKEN_INFO;
        faults.add(
                word.place(),
                "the access tokens of " + provider.host() + " are opaque and have no keys: expected local or a mapping"
                        + " with " + String.join(" and ", fields.known()) + ", found "
                        + (word.isBlank() ? word.described() : Words.quote(word.text())));
        return Optional.empty();
    }

    private Optional<AccessTokenSource> tokenInfo(Entry entry) {
        return entry.required("tokenInfoUri", Rule.ENDPOINT).map(uri -> new TokenInfo(URI.create(uri)));
    }

    private Optional<AccessTokenSource> debugToken(Entry entry) {
        Optional<String> uri = entry.required("debugTokenUri", Rule.ENDPOINT);
        Optional<String> secret = entry.required("appAccessToken", Rule.SECRET);
        return uri.isPresent() && secret.isPresent()
                ? Optional.of(new DebugToken(URI.create(uri.get()), secret.get()))
                : Optional.empty();
    }
}
