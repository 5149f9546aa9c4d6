package dev.understudy.cognito;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * How users of one identity provider get their role.
 *
 * @param rules asked in order, where the type is {@link Type#RULES}
 */
public record RoleMapping(Type type, Ambiguous ambiguous, List<Rule> rules) {
    public RoleMapping {
        rules = List.copyOf(rules);
    }

    /** Where the role comes from. */
    public enum Type {
        /** The claims {@code cognito:preferred_role} and {@code cognito:roles}. */
        TOKEN("Token"),
        RULES("Rules");

        private final String word;

        Type(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Type::word).toList();
        }

        public static Optional<Type> of(String word) {
            return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
        }
    }

    /** What counts if no rule, or not one role alone, decides. */
    public enum Ambiguous {
        AUTHENTICATED_ROLE("AuthenticatedRole"),
        DENY("Deny");

        private final String word;

        Ambiguous(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Ambiguous::word).toList();
        }

        public static Optional<Ambiguous> of(String word) {
            return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
        }
    }

    /** How a claim's value is compared with a rule's, case and all. */
    public enum Match {
        EQUALS("Equals") {
            @Override
            boolean test(String claim, String value) {
                return claim.equals(value);
            }
        },
        CONTAINS("Contains") {
            @Override
            boolean test(String claim, String value) {
                return claim.contains(value);
            }
        },
        STARTS_WITH("StartsWith") {
            @Override
            boolean test(String claim, String value) {
                return claim.startsWith(value);
            }
        },
        NOT_EQUAL("NotEqual") {
            @Override
            boolean test(String claim, String value) {
                return !claim.equals(value);
            }
        };

        private final String word;

        Match(String word) {
            this.word = word;
        }

        abstract boolean test(String claim, String value);

        public String word() {
            return word;
        }

        static List<String> words() {
            return Arrays.stream(values()).map(Match::word).toList();
        }

        public static Optional<Match> of(String word) {
            return Arrays.stream(values()).filter(it -> it.word.equals(word)).findFirst();
        }
    }

    /** A role for those of whom a claim is true. */
    public record Rule(String claim, Match match, String value, String roleArn) {}
}
