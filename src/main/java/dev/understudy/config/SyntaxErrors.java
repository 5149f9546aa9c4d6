package dev.understudy.config;

import java.util.List;
import java.util.Optional;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.ReaderException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/**
 * Says in a sentence what is wrong with a text that is not YAML or JSON. The parser's own words are not shown: they quote the
 * text, and the text may hold a secret.
 */
final class SyntaxErrors {
    private static final String NOT_YAML = "this is not valid YAML";

    /** Part of what the parser says, and what we say; the first that fits counts. */
    private record Sentence(String problem, String ours) {}

    private static final List<Sentence> SENTENCES = List.of(
            new Sentence("(TAB)", "a tab stands here; YAML is indented with spaces"),
            new Sentence("that cannot start any token", "a character stands here that must be quoted"),
            new Sentence("mapping values are not allowed", "a value cannot begin here; quote a text that holds \": \""),
            new Sentence("could not find expected ':'", "a key stands here without its colon"),
            new Sentence("expected <block end>", "the indentation fits no line above"),
            new Sentence("expected ',' or", "a comma or a closing bracket is missing"),
            new Sentence("unexpected end of stream", "a quotation mark is never closed"),
            new Sentence("<stream end>", "a bracket is never closed"),
            new Sentence("unknown escape character", "an unknown escape follows a backslash in double quotes"));

    private SyntaxErrors() {}

    static String yaml(JacksonException error) {
        if (error.getCause() instanceof ReaderException) {
            return "a control character stands here";
        }
        String problem = error.getCause() instanceof MarkedYamlEngineException marked
                ? Optional.ofNullable(marked.getProblem()).orElse("")
                : "";
        return SENTENCES.stream()
                .filter(sentence -> problem.contains(sentence.problem()))
                .findFirst()
                .map(sentence -> NOT_YAML + ": " + sentence.ours())
                .orElse(NOT_YAML);
    }

    static String json(JacksonException error) {
        TokenStreamLocation location = error.getLocation();
        boolean known = location != null && location.getColumnNr() > 0;
        return "this is not valid JSON" + (known ? ": look at column " + location.getColumnNr() : "");
    }

    /** The line of the problem, from 1. */
    static int line(JacksonException error, String text) {
        if (error.getCause() instanceof ReaderException unprintable) {
            int end = text.offsetByCodePoints(
                    0, Math.min(unprintable.getPosition(), text.codePointCount(0, text.length())));
            return 1
                    + (int) text.substring(0, end)
                            .chars()
                            .filter(c -> c == '\n')
                            .count();
        }
        if (error.getCause() instanceof MarkedYamlEngineException marked) {
            Optional<Mark> mark = marked.getProblemMark();
            if (mark.isPresent()) {
                return mark.get().getLine() + 1;
            }
        }
        return Math.max(1, error.getLocation() == null ? 1 : error.getLocation().getLineNr());
    }
}
