package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Seeded: a failure names the seed that repeats it. */
class PolicyFuzzTest {
    private static final List<String> SEEDS = List.of("""
            {"Version": "2012-10-17", "Id": "x", "Statement": [{"Sid": "A", "Effect": "Allow",
             "Principal": {"Federated": ["accounts.google.com"], "AWS": "123456789012"},
             "Action": ["sts:AssumeRoleWithWebIdentity", "sts:TagSession"],
             "Condition": {"StringEquals": {"a:b": ["x", "${a:c, 'd'}"]}, "ForAnyValue:StringLike": {"a:d": "*"},
              "NumericLessThanIfExists": {"a:e": 1.5e3}, "DateGreaterThan": {"a:f": "2030-01-01T00:00:00Z"}}}]}
            """, """
            {"Version": "2012-10-17", "Statement": {"Effect": "Deny", "NotAction": "s3:Get*",
             "NotResource": ["arn:aws:s3:::b/${a:c}/*", "*"], "Condition": {"IpAddress": {"a:ip": "2001:db8::/64"},
             "ArnLike": {"a:arn": "arn:aws:iam::*:user/${a:c}"}, "Null": {"a:g": true}, "Bool": {"a:h": "false"},
             "BinaryEquals": {"a:i": "YQ=="}}}}
            """);
    private static final List<String> TOKENS = List.of(
            "{",
            "}",
            "[",
            "]",
            "\"",
            ",",
            ":",
            "null",
            "true",
            "-",
            "1e9999999",
            "\\u0000",
            "\\",
            "${",
            "}",
            "'",
            "*",
            "?",
            "::",
            ".",
            "/",
            "\ud800",
            "é",
            "Allow",
            "Deny",
            "Action",
            "Principal",
            "IfExists",
            "ForAllValues:");

    @Test
    void a_damaged_document_is_refused_or_understood_but_breaks_nothing() {
        int understood = 0;
        for (long seed = 0; seed < 8_000; seed++) {
            Random random = new Random(seed);
            String document = damage(SEEDS.get(random.nextInt(SEEDS.size())), random);
            PolicyType type = pick(random, PolicyType.values());
            try {
                Policy policy = Policy.parse(type, document);
                AuthorizationRequest request = request(random);
                assertAgrees(seed, policy, request);
                understood++;
            } catch (MalformedPolicyException e) {
                assertThat(e.getMessage()).as("seed %d", seed).isNotBlank();
                assertThat(e.pointer()).as("seed %d", seed).matches("(?s)(?:/.*)?");
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + document, e);
            }
        }
        assertThat(understood).isGreaterThan(50);
    }

    private static String damage(String document, Random random) {
        StringBuilder damaged = new StringBuilder(document);
        for (int i = random.nextInt(3); i >= 0; i--) {
            int start = random.nextInt(damaged.length());
            int end = Math.min(damaged.length(), start + random.nextInt(4));
            String token = random.nextBoolean() ? TOKENS.get(random.nextInt(TOKENS.size())) : "";
            damaged.replace(start, end, token);
        }
        return damaged.toString();
    }

    @Test
    void deciding_and_explaining_agree() {
        List<Class<?>> decisions = new ArrayList<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            Policy policy = Policies.parse(PolicyType.SESSION, policy(random));
            for (int i = 0; i < 4; i++) {
                AuthorizationRequest request = request(random);
                assertAgrees(seed, policy, request);
                decisions.add(policy.decide(request).getClass());
            }
        }
        assertThat(decisions)
                .contains(Decision.Allowed.class, Decision.ExplicitlyDenied.class, Decision.ImplicitlyDenied.class);
    }

    /** The steps alone, read as AWS's rules, give the decision. */
    private static void assertAgrees(long seed, Policy policy, AuthorizationRequest request) {
        Explanation explanation = policy.explain(request);
        Decision decision = policy.decide(request);
        List<String> allowing = applying(explanation.steps(), "Allow applies");
        List<String> denying = applying(explanation.steps(), "Deny applies");
        Decision expected = !denying.isEmpty()
                ? new Decision.ExplicitlyDenied(denying)
                : allowing.isEmpty() ? new Decision.ImplicitlyDenied() : new Decision.Allowed(allowing);

        assertThat(decision).as("seed %d: %s", seed, policy.document()).isEqualTo(expected);
        assertThat(explanation.decision()).as("seed %d", seed).isEqualTo(decision);
        assertThat(explanation.summary()).as("seed %d", seed).endsWith(".");
    }

    private static List<String> applying(List<Step> steps, String detail) {
        return steps.stream()
                .filter(step ->
                        step.outcome() == Outcome.PASSED && step.detail().equals(detail))
                .map(Step::check)
                .toList();
    }

    @Test
    void deciding_and_explaining_agree_on_sets() {
        List<Class<?>> verdicts = new ArrayList<>();
        for (long seed = 0; seed < 2_000; seed++) {
            Random random = new Random(seed);
            PolicySet set = new PolicySet(
                    members(random),
                    members(random).stream().findFirst(),
                    random.nextBoolean() ? Optional.empty() : Optional.of(members(random)),
                    resource(random));
            AuthorizationRequest request = request(random);
            Verdict verdict = set.decide(request);
            assertAgrees(seed, verdict, set.explain(request));
            verdicts.add(verdict.getClass());
        }
        assertThat(verdicts)
                .contains(Verdict.Allowed.class, Verdict.ExplicitlyDenied.class, Verdict.ImplicitlyDenied.class);
    }

    /** The matches are those statements that the steps show to apply, and only a silent layer withholds. */
    private static void assertAgrees(long seed, Verdict verdict, Verdict.Explained explained) {
        List<String> allowing = applying(explained.steps(), "Allow applies");
        List<String> denying = applying(explained.steps(), "Deny applies");

        assertThat(explained.verdict()).as("seed %d", seed).isEqualTo(verdict);
        assertThat(explained.summary()).as("seed %d", seed).matches("(?s)[A-Z].*[.]");
        if (verdict instanceof Verdict.ExplicitlyDenied denied) {
            assertThat(checks(denied.matches())).as("seed %d", seed).isEqualTo(denying);
            return;
        }
        assertThat(denying).as("seed %d", seed).isEmpty();
        if (verdict instanceof Verdict.Allowed allowed) {
            assertThat(checks(allowed.matches())).as("seed %d", seed).isEqualTo(allowing);
        } else if (verdict instanceof Verdict.ImplicitlyDenied implicit) {
            assertThat(implicit.withholding())
                    .as("seed %d", seed)
                    .isNotEmpty()
                    .allSatisfy(layer -> assertThat(allowing).noneMatch(check -> check.startsWith(layer.text() + " ")));
        }
    }

    private static List<String> checks(List<Verdict.Match> matches) {
        return matches.stream()
                .map(match -> match.layer().text() + " " + match.policy() + ": " + match.statement())
                .toList();
    }

    private static List<NamedPolicy> members(Random random) {
        List<NamedPolicy> members = new ArrayList<>();
        for (int i = random.nextInt(3); i > 0; i--) {
            members.add(new NamedPolicy("p" + i, Policies.parse(PolicyType.SESSION, policy(random))));
        }
        return members;
    }

    private static Optional<ResourcePolicy> resource(Random random) {
        if (random.nextBoolean()) {
            return Optional.empty();
        }
        Policy policy = Policies.trust("""
                {"Statement": [{"Effect": "%s", "Principal": {"AWS": "%s"}, "Action": "sts:AssumeRole"}]}
                """.formatted(
                        pick(random, "Allow", "Allow", "Deny"),
                        pick(random, "*", "123456789012", "arn:aws:iam::123456789012:user/alice", "999999999999")));
        return Optional.of(new ResourcePolicy(
                new NamedPolicy("target", policy),
                pick(random, "123456789012", "999999999999"),
                pick(random, ResourcePolicy.Kind.values())));
    }

    private static String policy(Random random) {
        StringBuilder statements = new StringBuilder();
        for (int i = 1 + random.nextInt(4); i > 0; i--) {
            statements
                    .append(statements.isEmpty() ? "" : ",")
                    .append("{\"Effect\": \"")
                    .append(random.nextInt(3) == 0 ? "Deny" : "Allow")
                    .append("\", \"")
                    .append(pick(random, "Action", "NotAction"))
                    .append("\": \"")
                    .append(pick(random, "*", "s3:*", "s3:Get*", "sts:AssumeRole"))
                    .append("\", \"")
                    .append(pick(random, "Resource", "NotResource"))
                    .append("\": \"")
                    .append(pick(random, "*", "arn:aws:s3:::b/*", "arn:aws:s3:::b/${a:c}", "arn:aws:s3:::x"))
                    .append("\", \"Condition\": {")
                    .append(condition(random))
                    .append("}}");
        }
        return "{\"Version\": \"2012-10-17\", \"Statement\": [" + statements + "]}";
    }

    private static String condition(Random random) {
        ConditionOperator operator = pick(random, ConditionOperator.values());
        if (random.nextInt(3) == 0) {
            return "";
        }
        boolean plain = operator == ConditionOperator.NULL;
        String value = operator == ConditionOperator.BINARY_EQUALS
                ? "YQ=="
                : pick(random, "x", "1", "true", "*", "${a:c}", "2030-01-01", "10.0.0.0/8", "arn:aws:iam::*:user/*");
        return "\"" + (plain ? "" : pick(random, "", "ForAllValues:", "ForAnyValue:")) + operator.text()
                + (plain ? "" : pick(random, "", "IfExists")) + "\": {\"" + pick(random, "a:b", "a:c", "A:D")
                + "\": [\"" + value + "\"]}";
    }

    private static AuthorizationRequest request(Random random) {
        RequestContext.Builder context = RequestContext.builder();
        for (String key : List.of("a:b", "a:c", "a:d", "a:ip", "a:arn")) {
            String value = pick(
                    random, "x", "", "1", "TRUE", "2030-01-01", "10.1.2.3", "arn:aws:iam::123456789012:user/x", "YQ==");
            switch (random.nextInt(3)) {
                case 0 -> context.with(key, value);
                case 1 -> context.withAll(key, List.of(value, "y"));
                default -> context.withAll(key, List.of());
            }
        }
        return Policies.request(
                pick(random, "s3:GetObject", "s3:PutObject", "sts:AssumeRole"),
                pick(random, "arn:aws:s3:::b/x", "arn:aws:s3:::x", "*", ""),
                context.build());
    }

    @SafeVarargs
    private static <T> T pick(Random random, T... choices) {
        return choices[random.nextInt(choices.length)];
    }
}
