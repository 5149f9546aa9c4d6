package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * A Principal element. {@code {"AWS": "*"}} admits every AWS and anonymous caller but neither a federated caller
 * (recorded) nor a service. An account id and the account's root ARN each admit every caller of the account.
 */
final class PrincipalMatcher implements Element {
    private static final Pattern ACCOUNT = Pattern.compile("(\\d{12})|arn:[a-z-]+:iam::(\\d{12}):root");
    private static final String EVERYONE = "*";

    private final List<String> aws;
    private final List<String> federated;
    private final List<String> services;
    private final Set<String> accounts;
    private final String pointer;

    PrincipalMatcher(List<String> aws, List<String> federated, List<String> services, String pointer) {
        this.aws = List.copyOf(aws);
        this.federated = List.copyOf(federated);
        this.services = List.copyOf(services);
        this.accounts = this.aws.stream()
                .map(ACCOUNT::matcher)
                .filter(Matcher::matches)
                .map(matcher -> matcher.group(1) == null ? matcher.group(2) : matcher.group(1))
                .collect(Collectors.toUnmodifiableSet());
        this.pointer = pointer;
    }

    List<String> federated() {
        return federated;
    }

    /** Whether it admits every AWS and anonymous caller. */
    boolean admitsEveryone() {
        return aws.contains(EVERYONE);
    }

    /** Where the element stands in the document. */
    String pointer() {
        return pointer;
    }

    @Override
    public boolean test(AuthorizationRequest request) {
        Requester requester = request.requester();
        if (requester instanceof Requester.Federated caller) {
            return federated.contains(caller.provider());
        }
        if (requester instanceof Requester.Service caller) {
            return services.contains(caller.name());
        }
        return admitsEveryone() || (requester instanceof Requester.Aws caller && admits(caller));
    }

    private boolean admits(Requester.Aws caller) {
        if (accounts.contains(caller.account())) {
            return true;
        }
        return names(caller.identity()) || names(caller.session());
    }

    private boolean names(List<String> identifiers) {
        for (String identifier : identifiers) {
            if (!identifier.equals(EVERYONE) && aws.contains(identifier)) {
                return true;
            }
        }
        return false;
    }

    @Override
    public String name() {
        return "Principal";
    }

    @Override
    public String describe(AuthorizationRequest request, boolean passed) {
        return "the caller is " + caller(request.requester()) + ", the policy admits " + admitted();
    }

    private static String caller(Requester requester) {
        if (requester instanceof Requester.Federated federated) {
            return "a user of the identity provider " + Texts.quote(federated.provider());
        }
        if (requester instanceof Requester.Service service) {
            return "the service " + Texts.quote(service.name());
        }
        if (requester instanceof Requester.Aws aws) {
            return aws.self().isEmpty()
                    ? "of the account " + Texts.quote(aws.account())
                    : Texts.quote(aws.self().get(0));
        }
        return "anonymous";
    }

    private String admitted() {
        List<String> kinds = new ArrayList<>();
        admitted("Federated ", federated, kinds);
        admitted("AWS ", aws, kinds);
        admitted("Service ", services, kinds);
        return String.join(", ", kinds);
    }

    private static void admitted(String kind, List<String> values, List<String> kinds) {
        if (!values.isEmpty()) {
            kinds.add(kind + Texts.anyOf(values));
        }
    }
}
