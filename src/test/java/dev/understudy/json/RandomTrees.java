package dev.understudy.json;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Trees of every kind of node that JSON has, from a seeded source. */
final class RandomTrees {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final String ALPHABET = "ab\"\\/\b\f\n\r\t\u0000\u001f\u007f<&é\u2028\ufeff\ud83d\ude00\ud800\udfff";

    private final Random random;

    RandomTrees(long seed) {
        random = new Random(seed);
    }

    JsonNode next() {
        return next(5);
    }

    private JsonNode next(int levels) {
        int kinds = levels == 0 ? 10 : 12;
        return switch (random.nextInt(kinds)) {
            case 0 -> JSON.nullNode();
            case 1 -> JSON.booleanNode(random.nextBoolean());
            case 2, 3 -> JSON.stringNode(text());
            case 4 -> JSON.numberNode(random.nextInt());
            case 5 -> JSON.numberNode(random.nextLong());
            case 6 -> JSON.numberNode(new BigInteger(200, random));
            case 7 -> JSON.numberNode(Double.longBitsToDouble(random.nextLong()));
            case 8 -> JSON.numberNode(Float.intBitsToFloat(random.nextInt()));
            case 9 -> JSON.numberNode(new BigDecimal(new BigInteger(100, random), random.nextInt(100) - 50));
            case 10 -> array(levels - 1);
            default -> object(levels - 1);
        };
    }

    private ArrayNode array(int levels) {
        ArrayNode array = JSON.arrayNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            array.add(next(levels));
        }
        return array;
    }

    private ObjectNode object(int levels) {
        ObjectNode object = JSON.objectNode();
        for (int i = random.nextInt(6); i > 0; i--) {
            object.set(text(), next(levels));
        }
        return object;
    }

    private String text() {
        StringBuilder text = new StringBuilder();
        for (int i = random.nextInt(8); i > 0; i--) {
            text.append(ALPHABET.charAt(random.nextInt(ALPHABET.length())));
        }
        return text.toString();
    }
}
