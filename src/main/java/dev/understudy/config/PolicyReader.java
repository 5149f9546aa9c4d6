package dev.understudy.config;

import dev.understudy.config.Node.Mapping;
import dev.understudy.config.Node.Scalar;
import dev.understudy.config.Node.Sequence;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import java.util.Optional;

/**
 * Reads policy documents, inline or by path; a malformed one is a fault at the line of the element that is wrong, and
 * what is probably a mistake is a warning there.
 */
final class PolicyReader {
    private static final int LONGEST_MESSAGE = 500;

    private final LinkedFiles files;
    private final Faults faults;
    private final Faults warnings;

    PolicyReader(LinkedFiles files, Faults faults, Faults warnings) {
        this.files = files;
        this.faults = faults;
        this.warnings = warnings;
    }

    /** The policy of a field that must be there. */
    Optional<Policy> required(Entry entry, String field, PolicyType type) {
        return entry.required(field).flatMap(node -> read(node, type));
    }

    private Optional<Policy> read(Node node, PolicyType type) {
        if (node instanceof Mapping) {
            return parse(type, JsonText.policy(node), node);
        }
        if (node instanceof Scalar path && !path.isBlank()) {
            return files.json(path).flatMap(file -> parse(type, file.text(), file.root()));
        }
        faults.add(node.place(), "expected a policy document or the path of one, found " + node.described());
        return Optional.empty();
    }

    private Optional<Policy> parse(PolicyType type, String json, Node root) {
        try {
            Policy policy = Policy.parse(type, json);
            policy.warnings().forEach(warning -> add(warnings, root, warning.pointer(), warning.message()));
            return Optional.of(policy);
        } catch (MalformedPolicyException e) {
            add(faults, root, e.pointer(), message(e));
            return Optional.empty();
        }
    }

    /** IAM's message, and in brackets what it leaves out. */
    private static String message(MalformedPolicyException error) {
        String message = String.valueOf(error.getMessage());
        return message.contains(error.detail()) ? message : message + " (" + error.detail() + ")";
    }

    private static void add(Faults faults, Node root, String pointer, String message) {
        faults.add(at(root, pointer).place(), Words.clip(message, LONGEST_MESSAGE));
    }

    /** The node that a JSON pointer (RFC 6901) names, or the nearest around it if there is none. */
    static Node at(Node root, String pointer) {
        Node here = root;
        for (String token :
                pointer.isEmpty() ? new String[0] : pointer.substring(1).split("/", -1)) {
            Optional<Node> next = child(here, token.replace("~1", "/").replace("~0", "~"));
            if (next.isEmpty()) {
                return here;
            }
            here = next.get();
        }
        return here;
    }

    private static Optional<Node> child(Node node, String token) {
        if (node instanceof Mapping mapping) {
            return Optional.ofNullable(mapping.members().get(token));
        }
        if (node instanceof Sequence sequence && token.matches("[0-9]{1,9}")) {
            int index = Integer.parseInt(token);
            return index < sequence.items().size()
                    ? Optional.of(sequence.items().get(index))
                    : Optional.empty();
        }
        return Optional.empty();
    }
}
