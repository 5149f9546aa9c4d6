package dev.understudy.policy;

import dev.understudy.policy.RequestContext.Values;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** The usual slips behind a mismatch. */
final class Hints {
    /** GitHub's subject with the immutable ids of owner and repository. */
    private static final Pattern IMMUTABLE_SUBJECT = Pattern.compile("(?s)repo:([^/@:]+)@\\d+/([^/@:]+)@\\d+(:.*)");

    private Hints() {}

    /** What probably went wrong with an element that failed. */
    static Optional<String> of(Element failed, AuthorizationRequest request) {
        if (failed instanceof Condition condition) {
            return condition(condition, request.context());
        }
        return failed instanceof PrincipalMatcher principal
                ? principal(principal, request.requester())
                : Optional.empty();
    }

    /** The actions that STS asks for besides the one that the caller named. */
    static Optional<String> companion(Statement statement, AuthorizationRequest request) {
        String brought = switch (request.action().toLowerCase(Locale.ROOT)) {
            case "sts:tagsession" -> "session tags";
            case "sts:setsourceidentity" -> "a source identity";
            default -> "";
        };
        if (brought.isEmpty()) {
            return Optional.empty();
        }
        boolean trust = statement.elements().stream().anyMatch(PrincipalMatcher.class::isInstance);
        boolean token = request.requester() instanceof Requester.Federated;
        return Optional.of("the " + (trust ? "trust policy" : "policy") + " must also allow "
                + Texts.quote(request.action()) + ", because the " + (token ? "token" : "request") + " brings "
                + brought);
    }

    private static Optional<String> condition(Condition condition, RequestContext context) {
        Values actual = context.find(condition.lowerCaseKey());
        if (actual == null) {
            return otherKey(condition, context);
        }
        if (actual.multivalued() && condition.header().quantifier() == Condition.Quantifier.ONE) {
            return Optional.of("a multivalued key needs ForAnyValue: or ForAllValues:");
        }
        if (!condition.header().operator().isPositiveText()) {
            return Optional.empty();
        }
        return actual.list().stream()
                .filter(value -> !condition.wouldMatch(value, context))
                .flatMap(value -> text(condition, value, context).stream())
                .findFirst();
    }

    /** A claim asked for under another issuer's prefix. */
    private static Optional<String> otherKey(Condition condition, RequestContext context) {
        String key = condition.lowerCaseKey();
        String claim = key.substring(Math.max(key.lastIndexOf(':'), 0));
        return context.keys()
                .filter(other -> other.endsWith(claim) && !claim.equals(":"))
                .sorted()
                .findFirst()
                .map(other -> "the request has " + Texts.quote(other));
    }

    private static Optional<String> text(Condition condition, String actual, RequestContext context) {
        if (any(condition, wanted -> sameButForCase(condition, wanted, actual))) {
            return Optional.of("they differ only in upper and lower case");
        }
        if (Stream.of(actual + "/", withoutSlash(actual)).anyMatch(a -> condition.wouldMatch(a, context))) {
            return Optional.of("they differ only in a trailing slash");
        }
        if (condition.wouldMatch(actual.strip(), context)) {
            return Optional.of("they differ only in white space at the ends");
        }
        if (condition.header().operator().takesWildcardsLiterally()
                && any(condition, wanted -> like(wanted, actual, context))) {
            return Optional.of(
                    condition.header().operator().text() + " takes * and ? literally, StringLike would match");
        }
        return condition.lowerCaseKey().endsWith(":sub") ? github(condition, actual, context) : Optional.empty();
    }

    private static boolean like(String wanted, String actual, RequestContext context) {
        Wildcard pattern = Template.compile(wanted, true, true).resolve(context);
        return pattern != null && pattern.matches(actual);
    }

    private static boolean any(Condition condition, Predicate<String> test) {
        return condition.values().stream().anyMatch(test);
    }

    private static boolean sameButForCase(Condition condition, String wanted, String actual) {
        return condition.header().operator() == ConditionOperator.STRING_LIKE
                ? Wildcard.ignoringCase(wanted).matches(actual)
                : wanted.equalsIgnoreCase(actual);
    }

    private static String withoutSlash(String text) {
        return text.endsWith("/") ? text.substring(0, text.length() - 1) : text;
    }

    private static Optional<String> github(Condition condition, String actual, RequestContext context) {
        if (!actual.startsWith("repo:")) {
            return Optional.empty();
        }
        Optional<String> named = withoutIds(actual);
        if (named.filter(name -> condition.wouldMatch(name, context)).isPresent()) {
            return Optional.of("GitHub's immutable sub carries the ids of owner and repository after an @, which the"
                    + " policy does not name");
        }
        if (named.isEmpty()
                && any(
                        condition,
                        wanted -> withoutIds(wanted).filter(actual::equals).isPresent())) {
            return Optional.of("the policy names ids of owner and repository, which this sub does not carry");
        }
        if (any(condition, wanted -> wanted.contains(":ref:"))) {
            if (actual.contains(":environment:")) {
                return Optional.of("a job in an environment has a sub that names the environment and no ref");
            }
            if (actual.endsWith(":pull_request")) {
                return Optional.of("a pull request's sub names no ref");
            }
        }
        return Optional.empty();
    }

    private static Optional<String> withoutIds(String subject) {
        Matcher matcher = IMMUTABLE_SUBJECT.matcher(subject);
        return matcher.matches()
                ? Optional.of("repo:" + matcher.group(1) + "/" + matcher.group(2) + matcher.group(3))
                : Optional.empty();
    }

    private static Optional<String> principal(PrincipalMatcher principal, Requester requester) {
        if (!(requester instanceof Requester.Federated caller)) {
            return Optional.empty();
        }
        String provider = caller.provider();
        List<String> wanted = principal.federated();
        if (wanted.stream().anyMatch(provider::equalsIgnoreCase)) {
            return Optional.of("they differ only in upper and lower case");
        }
        if (wanted.stream().anyMatch(w -> withoutSlash(w).equals(withoutSlash(provider)))) {
            return Optional.of("they differ only in a trailing slash");
        }
        if (wanted.stream().anyMatch(w -> afterAccount(w).equals(afterAccount(provider)))) {
            return Optional.of("the providers belong to different accounts");
        }
        return principal.admitsEveryone()
                ? Optional.of("AWS \"*\" does not admit users of an identity provider")
                : Optional.empty();
    }

    private static String afterAccount(String arn) {
        String[] fields = arn.split(":", 6);
        return fields.length == 6 ? fields[5] : arn;
    }
}
