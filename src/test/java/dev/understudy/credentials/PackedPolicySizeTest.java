package dev.understudy.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PackedPolicySizeTest {
    /** Recorded: 24 to 26 with short subjects and 34 with 300 characters. The figures between are our formula's. */
    @ParameterizedTest
    @CsvSource({"1, 25", "13, 25", "32, 26", "300, 34", "10000, 100"})
    void identityCountsInWebIdentityCalls(int subjectLength, int percent) {
        Session session = Sessions.webIdentity("s".repeat(subjectLength));
        assertThat(PackedPolicySize.ofWebIdentity(session)).isEqualTo(percent);
    }

    /** Recorded: GetFederationToken returns 0 with neither policy nor tags. */
    @Test
    void identityDoesNotCountInOtherCalls() {
        assertThat(PackedPolicySize.of(Sessions.webIdentity("s".repeat(300)))).isZero();
    }

    @ParameterizedTest
    @CsvSource({"1, 1", "32, 1", "33, 2", "3200, 100", "3201, 101"})
    void policiesCountByTheByte(int length, int percent) {
        Session session =
                Sessions.smallest().withPolicies(new SessionPolicies(Optional.of("p".repeat(length)), List.of()));
        assertThat(PackedPolicySize.of(session)).isEqualTo(percent);
    }

    /** Documented: fifty tags of full length do not fit, although each is allowed. */
    @Test
    void tagsAndManagedPoliciesCountToo() {
        Map<String, String> tags = IntStream.range(0, 50)
                .boxed()
                .collect(Collectors.toMap(i -> "k".repeat(126) + (10 + i), i -> "v".repeat(256)));
        assertThat(PackedPolicySize.of(Sessions.smallest().withTags(new SessionTags(tags, List.of()))))
                .isGreaterThan(100);
        SessionPolicies managed = new SessionPolicies(
                Optional.empty(), Collections.nCopies(10, "arn:aws:iam::aws:policy/ReadOnlyAccess"));
        assertThat(PackedPolicySize.of(Sessions.smallest().withPolicies(managed)))
                .isBetween(1, 100);
    }
}
