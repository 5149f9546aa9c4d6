package dev.understudy.sts;

import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a client sends is kept for people to read, not in full: a thousand calls must fit into little memory. A token that
 * stands in the wrong parameter is not kept at all. No character is looked at more than a few times, however the text is
 * made.
 */
public final class Bounded {
    public static final int MAXIMUM_LENGTH = 1_000;
    public static final int MAXIMUM_STEPS = 100;

    private static final String REDACTED = "(a token)";

    /**
     * JSON Web Tokens mostly begin with an encoded brace and quotation mark, our session tokens with a mark of their own, SAML
     * responses with an encoded declaration of XML or element. A token begins where a word does, and nothing is given back.
     */
    private static final Pattern TOKEN = Pattern.compile(
            "(?<![\\w-])(?:eyJ[\\w-]{8,}+\\.|IQoJb3JpZ2luX2Vj" + "|PD94bWwg|PHNhbWx|PFJlc3Bvb)[\\w.+/=-]*+");

    /** Words between dots. */
    private static final Pattern DOTTED = Pattern.compile("(?<![\\w.-])[\\w.-]++");

    /** The end of AWS's answer to a credential of too many parts, as one is that begins with a secret in the key id's place. */
    private static final Pattern CREDENTIAL = Pattern.compile("(?<=/term, got ')[^']*+");

    private static final String BASE64URL = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

    private Bounded() {}

    public static String text(String text) {
        String safe =
                CREDENTIAL.matcher(TOKEN.matcher(text).replaceAll(REDACTED)).replaceAll("(not kept)");
        if (safe.indexOf('.') != safe.lastIndexOf('.')) {
            safe = DOTTED.matcher(safe).replaceAll(words -> Matcher.quoteReplacement(withoutToken(words)));
        }
        return safe.length() <= MAXIMUM_LENGTH ? safe : safe.substring(0, MAXIMUM_LENGTH) + "…";
    }

    /** A word with two more behind it that encodes the beginning of a JSON object is a token's, signed or encrypted. */
    private static String withoutToken(MatchResult match) {
        String words = match.group();
        int begin = 0;
        int first = words.indexOf('.');
        while (first >= 0) {
            int second = words.indexOf('.', first + 1);
            if (second < 0) {
                return words;
            }
            if (encodesObject(words, begin, first)) {
                return words.substring(0, begin) + REDACTED;
            }
            begin = first + 1;
            first = second;
        }
        return words;
    }

    /** Whether it decodes to a brace and a quotation mark, with white space before either of them or without. */
    private static boolean encodesObject(String words, int begin, int end) {
        char wanted = '{';
        int bits = 0;
        int held = 0;
        for (int i = begin; i < end; i++) {
            bits = (bits << 6 | BASE64URL.indexOf(words.charAt(i))) & 0xFFFF;
            held += 6;
            if (held < 8) {
                continue;
            }
            held -= 8;
            int octet = bits >> held & 0xFF;
            if (octet == '"' && wanted == '"') {
                return true;
            }
            if (octet == wanted) {
                wanted = '"';
            } else if (octet != ' ' && octet != '\t' && octet != '\n' && octet != '\r') {
                return false;
            }
        }
        return false;
    }
}
