package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.idp.LocalClient;
import dev.understudy.idp.LocalIssuer;
import dev.understudy.idp.LocalUser;
import dev.understudy.idp.RedirectUris;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import tools.jackson.databind.node.ObjectNode;

/** Reads how a local issuer behaves: who can sign in there, and to which applications. */
final class LocalIssuerMapper {
    static final int MOST_USERS = 100;
    static final int MOST_CLIENTS = 100;
    static final int MOST_REDIRECT_URIS = 20;

    private static final int LONGEST_LIFETIME = 86_400;
    static final String LOCAL = "local";

    /** Beside it, nothing else can be said. */
    private static final Fields LOCAL_ONLY = Fields.of(LOCAL);

    private static final Fields ISSUER = Fields.of("tokenLifetime", "users", "clients");
    private static final Fields USER = Fields.of("sub", "name", "email", "claims");
    private static final Fields CLIENT = Fields.of("clientId", "redirectUris", "clientSecret");

    private final Faults faults;

    LocalIssuerMapper(Faults faults) {
        this.faults = faults;
    }

    /** Whether an issuer is a local one of which more is said. */
    static boolean isLocal(Node issuer) {
        return issuer instanceof Mapping mapping && mapping.members().containsKey(LOCAL);
    }

    /** What is said of such an issuer. */
    Optional<LocalIssuer> read(Node issuer) {
        return Entry.of(issuer, LOCAL_ONLY, faults)
                .flatMap(entry -> entry.field(LOCAL))
                .flatMap(this::issuer);
    }

    private Optional<LocalIssuer> issuer(Node node) {
        return Entry.of(node, ISSUER, faults).map(entry -> {
            Names names = new Names(faults);
            int usual = (int) LocalIssuer.DEFAULT.tokenLifetime().toSeconds();
            return new LocalIssuer(
                    Duration.ofSeconds(entry.number("tokenLifetime", 1, LONGEST_LIFETIME, usual)),
                    all(entry.entries("users", MOST_USERS, USER), user -> user(user, names)),
                    all(entry.entries("clients", MOST_CLIENTS, CLIENT), client -> client(client, names)));
        });
    }

    private static <T> List<T> all(List<Entry> entries, Function<Entry, Optional<T>> reader) {
        return entries.stream().flatMap(entry -> reader.apply(entry).stream()).toList();
    }

    private Optional<LocalUser> user(Entry entry, Names names) {
        Optional<String> name = entry.optional("name", Rule.PERSON);
        Optional<String> email = entry.optional("email", Rule.EMAIL);
        ObjectNode claims = entry.field("claims").map(this::claims).orElseGet(Members.NONE::json);
        return entry.required("sub", Rule.SUBJECT).map(subject -> {
            names.take("sub", subject, entry.place());
            return new LocalUser(subject, name, email, claims);
        });
    }

    private ObjectNode claims(Node node) {
        if (!(node instanceof Mapping mapping)) {
            faults.add(node.place(), "expected a mapping, found " + node.described());
            return Members.NONE.json();
        }
        mapping.members().forEach((name, value) -> {
            if (LocalUser.PROTOCOL_CLAIMS.contains(name)) {
                faults.add(value.place(), "the provider itself says " + name + " in each token");
            }
        });
        return Members.parse("claims", JsonText.document(node)).json();
    }

    private Optional<LocalClient> client(Entry entry, Names names) {
        RedirectUris redirectUris =
                new RedirectUris.Registered(entry.texts("redirectUris", MOST_REDIRECT_URIS, Rule.REDIRECT_URI));
        Optional<String> secret = entry.optional("clientSecret", Rule.CLIENT_SECRET);
        return entry.required("clientId", Rule.CLIENT_ID).map(id -> {
            names.take("clientId", id, entry.place());
            return new LocalClient(id, redirectUris, secret);
        });
    }
}
