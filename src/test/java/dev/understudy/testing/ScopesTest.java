package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.understudy.Understudy;
import dev.understudy.support.Fixture;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Isolated;

/** Which tests share an Understudy, and when it goes. */
@Isolated("the sample classes below leave their traces in a static list")
class ScopesTest {
    /** Where the samples were sent, in the order of their asking. */
    private static final List<URI> SEEN = new CopyOnWriteArrayList<>();

    private static final Instant FAR = Instant.parse("2040-01-01T00:00:00Z");

    private static final List<Path> FILES = new CopyOnWriteArrayList<>();

    @BeforeEach
    void forget() {
        SEEN.clear();
        FILES.clear();
    }

    private static void everythingPasses(int tests, Class<?>... samples) {
        assertThat(InnerRun.of(samples)).isEqualTo(new InnerRun(tests, List.of()));
    }

    private static boolean listens(URI endpoint) {
        try (Socket socket = new Socket(endpoint.getHost(), endpoint.getPort())) {
            return socket.isConnected();
        } catch (IOException refused) {
            return false;
        }
    }

    @UnderstudyTest
    static class EveryPlace {
        EveryPlace(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @BeforeAll
        static void first(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @BeforeEach
        void next(AwsProperties aws) {
            SEEN.add(aws.endpoint());
        }

        @Test
        void then(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @Nested
        class Inside {
            @Test
            void last(Understudy understudy) {
                SEEN.add(understudy.endpoint());
            }
        }
    }

    @Test
    void a_class_and_those_nested_in_it_share_one_that_goes_with_them() {
        everythingPasses(2, EveryPlace.class);
        assertThat(SEEN).hasSizeGreaterThan(6);
        assertThat(distinct(SEEN)).hasSize(1);
        assertThat(listens(SEEN.get(0))).isFalse();
    }

    private static List<URI> distinct(List<URI> seen) {
        return seen.stream().distinct().toList();
    }

    @UnderstudyTest
    @TestInstance(TestInstance.Lifecycle.PER_CLASS)
    static class OneInstance {
        OneInstance(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @Test
        void one(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @Test
        void two(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }
    }

    @Test
    void an_instance_made_before_all_callbacks_has_it_too() {
        everythingPasses(2, OneInstance.class);
        assertThat(SEEN).hasSize(3);
        assertThat(distinct(SEEN)).hasSize(1);
    }

    @Test
    void two_classes_have_two() {
        everythingPasses(4, EveryPlace.class, OneInstance.class);
        assertThat(distinct(SEEN)).hasSize(2);
    }

    @UnderstudyTest
    static class OtherwiseInside {
        @Test
        void outer(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }

        @Nested
        @UnderstudyTest(config = "config/understudy.yaml")
        class Inside {
            @Test
            void inner(Understudy understudy) {
                SEEN.add(understudy.endpoint());
            }
        }
    }

    @Test
    void a_nested_class_that_asks_for_another_configuration_has_its_own() {
        everythingPasses(2, OtherwiseInside.class);
        assertThat(distinct(SEEN)).hasSize(2);
    }

    @UnderstudyTest(scope = Scope.SUITE)
    static class SuiteOne {
        @Test
        void one(Understudy understudy) {
            SEEN.add(understudy.endpoint());
        }
    }

    @UnderstudyTest(scope = Scope.SUITE)
    static class SuiteTwo extends SuiteOne {}

    @UnderstudyTest(scope = Scope.SUITE, config = "config/understudy.yaml")
    static class SuiteOther extends SuiteOne {}

    @UnderstudyTest(scope = Scope.SUITE, reset = Reset.NEVER)
    static class SuiteNeverReset extends SuiteOne {}

    static class SuiteByField {
        @RegisterExtension
        static final UnderstudyExtension UNDERSTUDY =
                UnderstudyExtension.builder().scope(Scope.SUITE).build();

        @Test
        void one() {
            SEEN.add(UNDERSTUDY.endpoint());
        }
    }

    @Test
    void a_suite_has_one_for_equal_settings_however_they_were_said() {
        everythingPasses(3, SuiteOne.class, SuiteTwo.class, SuiteByField.class);
        assertThat(SEEN).hasSize(3);
        assertThat(distinct(SEEN)).hasSize(1);
        assertThat(listens(SEEN.get(0))).isFalse();
    }

    @Test
    void a_suite_has_one_for_each_of_different_settings() {
        everythingPasses(3, SuiteOne.class, SuiteOther.class, SuiteNeverReset.class);
        assertThat(distinct(SEEN)).hasSize(3);
    }

    @Test
    void the_next_suite_begins_anew() {
        everythingPasses(1, SuiteByField.class);
        everythingPasses(1, SuiteByField.class);
        assertThat(SEEN).hasSize(2);
    }

    abstract static class Base {
        @RegisterExtension
        static final UnderstudyExtension INHERITED =
                UnderstudyExtension.builder().build();

        @Test
        void it_is_the_one_that_is_injected(Understudy understudy) {
            assertThat(INHERITED.understudy()).isSameAs(understudy);
            SEEN.add(INHERITED.awsProperties().endpoint());
        }
    }

    static class Heir extends Base {}

    static class OtherHeir extends Base {}

    @Test
    void classes_that_inherit_a_field_have_one_each() {
        everythingPasses(2, Heir.class, OtherHeir.class);
        assertThat(SEEN).hasSize(2);
    }

    @Test
    void a_field_that_no_class_runs_with_says_so() {
        assertThatIllegalStateException()
                .isThrownBy(() -> UnderstudyExtension.builder().build().endpoint())
                .withMessageContaining("Understudy does not run here");
    }

    static class EachItsOwn {
        @RegisterExtension
        final UnderstudyExtension understudy =
                UnderstudyExtension.builder().yaml(Fixture.inlineRole("Mine")).build();

        @Test
        void one() {
            SEEN.add(understudy.endpoint());
        }

        @Test
        void two(Understudy injected) {
            assertThat(understudy.understudy()).isSameAs(injected);
            SEEN.add(understudy.endpoint());
        }
    }

    @Test
    void an_instance_field_has_one_for_each_test_instance() {
        everythingPasses(2, EachItsOwn.class);
        assertThat(distinct(SEEN)).hasSize(2);
        assertThat(SEEN).noneMatch(ScopesTest::listens);
    }

    /** Whichever method runs first, the other must find the time as it was, from its constructor on. */
    @UnderstudyTest
    static class MovesTime {
        private final Understudy understudy;

        MovesTime(Understudy understudy) {
            this.understudy = understudy;
            timeIsOurs(understudy);
        }

        @BeforeAll
        static void move(Understudy understudy) {
            timeIsOurs(understudy);
        }

        private static void timeIsOurs(Understudy understudy) {
            assertThat(understudy.clock().instant()).isBefore(FAR);
        }

        @Test
        void one() {
            timeIsOurs(understudy);
            understudy.clock().set(FAR);
        }

        @Test
        void two() {
            timeIsOurs(understudy);
            understudy.clock().set(FAR);
        }
    }

    @UnderstudyTest(reset = Reset.NEVER)
    static class MovesTimeForAll extends MovesTime {
        MovesTimeForAll(Understudy understudy) {
            super(understudy);
        }
    }

    @UnderstudyTest
    static class SetUpForAll {
        @BeforeAll
        static void move(Understudy understudy) {
            understudy.clock().set(FAR);
        }

        @Test
        void one(Understudy understudy) {
            assertThat(understudy.clock().instant()).isBefore(FAR);
        }
    }

    @Test
    void each_test_starts_clean_unless_it_is_said_otherwise() {
        everythingPasses(3, MovesTime.class, SetUpForAll.class);
        assertThat(InnerRun.of(MovesTimeForAll.class).passed()).isEqualTo(1);
    }

    @UnderstudyTest
    static class TokenFiles {
        TokenFiles(@Token Path ofTheClass) {
            FILES.add(ofTheClass);
        }

        @Test
        void a_file_holds_a_token(@Token(subject = "bob") Path file) throws IOException {
            assertThat(Files.readString(file).split("\\.")).hasSize(3);
            FILES.add(file);
        }
    }

    @Test
    void token_files_go_with_what_they_were_made_for() {
        everythingPasses(1, TokenFiles.class);
        assertThat(FILES).hasSize(2).noneMatch(Files::exists);
    }

    @Test
    void builders_do_not_change() {
        UnderstudyExtension.Builder builder = UnderstudyExtension.builder();
        assertThat(Stream.of(builder.scope(Scope.SUITE), builder.yaml("{}"), builder.reset(Reset.NEVER)))
                .doesNotContain(builder)
                .doesNotHaveDuplicates();
    }
}
