package dev.understudy.policy;

import dev.understudy.json.JsonReader;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.TokenStreamLocation;

/** Reads the document: Version, Id and Statement. What stands in a statement, {@link StatementParser} reads. */
final class PolicyParser {
    /** The only Version under which policy variables act. */
    private static final String NEWEST = "2012-10-17";

    private static final Set<String> VERSIONS = Set.of(NEWEST, "2008-10-17");
    private static final Set<String> ELEMENTS = Set.of("Version", "Id", "Statement");
    /** IAM's bound on the parameter, white space included. */
    private static final int LONGEST_TEXT = 131_072;
    /** The grammar needs six levels. */
    private static final int DEEPEST = 10;

    private static final JsonReader JSON = JsonReader.strict().deepest(DEEPEST);

    private final PolicyRules rules;

    private PolicyParser(PolicyRules rules) {
        this.rules = rules;
    }

    /** @param variables whether policy variables act */
    record Parsed(List<Statement> statements, boolean variables) {}

    static Parsed parse(PolicyType type, String json) throws MalformedPolicyException {
        return new PolicyParser(PolicyRules.of(type)).parse(json);
    }

    private Parsed parse(String json) throws MalformedPolicyException {
        if (json.length() > LONGEST_TEXT || size(json) > rules.longest()) {
            throw new MalformedPolicyException(rules.tooLong(), "");
        }
        JsonPart document = read(json);
        for (String name : document.names()) {
            if (!ELEMENTS.contains(name)) {
                throw rules.unknownElement(name, document.pointerTo(name));
            }
        }
        Optional<JsonPart> id = document.member("Id");
        if (id.isPresent() && id.get().string().isEmpty()) {
            throw rules.syntax("Id must be a string", "/Id");
        }
        boolean variables = NEWEST.equals(version(document));
        return new Parsed(statements(document, variables), variables);
    }

    private static long size(String json) {
        return json.chars().filter(c -> !Character.isWhitespace(c)).count();
    }

    private JsonPart read(String json) throws MalformedPolicyException {
        try {
            JsonPart document = JsonPart.document(JSON.read(json));
            if (document.isObject()) {
                return document;
            }
            throw new MalformedPolicyException(rules.invalidJson(), "", "A policy is a JSON object");
        } catch (JacksonException e) {
            throw new MalformedPolicyException(
                    rules.invalidJson(), "", e.getOriginalMessage() + place(e.getLocation()));
        }
    }

    private static String place(@Nullable TokenStreamLocation location) {
        return location == null ? "" : " (line " + location.getLineNr() + ", column " + location.getColumnNr() + ")";
    }

    private String version(JsonPart document) throws MalformedPolicyException {
        Optional<JsonPart> version = document.member("Version");
        if (version.isEmpty()) {
            return "";
        }
        return version.get()
                .string()
                .filter(VERSIONS::contains)
                .orElseThrow(() -> new MalformedPolicyException(rules.invalidVersion(), "/Version"));
    }

    private List<Statement> statements(JsonPart document, boolean variables) throws MalformedPolicyException {
        JsonPart element =
                document.member("Statement").orElseThrow(() -> new MalformedPolicyException(rules.noStatements(), ""));
        List<JsonPart> parts = element.elements();
        if (parts.isEmpty()) {
            throw new MalformedPolicyException(rules.noStatements(), element.pointer());
        }
        StatementParser parser = new StatementParser(rules, variables);
        List<Statement> statements = new ArrayList<>(parts.size());
        Set<String> sids = new HashSet<>();
        for (JsonPart part : parts) {
            Optional<String> sid = parser.sid(part);
            if (sid.isPresent() && !sids.add(sid.get())) {
                throw new MalformedPolicyException(rules.duplicateSid(), part.pointerTo("Sid"));
            }
            String place = element.isList() ? "Statement[" + statements.size() + "]" : "Statement";
            statements.add(parser.parse(part, sid.orElse(place)));
        }
        return statements;
    }
}
