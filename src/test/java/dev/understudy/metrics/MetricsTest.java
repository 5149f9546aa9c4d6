package dev.understudy.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.journal.Call;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.token.KeyFetchException;
import dev.understudy.token.KeyFetcher;
import dev.understudy.token.KeySource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Counting and timing, before and after the library behind it is loaded. */
class MetricsTest {
    private static final KeySource SOURCE = new KeySource.Discovery(KeySource.Access.PLAIN);

    private final Metrics metrics = new Metrics();

    @ParameterizedTest
    @ValueSource(ints = {0, Metrics.MOST_WAITING - 1, Metrics.MOST_WAITING, Metrics.MOST_WAITING + 1})
    void no_call_is_lost_however_many_come_before_the_first_scrape(int calls) {
        call(calls);
        String scraped = metrics.scrape();
        if (calls > 0) {
            assertThat(scraped).contains(count(calls));
        } else {
            assertThat(scraped).doesNotContain("understudy_calls");
        }
        call(2);
        assertThat(metrics.scrape()).contains(count(calls + 2));
    }

    @Test
    void no_call_is_lost_while_the_library_is_loaded() throws InterruptedException {
        List<Thread> threads = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            Thread thread = new Thread(() -> call(2_000));
            threads.add(thread);
            thread.start();
        }
        metrics.scrape();
        for (Thread thread : threads) {
            thread.join();
        }
        assertThat(metrics.scrape()).contains(count(8_000));
    }

    @ParameterizedTest
    @CsvSource({
        "499999, 0.5 ms, '5.0E-4\"} 1'",
        "500000, 0.5 ms, '5.0E-4\"} 1'",
        "500001, more, '5.0E-4\"} 0'",
    })
    void a_bucket_holds_what_took_its_time_or_less(long nanoseconds, String name, String expected) {
        metrics.called("GetCallerIdentity", Call.Outcome.ALLOWED, Optional.empty(), nanoseconds);
        assertThat(metrics.scrape())
                .as(name)
                .contains("understudy_calls_seconds_bucket{action=\"GetCallerIdentity\",code=\"none\","
                        + "outcome=\"allowed\",le=\"" + expected);
    }

    @ParameterizedTest
    @CsvSource({"REFUSED, ACCESS_DENIED, refused, AccessDenied", "FAULTED, INTERNAL_FAILURE, faulted, InternalFailure"})
    void an_injected_fault_is_told_from_a_refusal(
            Call.Outcome outcome, StsErrorCode code, String outcomeLabel, String codeLabel) {
        metrics.called("GetCallerIdentity", outcome, Optional.of(code), 1);
        assertThat(metrics.scrape()).contains("code=\"" + codeLabel + "\",outcome=\"" + outcomeLabel + "\"} 1");
    }

    @Test
    void key_fetches_are_timed_and_come_out_as_they_are() throws KeyFetchException {
        KeyFetcher good = metrics.timing((issuer, source) -> "keys of " + issuer);
        KeyFetchException failure = new KeyFetchException("down");
        KeyFetcher bad = metrics.timing((issuer, source) -> {
            throw failure;
        });
        KeyFetcher defect = metrics.timing((issuer, source) -> {
            throw new IllegalStateException();
        });
        assertThat(good.fetch("a", SOURCE)).isEqualTo("keys of a");
        assertThatThrownBy(() -> bad.fetch("a", SOURCE)).isSameAs(failure);
        assertThatThrownBy(() -> defect.fetch("a", SOURCE)).isInstanceOf(IllegalStateException.class);
        assertThat(metrics.scrape())
                .contains("understudy_key_fetches_total{outcome=\"success\"} 1.0")
                .contains("understudy_key_fetches_total{outcome=\"failure\"} 2.0")
                .contains("understudy_key_fetch_seconds_count{outcome=\"failure\"} 2");
    }

    @Test
    void what_others_count_is_shown_as_it_is_at_the_time() {
        AtomicLong count = new AtomicLong(3);
        metrics.show("understudy.things", "Things", count::get);
        assertThat(metrics.scrape()).contains("# HELP understudy_things_total Things", "understudy_things_total 3.0");
        count.set(5);
        metrics.show("understudy.others", "Others", "good", () -> 7);
        assertThat(metrics.scrape())
                .contains("understudy_things_total 5.0", "understudy_others_total{outcome=\"good\"} 7.0");
    }

    private void call(int times) {
        for (int i = 0; i < times; i++) {
            metrics.called("GetCallerIdentity", Call.Outcome.ALLOWED, Optional.empty(), 1_000);
        }
    }

    private static String count(int calls) {
        return "understudy_calls_seconds_count{action=\"GetCallerIdentity\",code=\"none\",outcome=\"allowed\"} " + calls
                + "\n";
    }
}
