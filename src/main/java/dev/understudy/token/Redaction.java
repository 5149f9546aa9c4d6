package dev.understudy.token;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;

/** Quotes what a provider answered, without the secrets that it was sent: some repeat them in their errors. */
final class Redaction {
    /** So many characters of a secret in a row are left out. */
    private static final int WINDOW = 12;

    private static final int LENGTH = 500;

    private final List<String> secrets;

    Redaction(Collection<String> secrets) {
        this.secrets = List.copyOf(secrets);
    }

    String quoted(String text) {
        String bounded = text.length() <= LENGTH ? text : text.substring(0, LENGTH);
        BitSet secret = new BitSet();
        for (int i = 0; i + WINDOW <= bounded.length(); i++) {
            String window = bounded.substring(i, i + WINDOW);
            if (secrets.stream().anyMatch(it -> it.contains(window))) {
                secret.set(i, i + WINDOW);
            }
        }
        secrets.stream()
                .filter(it -> it.length() < WINDOW && !it.isEmpty())
                .forEach(it -> markAll(bounded, it, secret));
        return Quoted.of(without(bounded, secret));
    }

    private static void markAll(String text, String part, BitSet marks) {
        for (int at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + 1)) {
            marks.set(at, at + part.length());
        }
    }

    private static String without(String text, BitSet secret) {
        StringBuilder shown = new StringBuilder();
        for (int i = 0; i < text.length(); i++) {
            if (!secret.get(i)) {
                shown.append(text.charAt(i));
            } else if (i == 0 || !secret.get(i - 1)) {
                shown.append("[…]");
            }
        }
        return shown.toString();
    }

    /** Leaves the secrets out. */
    @Override
    public String toString() {
        return "Redaction";
    }
}
