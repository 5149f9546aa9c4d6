package dev.understudy.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Partition;
import dev.understudy.iam.Directory;
import dev.understudy.iam.User;
import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.NamedPolicy;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Verdict;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The directory of a caller may be another by the time its policies are asked. */
class CallerPoliciesTest {
    private static final Directory EMPTY =
            new Directory(Partition.AWS, List.of(), List.of(), List.of(), List.of(), List.of(), List.of(), List.of());

    private static Verdict decide(Optional<String> boundary) throws Exception {
        NamedPolicy all = new NamedPolicy("all", Policy.parse(PolicyType.IDENTITY, """
                {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}"""));
        User user = new User(
                new AccountId("123456789012"),
                Partition.AWS,
                "/",
                "alice",
                "AIDAALICE",
                List.of(all),
                List.of(),
                boundary,
                List.of(),
                List.of(),
                List.of());
        Caller caller = new Caller.Holder(user, Optional.empty());
        return new CallerPolicies(EMPTY)
                .of(caller)
                .decide(new AuthorizationRequest(
                        caller.requester(), "sts:GetAccessKeyInfo", "*", RequestContext.empty()));
    }

    @Test
    void a_boundary_that_is_gone_allows_nothing() throws Exception {
        assertThat(decide(Optional.of("arn:aws:iam::123456789012:policy/Gone"))).isNotInstanceOf(Verdict.Allowed.class);
    }

    @Test
    void without_a_boundary_there_is_none_to_go() throws Exception {
        assertThat(decide(Optional.empty())).isInstanceOf(Verdict.Allowed.class);
    }
}
