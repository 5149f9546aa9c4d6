package dev.understudy.benchmarks;

import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.Decision;
import dev.understudy.policy.Explanation;
import dev.understudy.policy.Policy;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;

/** A decision by a policy that has been parsed, and the same decision with its reasons. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class PolicyBenchmark {
    @Param({
        "LoginWithAmazon",
        "Facebook",
        "Google",
        "Cognito",
        "GitHubActions",
        "GoogleWrongAudience",
        "FortyStatementsHit",
        "FortyStatementsMiss"
    })
    public String question;

    private Policy policy;
    private AuthorizationRequest request;

    @Setup
    public void prepare() {
        Question prepared = Question.named(question);
        policy = prepared.policy();
        request = prepared.request();
        if (!policy.decide(request).equals(prepared.answer())) {
            throw new IllegalStateException(policy.explain(request).summary());
        }
    }

    @Benchmark
    public Decision decide() {
        return policy.decide(request);
    }

    @Benchmark
    public Explanation explain() {
        return policy.explain(request);
    }
}
