package dev.understudy.benchmarks;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Partition;
import dev.understudy.aws.UniqueIds;
import dev.understudy.iam.Directory;
import dev.understudy.iam.Role;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
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

/** A role, found by its ARN among few and among many. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Threads(1)
@Fork(2)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
public class DirectoryBenchmark {
    private static final AccountId ACCOUNT = new AccountId("123456789012");
    private static final String ARN_PREFIX = "arn:aws:iam::123456789012:role/";
    private static final int FEW = 10;
    /** Odd, so that no two numbers give one name; large, so that names differ all over. */
    private static final int SPREAD = 0x9E3779B1;

    @Param({"10", "1000", "100000"})
    public int roles;

    private Directory directory;

    @Setup
    public void prepare() {
        Question any = Question.named("Google");
        List<Role> all = IntStream.range(0, roles)
                .mapToObj(number -> new Role(
                        ACCOUNT,
                        Partition.AWS,
                        "/",
                        name(number),
                        UniqueIds.uniqueId(UniqueIds.ROLE, ACCOUNT, noise(number)),
                        "",
                        Role.DEFAULT_MAX_SESSION_DURATION,
                        any.policy(),
                        List.of(),
                        List.of(),
                        Optional.empty(),
                        List.of()))
                .toList();
        directory = new Directory(Partition.AWS, List.of(), all, List.of(), List.of(), List.of(), List.of(), List.of());
        if (IntStream.range(0, roles).anyMatch(number -> find(number).isEmpty())) {
            throw new IllegalStateException("A role is missing");
        }
    }

    private static String name(int number) {
        return "Role" + Integer.toHexString(number * SPREAD);
    }

    /** The first byte is spent on the account's; the last on bits that a unique id has no room for. */
    private static byte[] noise(int number) {
        return ByteBuffer.allocate(1 + Integer.BYTES + 1).putInt(1, number).array();
    }

    /** The ARN is made anew, as a request brings it: no text of which the hash is known already. */
    private Optional<Role> find(int number) {
        return directory.role(ARN_PREFIX + name(number));
    }

    /** Any role of all, so that the processor's caches count too. */
    @Benchmark
    public Optional<Role> anyRole() {
        return find(ThreadLocalRandom.current().nextInt(roles));
    }

    /** One of ten roles, spread over all: the cost of the look-up itself. */
    @Benchmark
    public Optional<Role> oneOfTen() {
        return find(ThreadLocalRandom.current().nextInt(FEW) * (roles / FEW));
    }
}
