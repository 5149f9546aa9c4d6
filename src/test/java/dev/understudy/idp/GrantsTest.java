package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class GrantsTest {
    private final Grants grants = new Grants(InstantSource.fixed(ProviderFixture.NOW), new SecureRandom());

    private static Grant grant() {
        return new Grant(
                "https://i.example",
                "app",
                "http://localhost/",
                "alice",
                Set.of(),
                Optional.empty(),
                Optional.empty(),
                ProviderFixture.NOW);
    }

    private boolean isTaken(String code) {
        try {
            return grants.use(Grants.Kind.CODE, code, grant -> {}).grant().equals(grant());
        } catch (OAuthException e) {
            return false;
        }
    }

    @Test
    void no_more_are_kept_than_there_is_room_for() {
        IntStream.range(0, Grants.CAPACITY).forEach(i -> grants.code(grant()));
        assertThat(grants.size()).isEqualTo(Grants.CAPACITY);
        grants.code(grant());
        assertThat(grants.size()).isEqualTo(Grants.CAPACITY);
        grants.clear();
        assertThat(grants.size()).isZero();
    }

    @Test
    void a_code_is_taken_to_the_last_character() {
        String code = grants.code(grant());

        for (String wrong : List.of("", code.substring(0, 24), code.substring(1), code + "A", "x".repeat(10_000))) {
            assertThat(isTaken(wrong)).isFalse();
        }
        assertThat(isTaken(grants.code(grant()))).isTrue();
        String other = grants.code(grant());
        assertThat(isTaken(other.substring(0, other.length() - 1) + (other.endsWith("A") ? "B" : "A")))
                .isFalse();
    }

    @Test
    void of_many_who_present_a_code_one_succeeds() throws Exception {
        String code = grants.code(grant());
        int presenters = 8;
        CyclicBarrier start = new CyclicBarrier(presenters);
        ExecutorService threads = Executors.newFixedThreadPool(presenters);
        try {
            Callable<Boolean> task = () -> {
                start.await();
                return isTaken(code);
            };
            int taken = 0;
            for (Future<Boolean> one : threads.invokeAll(
                    IntStream.range(0, presenters).mapToObj(i -> task).toList())) {
                taken += one.get() ? 1 : 0;
            }
            assertThat(taken).isEqualTo(1);
        } finally {
            threads.shutdownNow();
        }
    }
}
