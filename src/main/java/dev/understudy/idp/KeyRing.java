package dev.understudy.idp;

import dev.understudy.json.JsonPrinter;
import dev.understudy.json.JsonReader;
import dev.understudy.token.SigningKey;
import dev.understudy.token.SigningKeys;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** All keys of a local issuer: those that sign, and earlier ones that are still published. Immutable. */
public final class KeyRing {
    /** How many earlier generations stay published; the oldest is dropped beyond. AWS reads 100 keys of a type. */
    public static final int MOST_PREVIOUS = 9;

    private static final String PREVIOUS = "previous";
    private static final JsonReader JSON = JsonReader.lastWins();

    private final SigningKeys current;
    private final List<SigningKeys> previous;
    private final String publicJwks;

    private KeyRing(SigningKeys current, List<SigningKeys> previous) {
        this.current = current;
        this.previous = List.copyOf(previous);
        this.publicJwks =
                published().map(SigningKey::toPublicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The keys of an issuer that never changed them. */
    public static KeyRing of(SigningKeys keys) {
        return new KeyRing(keys, List.of());
    }

    /**
     * Reads what {@link #toPrivateJson} wrote; a private JSON Web Key Set is the ring of an issuer that never changed its
     * keys.
     *
     * @throws IllegalArgumentException if the text is something else; the message does not quote it
     */
    public static KeyRing fromPrivateJson(String json) {
        List<SigningKeys> previous = new ArrayList<>();
        for (JsonNode keys : read(json).path(PREVIOUS)) {
            previous.add(SigningKeys.fromPrivateJwks(JsonPrinter.PLAIN.print(keys)));
        }
        return new KeyRing(SigningKeys.fromPrivateJwks(json), previous);
    }

    private static JsonNode read(String json) {
        try {
            return JSON.read(json);
        } catch (JacksonException e) {
            // The cause might quote the keys.
            throw new IllegalArgumentException("Not JSON");
        }
    }

    /** The keys that sign. */
    public SigningKeys current() {
        return current;
    }

    /** Earlier keys that are still published, the newest first. */
    public List<SigningKeys> previous() {
        return previous;
    }

    /** The JSON Web Key Set to publish, with the keys that sign first. */
    public String publicJwks() {
        return publicJwks;
    }

    /** The JSON Web Key Set with the private members of the keys that sign, and a list of the same of the earlier ones. */
    public String toPrivateJson() {
        ObjectNode json = (ObjectNode) JSON.read(current.toPrivateJwks());
        if (!previous.isEmpty()) {
            ArrayNode earlier = json.putArray(PREVIOUS);
            previous.forEach(keys -> earlier.add(JSON.read(keys.toPrivateJwks())));
        }
        return JsonPrinter.PLAIN.print(json);
    }

    /** The ring after a rotation: these keys sign, and those that signed stay published. */
    public KeyRing rotated(SigningKeys next) {
        List<SigningKeys> earlier = Stream.concat(Stream.of(current), previous.stream())
                .limit(MOST_PREVIOUS)
                .toList();
        return new KeyRing(next, earlier);
    }

    /** The ring without its earlier keys. */
    public KeyRing retired() {
        return of(current);
    }

    private Stream<SigningKey> published() {
        return Stream.concat(Stream.of(current), previous.stream()).flatMap(keys -> keys.keys().stream());
    }

    /** Key ids only. */
    @Override
    public String toString() {
        return "KeyRing" + published().map(SigningKey::keyId).toList();
    }
}
