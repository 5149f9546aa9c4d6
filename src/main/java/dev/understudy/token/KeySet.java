package dev.understudy.token;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The keys that an issuer publishes, chosen from as AWS does (recorded): a key needs a {@code kid}; of two keys with one
 * {@code kid} the later counts, even if it is unusable; more than a hundred keys of one type make that type unusable.
 */
final class KeySet {
    private static final int KEYS_OF_A_TYPE = 100;

    private sealed interface Entry {
        record Usable(PublishedKey key) implements Entry {}

        record Unusable(String reason) implements Entry {}
    }

    private final Map<String, Entry> entries;
    private final int withoutId;

    private KeySet(Map<String, Entry> entries, int withoutId) {
        this.entries = Collections.unmodifiableMap(entries);
        this.withoutId = withoutId;
    }

    /**
     * Reads a JSON Web Key Set. A key that cannot be used does not spoil the others.
     *
     * @throws KeyFetchException if the text is no JSON object with a list {@code keys}
     */
    static KeySet parse(String json) throws KeyFetchException {
        ObjectNode document =
                Json.object(json).orElseThrow(() -> new KeyFetchException("The key set is not a JSON object."));
        if (!(document.get("keys") instanceof ArrayNode keys)) {
            throw new KeyFetchException("The key set has no list \"keys\".");
        }
        Map<String, ObjectNode> byId = new LinkedHashMap<>();
        Map<String, Integer> ofType = new HashMap<>();
        int withoutId = 0;
        for (JsonNode node : keys) {
            if (!(node instanceof ObjectNode jwk)) {
                continue;
            }
            ofType.merge(keyType(jwk), 1, Integer::sum);
            Optional<String> keyId = Json.string(jwk, "kid").filter(id -> !id.isEmpty());
            if (keyId.isPresent()) {
                byId.put(keyId.get(), jwk);
            } else {
                withoutId++;
            }
        }
        Map<String, Entry> entries = new LinkedHashMap<>();
        byId.forEach((id, jwk) -> entries.put(id, entry(id, jwk, ofType.getOrDefault(keyType(jwk), 0))));
        return new KeySet(entries, withoutId);
    }

    /** Whether the set can be expected to answer for the key, so that asking the issuer again would not help. */
    boolean answers(Optional<String> keyId) {
        return keyId.map(entries::containsKey).orElse(!usable().isEmpty());
    }

    /**
     * The key for a token's header.
     *
     * @param keyId the token's {@code kid}; without one there must be exactly one usable key (recorded)
     */
    PublishedKey select(Optional<String> keyId, SigningAlgorithm algorithm) throws RejectedTokenException {
        PublishedKey key = keyId.isPresent() ? named(keyId.get()) : sole();
        if (key.type() != algorithm.keyType()) {
            throw Rejections.noKey("The token is signed with " + algorithm + ", but the issuer's key "
                    + Quoted.of(key.keyId()) + " is of type " + key.type().label() + ".");
        }
        return key;
    }

    private PublishedKey named(String keyId) throws RejectedTokenException {
        Entry entry = entries.get(keyId);
        if (entry == null) {
            throw Rejections.noKey(
                    "The token's header names the key (kid) " + Quoted.of(keyId) + "; " + published() + ".");
        }
        if (entry instanceof Entry.Unusable unusable) {
            throw Rejections.noKey(
                    "The issuer's key " + Quoted.of(keyId) + " cannot be used: " + unusable.reason() + ".");
        }
        return ((Entry.Usable) entry).key();
    }

    private PublishedKey sole() throws RejectedTokenException {
        List<PublishedKey> usable = usable();
        if (usable.size() != 1) {
            throw Rejections.noKey("The token's header names no key (kid), which works only if the issuer publishes"
                    + " exactly one usable key; it publishes " + usable.size() + ".");
        }
        return usable.get(0);
    }

    private List<PublishedKey> usable() {
        List<PublishedKey> usable = new ArrayList<>();
        for (Entry entry : entries.values()) {
            if (entry instanceof Entry.Usable key) {
                usable.add(key.key());
            }
        }
        return usable;
    }

    private String published() {
        Collection<String> ids = entries.keySet();
        String named =
                ids.isEmpty() ? "the issuer publishes no key with a kid" : "the issuer publishes " + Quoted.all(ids);
        return withoutId == 0 ? named : named + " (and " + withoutId + " without a kid, which AWS ignores)";
    }

    private static String keyType(ObjectNode jwk) {
        return Json.string(jwk, "kty").orElse("");
    }

    private static Entry entry(String keyId, ObjectNode jwk, int ofItsType) {
        if (ofItsType > KEYS_OF_A_TYPE) {
            return new Entry.Unusable("the issuer publishes " + ofItsType + " keys of its type, and AWS uses none of a"
                    + " type with more than " + KEYS_OF_A_TYPE);
        }
        try {
            return new Entry.Usable(PublishedKey.read(keyId, jwk));
        } catch (PublishedKey.UnusableException e) {
            return new Entry.Unusable(e.reason());
        }
    }
}
