package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.config.Node.Sequence;
import dev.understudy.idp.LocalIssuer;
import dev.understudy.token.KeySource;
import dev.understudy.token.KeySource.Access;
import dev.understudy.token.OAuthProvider;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Reads where the keys of issuers come from, and how the local ones behave. {@link AccessTokenMapper} reads the OAuth
 * providers, which have no keys.
 */
final class IssuerMapper {
    private static final String LOCAL = LocalIssuerMapper.LOCAL;
    private static final List<String> WORDS = List.of(LOCAL, "discover");
    private static final List<String> ADDRESSES = List.of("jwksUri", "discoveryUri", "jwks");
    private static final List<String> ACCESS = List.of("caCertificate", "bearerTokenFile");
    private static final Fields FIELDS = Fields.of(Stream.of(ADDRESSES, ACCESS, List.of(LOCAL))
                    .flatMap(List::stream)
                    .toArray(String[]::new))
            .without("tokenInfoUri", "only www.amazon.com has a tokenInfoUri")
            .without("debugTokenUri", "only graph.facebook.com has a debugTokenUri")
            .without("appAccessToken", "only graph.facebook.com has an appAccessToken");

    private final LinkedFiles files;
    private final Faults faults;
    private final LocalIssuerMapper locals;
    private final Map<String, LocalIssuer> localIssuers = new LinkedHashMap<>();

    IssuerMapper(LinkedFiles files, Faults faults) {
        this.files = files;
        this.faults = faults;
        this.locals = new LocalIssuerMapper(faults);
    }

    Map<String, KeySource> issuers(Node node) {
        Map<String, KeySource> issuers = new LinkedHashMap<>();
        if (node instanceof Mapping mapping) {
            mapping.members().forEach((issuer, value) -> {
                if (OAuthProvider.of(issuer).isEmpty()) {
                    checkIssuer(issuer, value.place());
                    source(issuer, value).ifPresent(source -> issuers.put(issuer, source));
                }
            });
        } else {
            faults.add(node.place(), "expected a mapping from issuers to their keys, found " + node.described());
        }
        return issuers;
    }

    /** How those issuers behave that were read and of which more is said than that they are local. */
    Map<String, LocalIssuer> localIssuers() {
        return localIssuers;
    }

    private void checkIssuer(String issuer, Place place) {
        List<String> builtIn = Settings.BUILT_IN_ISSUERS;
        if (builtIn.contains(issuer)) {
            return;
        }
        if (builtIn.stream().anyMatch(host -> issuer.equals("https://" + host))) {
            faults.add(place, "AWS has this provider built in; write it without https://");
        } else if (issuer.startsWith("http://")) {
            faults.add(place, "AWS trusts only issuers that begin with https://; the keys may come from elsewhere");
        } else if (!Rule.isProviderUrl(issuer)) {
            String near = Words.didYouMean(issuer, builtIn);
            String withScheme = "https://" + issuer;
            String meant = near.isEmpty() && issuer.indexOf('.') > 0 && Rule.isProviderUrl(withScheme)
                    ? "; did you mean " + Words.clip(withScheme) + "?"
                    : near;
            faults.add(place, "expected " + Rule.PROVIDER_URL.expected() + ", or a built-in provider's host" + meant);
        }
    }

    private Optional<KeySource> source(String issuer, Node node) {
        if (node instanceof Scalar word) {
            return word(word);
        }
        if (LocalIssuerMapper.isLocal(node)) {
            locals.read(node).ifPresent(local -> localIssuers.put(issuer, local));
            return Optional.of(new KeySource.Local());
        }
        return Entry.of(node, FIELDS, faults).flatMap(this::source);
    }

    private Optional<KeySource> word(Scalar word) {
        if (word.text().equals(LOCAL)) {
            return Optional.of(new KeySource.Local());
        }
        if (word.text().equals("discover")) {
            return Optional.of(new KeySource.Discovery(Access.PLAIN));
        }
        String found =
                word.isBlank() ? word.described() : Words.quote(word.text()) + Words.didYouMean(word.text(), WORDS);
        faults.add(
                word.place(),
                "expected local, discover or a mapping with " + String.join(", ", ADDRESSES) + ", found " + found);
        return Optional.empty();
    }

    private Optional<KeySource> source(Entry entry) {
        List<String> addresses =
                ADDRESSES.stream().filter(name -> entry.field(name).isPresent()).toList();
        boolean withAccess = ACCESS.stream().anyMatch(name -> entry.field(name).isPresent());
        Access access = new Access(files.existing(entry, "caCertificate"), files.path(entry, "bearerTokenFile"));
        if (addresses.size() > 1) {
            faults.add(
                    entry.place(),
                    "expected one of " + String.join(", ", ADDRESSES) + ", found " + String.join(" and ", addresses));
            return Optional.empty();
        }
        if (addresses.isEmpty()) {
            return withoutAddress(entry, withAccess, access);
        }
        if (addresses.get(0).equals("jwks")) {
            if (withAccess) {
                faults.add(entry.place(), "nothing is fetched for jwks: remove " + String.join(" and ", ACCESS));
            }
            return entry.field("jwks").flatMap(this::keySet);
        }
        Optional<URI> address =
                entry.optional(addresses.get(0), Rule.KEY_ADDRESS).map(URI::create);
        return addresses.get(0).equals("jwksUri")
                ? address.map(uri -> new KeySource.JwksUri(uri, access))
                : address.map(uri -> new KeySource.DiscoveryUri(uri, access));
    }

    /** Only how to reach the issuer is said, so it is asked at its own address. */
    private Optional<KeySource> withoutAddress(Entry entry, boolean withAccess, Access access) {
        if (withAccess) {
            return Optional.of(new KeySource.Discovery(access));
        }
        if (FIELDS.notSupported().keySet().stream()
                .allMatch(name -> entry.field(name).isEmpty())) {
            faults.add(entry.place(), "expected one of " + String.join(", ", ADDRESSES));
        }
        return Optional.empty();
    }

    private Optional<KeySource> keySet(Node node) {
        if (node instanceof Mapping) {
            return keySet(JsonText.document(node), node);
        }
        if (node instanceof Scalar path && !path.isBlank()) {
            return files.json(path).flatMap(file -> keySet(file.text(), file.root()));
        }
        faults.add(node.place(), "expected a JSON Web Key Set or the path of one, found " + node.described());
        return Optional.empty();
    }

    private Optional<KeySource> keySet(String json, Node root) {
        if (root instanceof Mapping set && set.members().get("keys") instanceof Sequence) {
            return Optional.of(new KeySource.StaticJwks(json));
        }
        faults.add(root.place(), "a JSON Web Key Set has a list named keys");
        return Optional.empty();
    }
}
