package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.Understudy;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** What a test cannot have is refused in one sentence, and what would make it unreliable too. */
class RefusedTestsTest {
    private static final Map<String, String> PARALLEL = Map.of(
            "junit.jupiter.execution.parallel.enabled", "true",
            "junit.jupiter.execution.parallel.mode.default", "concurrent",
            "junit.jupiter.execution.parallel.config.strategy", "fixed",
            "junit.jupiter.execution.parallel.config.fixed.parallelism", "2");

    @UnderstudyTest
    static class TokenAsNumber {
        @Test
        void test(@Token int token) {}
    }

    @UnderstudyTest
    static class TokenOfStranger {
        @Test
        void test(@Token(issuer = "https://nobody.example.org") String token) {}
    }

    @UnderstudyTest
    static class TokenWithoutUnit {
        @Test
        void test(@Token(expiresIn = "3600") String token) {}
    }

    @UnderstudyTest(config = "no/such.yaml")
    static class MissingFile {
        @Test
        void test() {}
    }

    @UnderstudyTest(config = "classpath:no/such.yaml")
    static class MissingResource {
        @Test
        void test() {}
    }

    static class BadConfiguration {
        @RegisterExtension
        static final UnderstudyExtension UNDERSTUDY =
                UnderstudyExtension.builder().yaml("acount: 1\nrole: []").build();

        @Test
        void test() {}
    }

    static final List<Arguments> REFUSED = List.of(
            Arguments.of(
                    TokenAsNumber.class,
                    "@Token is for a String, which is given the token, or a java.nio.file.Path, which is given a file"
                            + " that holds it; not for int."),
            Arguments.of(TokenOfStranger.class, "There is no such @Token: https://nobody.example.org"),
            Arguments.of(MissingFile.class, "no/such.yaml: there is no such file"),
            Arguments.of(MissingResource.class, "classpath:no/such.yaml: there is no such file"),
            Arguments.of(
                    TokenWithoutUnit.class, "@Token(expiresIn) is an ISO 8601 duration such as PT1H, not \"3600\"."),
            Arguments.of(BadConfiguration.class, "configuration:2: role: unknown field; did you mean roles?"));

    @ParameterizedTest
    @FieldSource("REFUSED")
    void a_sentence_says_what_is_wrong(Class<?> sample, String sentence) {
        assertThat(InnerRun.of(sample).failures()).singleElement().asString().contains(sentence);
    }

    @UnderstudyTest
    static class SharedMethods {
        @Test
        void one(Understudy understudy) {}

        @Test
        void two(Understudy understudy) {}
    }

    @UnderstudyTest(reset = Reset.NEVER)
    static class NeverReset extends SharedMethods {}

    @UnderstudyTest
    @Execution(ExecutionMode.SAME_THREAD)
    static class SameThread extends SharedMethods {
        @Nested
        class Inside {
            @Test
            void three(Understudy understudy) {}
        }
    }

    @UnderstudyTest
    static class ConcurrentInside {
        @Nested
        @Execution(ExecutionMode.CONCURRENT)
        class Inside {
            @Test
            @Execution(ExecutionMode.SAME_THREAD)
            void one(Understudy understudy) {}
        }
    }

    @UnderstudyTest(scope = Scope.SUITE)
    static class SharedClass {
        @Test
        @Execution(ExecutionMode.SAME_THREAD)
        void one(Understudy understudy) {}
    }

    /** What is refused must not be reset afterwards either: others use it. */
    @UnderstudyTest
    static class LeftAlone {
        private static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");

        @BeforeAll
        static void move(Understudy understudy) {
            understudy.clock().set(FAR);
        }

        @Test
        void one() {}

        @AfterAll
        static void look(Understudy understudy) {
            assertThat(understudy.clock().instant()).isAfterOrEqualTo(FAR);
        }
    }

    static class OwnForEach {
        @RegisterExtension
        final UnderstudyExtension understudy = UnderstudyExtension.builder().build();

        @Test
        void one() {}

        @Test
        void two() {}
    }

    static final List<Arguments> IN_PARALLEL = List.of(
            Arguments.of(SharedMethods.class, 0, 2),
            Arguments.of(NeverReset.class, 2, 0),
            Arguments.of(SameThread.class, 3, 0),
            Arguments.of(ConcurrentInside.class, 0, 1),
            Arguments.of(SharedClass.class, 0, 1),
            Arguments.of(LeftAlone.class, 0, 1),
            Arguments.of(OwnForEach.class, 2, 0));

    @ParameterizedTest
    @FieldSource("IN_PARALLEL")
    void resetting_what_others_use_at_the_time_is_refused(Class<?> sample, int passed, int failed) {
        InnerRun run = InnerRun.of(PARALLEL, sample);
        assertThat(run.passed()).isEqualTo(passed);
        assertThat(run.failures())
                .hasSize(failed)
                .allMatch(sentence -> sentence.contains("choose reset = NEVER, or @Execution(SAME_THREAD)"));
    }

    @Test
    void methods_in_one_thread_may_share() {
        assertThat(InnerRun.of(SharedMethods.class, ConcurrentInside.class, SharedClass.class))
                .isEqualTo(new InnerRun(4, List.of()));
    }
}
