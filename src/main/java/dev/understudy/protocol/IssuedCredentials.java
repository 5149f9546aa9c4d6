package dev.understudy.protocol;

import dev.understudy.journal.Call;
import dev.understudy.protocol.Element.Structure;
import dev.understudy.protocol.Element.Text;
import dev.understudy.protocol.Element.Timestamp;
import java.util.List;
import java.util.Optional;

/** What of an answer's credentials may be kept, whichever action gave them: not the secret, and not the session token. */
final class IssuedCredentials {
    private IssuedCredentials() {}

    static Optional<Call.Issued> in(List<Element> result) {
        List<Element> credentials = value(result, "Credentials", Structure.class)
                .map(Structure::members)
                .orElse(List.of());
        return value(credentials, "AccessKeyId", Text.class)
                .flatMap(id -> value(credentials, "Expiration", Timestamp.class)
                        .map(expiration -> new Call.Issued(id.text(), expiration.instant())));
    }

    private static <V extends Element.Value> Optional<V> value(List<Element> members, String name, Class<V> form) {
        return members.stream()
                .filter(member -> member.name().equals(name))
                .map(Element::value)
                .filter(form::isInstance)
                .map(form::cast)
                .findFirst();
    }
}
