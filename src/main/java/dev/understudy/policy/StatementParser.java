package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/** Reads one statement: what every type of policy shares; {@link PolicyRules} add the rest. */
final class StatementParser {
    private static final Set<String> ELEMENTS = Set.of(
            "Sid",
            "Effect",
            "Principal",
            "NotPrincipal",
            "Action",
            "NotAction",
            "Resource",
            "NotResource",
            "Condition");
    private static final Pattern SID = Pattern.compile("[0-9A-Za-z]*");

    private final PolicyRules rules;
    private final boolean variables;

    /** @param variables whether policy variables act */
    StatementParser(PolicyRules rules, boolean variables) {
        this.rules = rules;
        this.variables = variables;
    }

    /** The Sid; nothing if absent or empty, of which there may be several. */
    Optional<String> sid(JsonPart statement) throws MalformedPolicyException {
        Optional<JsonPart> sid = statement.member("Sid");
        if (sid.isEmpty()) {
            return Optional.empty();
        }
        String text = sid.get()
                .string()
                .orElseThrow(
                        () -> rules.syntax("Sid must be a string", sid.get().pointer()));
        if (!SID.matcher(text).matches()) {
            // The characters are documented; the message is from memory of IAM's.
            throw new MalformedPolicyException(
                    "Statement IDs (SID) must be alpha-numeric. Check that your input satisfies the regular expression"
                            + " [0-9A-Za-z]*",
                    sid.get().pointer());
        }
        return text.isEmpty() ? Optional.empty() : Optional.of(text);
    }

    Statement parse(JsonPart statement, String id) throws MalformedPolicyException {
        if (!statement.isObject()) {
            throw rules.syntax("A statement is a JSON object", statement.pointer());
        }
        for (String name : statement.names()) {
            if (!ELEMENTS.contains(name)) {
                throw rules.unknownElement(name, statement.pointerTo(name));
            }
        }
        Effect effect = effect(statement);
        Optional<PrincipalMatcher> principal = rules.principal(statement, effect);
        List<Condition> conditions = conditions(statement, effect);
        ActionMatcher action = action(statement);
        rules.checkResources(statement);
        rules.checkTogether(effect, principal, conditions, statement.pointer());
        List<Element> elements = new ArrayList<>();
        principal.ifPresent(elements::add);
        elements.add(action);
        resource(statement, effect).ifPresent(elements::add);
        elements.addAll(conditions);
        return new Statement(id, effect, elements, statement.pointer());
    }

    private Effect effect(JsonPart statement) throws MalformedPolicyException {
        JsonPart element = statement
                .member("Effect")
                .orElseThrow(() -> new MalformedPolicyException(rules.missingEffect(), statement.pointer()));
        String text = element.scalar().orElse("");
        for (Effect effect : Effect.values()) {
            if (element.string().isPresent() && effect.text().equals(text)) {
                return effect;
            }
        }
        throw new MalformedPolicyException(rules.invalidEffect(text), element.pointer());
    }

    private ActionMatcher action(JsonPart statement) throws MalformedPolicyException {
        Optional<JsonPart> element = oneOf(statement, "Action", "NotAction");
        List<String> actions = element.isEmpty() ? List.of() : strings(element.get());
        if (actions.isEmpty()) {
            throw new MalformedPolicyException(
                    rules.missingAction(), element.map(JsonPart::pointer).orElse(statement.pointer()));
        }
        for (JsonPart action : element.get().elements()) {
            rules.checkAction(action.string().orElse(""), action.pointer());
        }
        return new ActionMatcher(actions, statement.member("Action").isEmpty());
    }

    private Optional<ResourceMatcher> resource(JsonPart statement, Effect effect) throws MalformedPolicyException {
        Optional<JsonPart> element = oneOf(statement, "Resource", "NotResource");
        if (element.isEmpty()) {
            return Optional.empty();
        }
        boolean negated = statement.member("Resource").isEmpty();
        return Optional.of(new ResourceMatcher(
                strings(element.get()),
                negated,
                effect,
                variables,
                element.get().pointer()));
    }

    private Optional<JsonPart> oneOf(JsonPart statement, String name, String negatedName)
            throws MalformedPolicyException {
        Optional<JsonPart> element = statement.member(name);
        Optional<JsonPart> negated = statement.member(negatedName);
        if (element.isPresent() && negated.isPresent()) {
            throw rules.syntax(
                    "A statement holds " + name + " or " + negatedName + ", not both",
                    negated.get().pointer());
        }
        return element.or(() -> negated);
    }

    private List<String> strings(JsonPart element) throws MalformedPolicyException {
        List<String> strings = new ArrayList<>();
        for (JsonPart part : element.elements()) {
            strings.add(part.string().orElseThrow(() -> rules.syntax("A string is wanted here", part.pointer())));
        }
        return strings;
    }

    private List<Condition> conditions(JsonPart statement, Effect effect) throws MalformedPolicyException {
        Optional<JsonPart> block = statement.member("Condition");
        List<Condition> conditions = new ArrayList<>();
        if (block.isPresent()) {
            for (JsonPart operator : members(block.get(), "Condition holds operators")) {
                String name = operator.name();
                Condition.Header header = Condition.Header.parse(name)
                        .orElseThrow(() ->
                                rules.syntax("Unknown condition operator " + Texts.quote(name), operator.pointer()));
                for (JsonPart key : members(operator, "A condition operator holds keys")) {
                    rules.checkConditionKey(key.name(), key.pointer());
                    conditions.add(
                            new Condition(header, effect, key.name(), values(header, key), key.pointer(), variables));
                }
            }
        }
        return conditions;
    }

    private List<JsonPart> members(JsonPart part, String otherwise) throws MalformedPolicyException {
        if (!part.isObject()) {
            throw rules.syntax(otherwise, part.pointer());
        }
        return part.members();
    }

    private List<String> values(Condition.Header header, JsonPart key) throws MalformedPolicyException {
        List<String> values = new ArrayList<>();
        for (JsonPart part : key.elements()) {
            String value = part.scalar()
                    .orElseThrow(
                            () -> rules.syntax("A condition value is a string, number or Boolean", part.pointer()));
            if (!header.operator().comparison().readable().test(value) && mustBeReadable(header)) {
                throw rules.syntax(Texts.quote(value) + " is no value for " + header.text(), part.pointer());
            }
            values.add(value);
        }
        if (values.isEmpty()) {
            // Unknown at AWS; an empty list can never be meant.
            throw rules.syntax("A condition needs at least one value", key.pointer());
        }
        return values;
    }

    /** A binary value must be base64 even where other values need not be readable (recorded). */
    private boolean mustBeReadable(Condition.Header header) {
        return rules.refusesUnreadableValues() || header.operator() == ConditionOperator.BINARY_EQUALS;
    }
}
