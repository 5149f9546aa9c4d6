package dev.understudy.token;

import dev.understudy.json.JsonPrinter;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The signing keys of one issuer: at most one of each type. */
public record SigningKeys(List<SigningKey> keys) {
    public SigningKeys {
        keys = List.copyOf(keys);
        long types = keys.stream().map(SigningKey::type).distinct().count();
        if (keys.isEmpty() || types != keys.size()) {
            throw new IllegalArgumentException(
                    "There must be a key, and no two of a type among " + Arrays.toString(KeyType.values()));
        }
    }

    /** New keys, one of each type; this takes a good part of a second, almost all of it for RSA. */
    public static SigningKeys generate(SecureRandom random) {
        return new SigningKeys(Arrays.stream(KeyType.values())
                .map(type -> SigningKey.generate(type, random))
                .toList());
    }

    /**
     * Reads keys that {@link #toPrivateJwks} wrote.
     *
     * @throws IllegalArgumentException if the text is not such a key set; the message does not quote it
     */
    public static SigningKeys fromPrivateJwks(String json) {
        ObjectNode document = Json.object(json).orElseThrow(() -> new IllegalArgumentException("Not a JSON object"));
        if (!(document.get("keys") instanceof ArrayNode nodes)) {
            throw new IllegalArgumentException("Not a JSON Web Key Set: no list \"keys\"");
        }
        List<SigningKey> keys = new ArrayList<>();
        for (JsonNode node : nodes) {
            keys.add(SigningKey.fromPrivateJwk(JsonPrinter.PLAIN.print(node)));
        }
        return new SigningKeys(keys);
    }

    /**
     * The key of this type.
     *
     * @throws java.util.NoSuchElementException if there is none
     */
    public SigningKey of(KeyType type) {
        return find(type).orElseThrow();
    }

    /** The key of this type, if there is one. */
    public Optional<SigningKey> find(KeyType type) {
        return keys.stream().filter(key -> key.type() == type).findFirst();
    }

    /** The JSON Web Key Set with private members. */
    public String toPrivateJwks() {
        return keys.stream().map(SigningKey::toPrivateJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }

    /** The JSON Web Key Set to publish. */
    public String toPublicJwks() {
        return keys.stream().map(SigningKey::toPublicJwk).collect(Collectors.joining(",", "{\"keys\":[", "]}"));
    }
}
