package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How layers combine, as AWS documents its evaluation logic within an account. */
class PolicySetTest {
    private static final AuthorizationRequest GET =
            Policies.request("s3:GetObject", "arn:aws:s3:::b/o", RequestContext.empty());

    /** A: allows, D: denies explicitly, -: says nothing, empty: there is no such layer. */
    @ParameterizedTest
    @CsvSource({
        "A,  '', '', Allowed",
        "-,  '', '', ImplicitlyDenied",
        "'', '', '', ImplicitlyDenied",
        "D,  '', '', ExplicitlyDenied",
        "AD, '', '', ExplicitlyDenied",
        "-A, '', '', Allowed",
        "A,  A,  '', Allowed",
        "A,  -,  '', ImplicitlyDenied",
        "-,  A,  '', ImplicitlyDenied",
        "A,  D,  '', ExplicitlyDenied",
        "A,  '', A,  Allowed",
        "A,  '', -,  ImplicitlyDenied",
        "-,  '', A,  ImplicitlyDenied",
        "A,  '', -A, Allowed",
        "A,  '', AD, ExplicitlyDenied",
        "A,  A,  A,  Allowed",
        "A,  A,  -,  ImplicitlyDenied",
        "A,  -,  A,  ImplicitlyDenied",
        "-,  D,  -,  ExplicitlyDenied"
    })
    void layers(String identity, String boundary, String session, String decision) {
        PolicySet set =
                new PolicySet(policies(identity), policies(boundary).stream().findFirst(), policies(session));

        assertThat(set.decide(GET).getClass().getSimpleName()).isEqualTo(decision);
        assertThat(set.explain(GET).decision()).isEqualTo(set.decide(GET));
    }

    @Test
    void the_summary_names_the_layer_that_withholds() {
        PolicySet set = new PolicySet(policies("A"), Optional.empty(), policies("-"));

        assertThat(set.explain(GET).summary())
                .isEqualTo("No session policy allows it: Statement `N` does not allow it: the action is"
                        + " `s3:GetObject`, the policy covers `sqs:*`.");
    }

    @Test
    void the_summary_names_the_layer_that_denies() {
        PolicySet set = new PolicySet(policies("A"), Optional.of(policies("D").get(0)), List.of());

        assertThat(set.explain(GET).summary())
                .isEqualTo("In the permissions boundary: Statement `D` denies it explicitly.");
    }

    @Test
    void without_any_policy_there_is_none() {
        PolicySet set = new PolicySet(List.of(), Optional.empty(), List.of());

        assertThat(set.explain(GET).summary()).isEqualTo("No identity policy allows it: there is none.");
    }

    private static List<Policy> policies(String letters) {
        return letters.chars()
                .mapToObj(letter -> Policies.identity(
                        switch (letter) {
                            case 'A' -> policy("A", "Allow", "s3:*");
                            case 'D' -> policy("D", "Deny", "s3:*");
                            default -> policy("N", "Allow", "sqs:*");
                        }))
                .toList();
    }

    private static String policy(String sid, String effect, String action) {
        return """
                {"Statement": {"Sid": "%s", "Effect": "%s", "Action": "%s", "Resource": "*"}}
                """.formatted(sid, effect, action);
    }
}
