package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * How a local issuer behaves, as far as the configuration says.
 *
 * @param tokenLifetime from the issue of an ID token or access token at a sign-in to its expiry
 * @param users who can be chosen on the sign-in page; others can be typed
 * @param clients the only ones that may use the provider; with none, every client id is a public client whose redirect
 *     URIs lead to its user's own machine
 */
public record LocalIssuer(Duration tokenLifetime, List<LocalUser> users, List<LocalClient> clients) {
    /** One of which the configuration says nothing but that it is local. */
    public static final LocalIssuer DEFAULT = new LocalIssuer(Duration.ofHours(1), List.of(), List.of());

    private static final List<LocalUser> SAMPLES = List.of(LocalUser.of("alice"), LocalUser.of("bob"));

    public LocalIssuer {
        users = List.copyOf(users);
        clients = List.copyOf(clients);
    }

    /** The client of this id, if it may use the provider. */
    Optional<LocalClient> client(String clientId) {
        if (clients.isEmpty()) {
            return Optional.of(new LocalClient(clientId, new RedirectUris.Loopback(), Optional.empty()));
        }
        return clients.stream()
                .filter(client -> client.clientId().equals(clientId))
                .findFirst();
    }

    /** The user of this subject; one who is not configured has no more than the subject. */
    LocalUser user(String subject) {
        return users.stream()
                .filter(user -> user.subject().equals(subject))
                .findFirst()
                .orElseGet(() -> LocalUser.of(subject));
    }

    /** Who the sign-in page offers. */
    List<LocalUser> offered() {
        return users.isEmpty() ? SAMPLES : users;
    }
}
