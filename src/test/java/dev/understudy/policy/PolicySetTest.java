package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.policy.Verdict.Match;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How policies combine, as the IAM User Guide's pages on policy evaluation, boundaries and Principal document it. */
class PolicySetTest {
    private static final String OWN = "123456789012";
    private static final String OTHER = "999999999999";
    private static final String USER = "arn:aws:iam::123456789012:user/alice";
    private static final String ROLE = "arn:aws:iam::123456789012:role/Deploy";
    private static final String SESSION_ARN = "arn:aws:sts::123456789012:assumed-role/Deploy/build-7";
    private static final String FEDERATED_ARN = "arn:aws:sts::123456789012:federated-user/bob";
    private static final String TARGET = "arn:aws:iam::123456789012:role/Target";

    private static final Map<String, Requester> CALLERS = Map.of(
            "user", new Requester.Aws(OWN, List.of(USER, "AIDAEXAMPLEEXAMPLE")),
            "role", new Requester.Aws(OWN, List.of(ROLE, "AROAEXAMPLEEXAMPLE"), List.of(SESSION_ARN)),
            "federated user", new Requester.Aws(OWN, List.of(USER), List.of(FEDERATED_ARN)),
            "web identity", new Requester.Federated("accounts.google.com"),
            "service", new Requester.Service("ec2.amazonaws.com"));

    private static final Map<String, String> PRINCIPALS = Map.of(
            "nobody", "{\"AWS\": \"arn:aws:iam::123456789012:user/somebody-else\"}",
            "account", "{\"AWS\": \"123456789012\"}",
            "root", "{\"AWS\": \"arn:aws:iam::123456789012:root\"}",
            "user", "{\"AWS\": \"" + USER + "\"}",
            "user id", "{\"AWS\": \"AIDAEXAMPLEEXAMPLE\"}",
            "role", "{\"AWS\": \"" + ROLE + "\"}",
            "session", "{\"AWS\": [\"" + SESSION_ARN + "\", \"" + FEDERATED_ARN + "\"]}",
            "everyone", "{\"AWS\": \"*\"}",
            "provider", "{\"Federated\": \"accounts.google.com\"}",
            "service", "{\"Service\": \"ec2.amazonaws.com\"}");

    private static final Map<String, NamedPolicy> MEMBERS = Map.of(
            "A", identity("A", "Allow", "sts:*"),
            "D", identity("D", "Deny", "sts:*"),
            "-", identity("N", "Allow", "sqs:*"));

    /**
     * Which layers must allow, by how the resource policy names the caller: I identity, B boundary, S session, R the
     * resource policy. Each row is tried with every state of the caller's own layers. D: documented, R: reported from
     * AWS, U: unknown.
     */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            D | user           | ORDINARY | same  | nobody   | IBS
            R | user           | ORDINARY | same  | account  | IBS
            R | user           | ORDINARY | same  | root     | IBS
            D | user           | ORDINARY | same  | user     | ''
            U | user           | ORDINARY | same  | user id  | ''
            D | user           | ORDINARY | same  | everyone | ''
            D | user           | ORDINARY | other | nobody   | IBSR
            D | user           | ORDINARY | other | account  | IBS
            D | user           | ORDINARY | other | user     | IBS
            D | user           | ORDINARY | other | everyone | IBS
            D | user           | TRUST    | same  | nobody   | R
            D | user           | TRUST    | same  | account  | IBS
            D | user           | TRUST    | same  | root     | IBS
            D | user           | TRUST    | same  | user     | ''
            D | user           | TRUST    | same  | everyone | ''
            D | user           | TRUST    | other | nobody   | IBSR
            D | user           | TRUST    | other | account  | IBS
            D | user           | TRUST    | other | user     | IBS
            D | user           | TRUST    | other | everyone | IBS
            D | role           | ORDINARY | same  | nobody   | IBS
            R | role           | ORDINARY | same  | account  | IBS
            D | role           | ORDINARY | same  | role     | BS
            D | role           | ORDINARY | same  | session  | ''
            D | role           | ORDINARY | same  | everyone | ''
            D | role           | ORDINARY | other | nobody   | IBSR
            D | role           | ORDINARY | other | account  | IBS
            D | role           | ORDINARY | other | role     | IBS
            D | role           | ORDINARY | other | session  | IBS
            D | role           | ORDINARY | other | everyone | IBS
            D | role           | TRUST    | same  | nobody   | R
            D | role           | TRUST    | same  | account  | IBS
            D | role           | TRUST    | same  | role     | BS
            D | role           | TRUST    | same  | session  | ''
            D | role           | TRUST    | same  | everyone | ''
            D | role           | TRUST    | other | nobody   | IBSR
            D | role           | TRUST    | other | account  | IBS
            D | role           | TRUST    | other | role     | IBS
            D | role           | TRUST    | other | session  | IBS
            D | role           | TRUST    | other | everyone | IBS
            U | federated user | ORDINARY | same  | user     | BS
            D | federated user | ORDINARY | same  | session  | ''
            D | web identity   | TRUST    | other | provider | ''
            D | web identity   | TRUST    | other | nobody   | R
            D | service        | TRUST    | other | service  | ''
            D | service        | TRUST    | same  | account  | R
            """)
    void who_must_allow(
            String known, String caller, ResourcePolicy.Kind kind, String account, String principal, String wanted) {
        ResourcePolicy resource =
                new ResourcePolicy(trust("Allow", principal), account.equals("same") ? OWN : OTHER, kind);

        assertEveryStateOfTheCallersLayers(Optional.of(resource), CALLERS.get(caller), wanted);
    }

    /** Documented: without a resource policy the caller's own policies decide. */
    @ParameterizedTest
    @CsvSource({"user", "role", "federated user"})
    void without_a_resource_policy(String caller) {
        assertEveryStateOfTheCallersLayers(Optional.empty(), CALLERS.get(caller), "IBS");
    }

    private static void assertEveryStateOfTheCallersLayers(
            Optional<ResourcePolicy> resource, Requester caller, String wanted) {
        AuthorizationRequest request = assumeRole(caller);
        for (String identity : List.of("", "A", "D", "-", "-A", "AD")) {
            for (String boundary : List.of("", "A", "D", "-")) {
                for (String session : List.of("absent", "", "A", "D", "-", "-A", "AD")) {
                    PolicySet set = new PolicySet(
                            members(identity),
                            members(boundary).stream().findFirst(),
                            session.equals("absent") ? Optional.empty() : Optional.of(members(session)),
                            resource);
                    Set<PolicyLayer> silent = EnumSet.noneOf(PolicyLayer.class);
                    silentIf(wanted.contains("I") && !identity.contains("A"), PolicyLayer.IDENTITY, silent);
                    silentIf(wanted.contains("B") && boundary.equals("-"), PolicyLayer.BOUNDARY, silent);
                    silentIf(
                            wanted.contains("S") && (session.isEmpty() || session.equals("-")),
                            PolicyLayer.SESSION,
                            silent);
                    resource.ifPresent(
                            r -> silentIf(wanted.contains("R"), r.kind().layer(), silent));
                    boolean denied = (identity + boundary + session).contains("D");

                    Verdict verdict = set.decide(request);

                    String state = "I[" + identity + "] B[" + boundary + "] S[" + session + "]";
                    if (denied) {
                        assertThat(verdict).as(state).isInstanceOf(Verdict.ExplicitlyDenied.class);
                    } else if (silent.isEmpty()) {
                        assertThat(verdict).as(state).isInstanceOf(Verdict.Allowed.class);
                    } else {
                        assertThat(verdict).as(state).isEqualTo(new Verdict.ImplicitlyDenied(List.copyOf(silent)));
                    }
                    assertThat(set.explain(request).verdict()).as(state).isEqualTo(verdict);
                }
            }
        }
    }

    private static void silentIf(boolean silent, PolicyLayer layer, Set<PolicyLayer> layers) {
        if (silent) {
            layers.add(layer);
        }
    }

    /** Documented: an explicit deny wins, however the policy names the caller and wherever the resource is. */
    @ParameterizedTest
    @CsvSource({
        "user, account, same",
        "user, user, other",
        "role, role, same",
        "role, session, same",
        "role, everyone, other",
        "web identity, provider, same"
    })
    void a_deny_in_the_resource_policy_wins(String caller, String principal, String account) {
        for (ResourcePolicy.Kind kind : ResourcePolicy.Kind.values()) {
            ResourcePolicy resource =
                    new ResourcePolicy(trust("Deny", principal), account.equals("same") ? OWN : OTHER, kind);
            PolicySet set = new PolicySet(members("A"), Optional.empty(), Optional.empty(), Optional.of(resource));

            assertThat(set.decide(assumeRole(CALLERS.get(caller))))
                    .isEqualTo(new Verdict.ExplicitlyDenied(List.of(new Match(kind.layer(), "target", "T"))));
        }
    }

    /** Documented, per statement: only what the applying statement names counts. */
    @Test
    void a_statement_that_names_the_session_but_does_not_apply_lifts_no_limit() {
        Policy policy = Policies.trust("""
                {"Statement": [
                 {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole",
                  "Condition": {"StringEquals": {"a:b": "absent"}}},
                 {"Effect": "Allow", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}
                """.formatted(SESSION_ARN, ROLE));
        PolicySet set = new PolicySet(
                List.of(),
                Optional.empty(),
                Optional.of(members("-")),
                Optional.of(new ResourcePolicy(new NamedPolicy("target", policy), OWN, ResourcePolicy.Kind.TRUST)));

        assertThat(set.decide(assumeRole(CALLERS.get("role"))))
                .isEqualTo(new Verdict.ImplicitlyDenied(List.of(PolicyLayer.SESSION)));
    }

    @Test
    void matches_name_layer_policy_and_statement() {
        PolicySet allowing = new PolicySet(
                members("-A"),
                Optional.of(MEMBERS.get("A")),
                Optional.empty(),
                Optional.of(new ResourcePolicy(trust("Allow", "account"), OWN, ResourcePolicy.Kind.TRUST)));

        assertThat(allowing.decide(assumeRole(CALLERS.get("user"))))
                .isEqualTo(new Verdict.Allowed(List.of(
                        new Match(PolicyLayer.IDENTITY, "policy-A", "A"),
                        new Match(PolicyLayer.BOUNDARY, "policy-A", "A"),
                        new Match(PolicyLayer.TRUST, "target", "T"))));
    }

    /** Documented: what the session could do is narrowed by each; so also what a resource policy allows outright. */
    @ParameterizedTest
    @CsvSource({"A, true", "AA, true", "AAA, true", "-, false", "A-, false", "AA-, false", "-A, false", "D, false"})
    void every_scope_down_policy_must_allow(String scopes, boolean allowed) {
        List<NamedPolicy> policies = scopes.chars()
                .mapToObj(letter -> MEMBERS.get(String.valueOf((char) letter)))
                .toList();
        PolicySet own = new PolicySet(members("A"), Optional.empty(), Optional.empty(), Optional.empty());
        assertThat(own.scopedDown(policies).decide(assumeRole(CALLERS.get("user"))) instanceof Verdict.Allowed)
                .isEqualTo(allowed);
        PolicySet outright = new PolicySet(
                members("-"),
                Optional.empty(),
                Optional.empty(),
                Optional.of(new ResourcePolicy(trust("Allow", "user"), OWN, ResourcePolicy.Kind.TRUST)));
        assertThat(outright.decide(assumeRole(CALLERS.get("user")))).isInstanceOf(Verdict.Allowed.class);
        assertThat(outright.scopedDown(policies).decide(assumeRole(CALLERS.get("user"))) instanceof Verdict.Allowed)
                .isEqualTo(allowed);
    }

    @Test
    void the_scope_down_policy_that_withholds_is_named() {
        PolicySet set = new PolicySet(members("A"), Optional.empty(), Optional.empty(), Optional.empty())
                .scopedDown(List.of(MEMBERS.get("A"), MEMBERS.get("-")));
        AuthorizationRequest request = assumeRole(CALLERS.get("user"));
        assertThat(set.decide(request)).isEqualTo(new Verdict.ImplicitlyDenied(List.of(PolicyLayer.SECOND_SCOPE_DOWN)));
        assertThat(set.explain(request).summary()).contains("second scope-down policy");
    }

    private static AuthorizationRequest assumeRole(Requester caller) {
        return new AuthorizationRequest(caller, "sts:AssumeRole", TARGET, RequestContext.empty());
    }

    private static List<NamedPolicy> members(String letters) {
        return Stream.of(letters.split(""))
                .filter(l -> !l.isEmpty())
                .map(MEMBERS::get)
                .collect(Collectors.toList());
    }

    private static NamedPolicy identity(String sid, String effect, String action) {
        return new NamedPolicy("policy-" + sid, Policies.identity("""
                {"Statement": {"Sid": "%s", "Effect": "%s", "Action": "%s", "Resource": "*"}}
                """.formatted(sid, effect, action)));
    }

    private static NamedPolicy trust(String effect, String principal) {
        return new NamedPolicy("target", Policies.trust("""
                {"Statement": {"Sid": "T", "Effect": "%s", "Principal": %s, "Action": "sts:AssumeRole"}}
                """.formatted(effect, PRINCIPALS.get(principal))));
    }
}
