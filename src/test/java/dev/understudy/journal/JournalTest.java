package dev.understudy.journal;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.sts.Bounded;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.nio.charset.StandardCharsets;
import java.text.MessageFormat;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class JournalTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");

    private final List<String> lines = new ArrayList<>();
    private final Journal journal = new Journal(new Lines(lines));

    private static Trace trace(String summary, String subject) {
        return new Trace(
                summary,
                List.of(new Step("trust policy", Outcome.FAILED, summary)),
                Optional.of("arn:aws:iam::123456789012:role/R"),
                Optional.of("https://idp.example.org"),
                Optional.of(subject));
    }

    private static Call call(String id, Optional<StsFault> fault, Trace trace) {
        Call.Draft draft = new Call.Draft(id, NOW, new Call.Client("127.0.0.1", Optional.empty()));
        draft.asks("AssumeRoleWithWebIdentity", Asked.NOTHING);
        return fault.map(shown -> draft.refused(shown, trace)).orElseGet(() -> draft.allowed(trace));
    }

    @Test
    void an_allowed_call_is_one_line() {
        journal.record(call("id-1", Optional.empty(), trace("allowed", "alice")));
        assertThat(lines)
                .containsExactly("allowed AssumeRoleWithWebIdentity role=arn:aws:iam::123456789012:role/R"
                        + " issuer=https://idp.example.org subject=alice requestId=id-1");
    }

    @Test
    void a_refused_call_is_one_line_that_says_why() {
        StsFault fault = new StsFault(StsErrorCode.ACCESS_DENIED, "Not authorized");
        journal.record(call("id-2", Optional.of(fault), trace("sub is `a`, the policy wants `b`", "a")));
        assertThat(lines)
                .containsExactly("refused AssumeRoleWithWebIdentity AccessDenied"
                        + " role=arn:aws:iam::123456789012:role/R issuer=https://idp.example.org subject=a"
                        + " requestId=id-2: sub is `a`, the policy wants `b`");
    }

    @Test
    void nobody_begins_a_line_of_their_own() {
        journal.record(call("id", Optional.empty(), trace("", "a\r\nallowed GetCallerIdentity\u0085\u2028x\u001b[2J")));
        assertThat(lines).hasSize(1);
        assertThat(lines.get(0))
                .contains("subject=a??allowed GetCallerIdentity")
                .doesNotContain("\n", "\r", "\u001b", "\u0085", "\u2028");
    }

    @Test
    void the_newest_thousand_are_kept() {
        for (int i = 0; i <= Journal.CAPACITY; i++) {
            journal.record(call("id-" + i, Optional.empty(), trace("", "s")));
        }
        assertThat(journal.find("id-0")).isEmpty();
        assertThat(journal.find("id-1")).isPresent();
        assertThat(journal.find("id-" + Journal.CAPACITY)).isPresent();
    }

    /** What is forgotten on purpose is not missed. */
    @Test
    void it_counts_what_made_room() {
        for (int i = 0; i < Journal.CAPACITY; i++) {
            journal.record(call("id-" + i, Optional.empty(), trace("", "s")));
        }
        assertThat(journal.calls().dropped()).isZero();
        journal.record(call("one", Optional.empty(), trace("", "s")));
        journal.record(call("two", Optional.empty(), trace("", "s")));
        assertThat(journal.calls().dropped()).isEqualTo(2);
        assertThat(journal.calls().refused().dropped()).isEqualTo(2);
        journal.clear();
        assertThat(journal.calls().dropped()).isZero();
    }

    @Test
    void long_texts_are_cut() {
        String atTheLimit = "a".repeat(Bounded.MAXIMUM_LENGTH);
        Trace trace = trace(atTheLimit + "a", atTheLimit);
        assertThat(trace.summary()).isEqualTo(atTheLimit + "…");
        assertThat(trace.subject()).hasValue(atTheLimit);
        assertThat(trace.steps().get(0).detail()).isEqualTo(atTheLimit + "…");
    }

    @Test
    void a_token_in_the_wrong_place_is_not_kept() {
        String token = "eyJhbGciOiJSUzI1NiJ9.eyJpc3MiOiJodHRwcyJ9.c2lnbmF0dXJl-_";
        assertThat(trace("Value '" + token + "' at 'roleSessionName'", "IQoJb3JpZ2luX2Vj+/abc=="))
                .satisfies(trace -> assertThat(trace.summary()).isEqualTo("Value '(a token)' at 'roleSessionName'"))
                .satisfies(trace -> assertThat(trace.subject()).hasValue("(a token)"));
        assertThat(trace("eyJoe is a name", "s").summary()).isEqualTo("eyJoe is a name");
    }

    /** JSON may begin with white space, and may have some behind its brace; an encrypted token has five parts. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{ \"alg\":\"RS256\"}",
                "{\n  \"alg\": \"RS256\"\n}",
                "{\r\n\t\"a\":1}",
                "\n{\"a\":1}",
                " {\"\":1}"
            })
    void a_token_is_known_by_its_shape(String header) {
        String first = Base64.getUrlEncoder().withoutPadding().encodeToString(header.getBytes(StandardCharsets.UTF_8));
        for (String rest : List.of(".e30.c2ln", ".e30.", "..aXY.Y2lwaGVy.dGFn", ".a2V5.aXY.Y2lwaGVy.dGFn")) {
            assertThat(trace("Value '" + first + rest + "' at", "x." + first + rest))
                    .satisfies(trace -> assertThat(trace.summary()).isEqualTo("Value '(a token)' at"))
                    .satisfies(trace -> assertThat(trace.subject()).hasValue("x.(a token)"));
        }
        assertThat(trace(first + ".com", "s").summary()).isEqualTo(first + ".com");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "example.server.com",
                "ewok.example.com",
                "eyes.example.co.uk",
                "1.2.3.4",
                "ey.a.b",
                "e.a.b",
                "..."
            })
    void a_name_with_dots_is_none(String name) {
        assertThat(trace("https://" + name + "/$1\\", name))
                .satisfies(trace -> assertThat(trace.summary()).isEqualTo("https://" + name + "/$1\\"))
                .satisfies(trace -> assertThat(trace.subject()).hasValue(name));
    }

    /** Each of these is looked at once; if every place were tried anew, a body of a mebibyte would take an hour. */
    @Test
    void a_text_of_beginnings_costs_no_more_than_its_length() {
        assertThat(trace("eyJ".repeat(350_000), "s").summary())
                .startsWith("eyJeyJ")
                .hasSize(Bounded.MAXIMUM_LENGTH + 1);
        assertThat(trace("eyJ-".repeat(250_000), "s").summary()).startsWith("eyJ-");
        assertThat(trace("eyJ ".repeat(250_000), "s").summary()).startsWith("eyJ ");
        assertThat(trace("eyAg.".repeat(250_000), "s").summary()).startsWith("eyAg.");
        assertThat(trace("eyAg".repeat(250_000) + "..", "s").summary()).startsWith("eyAg");
    }

    /** A logger that keeps its lines. */
    private record Lines(List<String> lines) implements System.Logger {
        @Override
        public String getName() {
            return "test";
        }

        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, Supplier<String> line) {
            lines.add(line.get());
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String text, @Nullable Throwable thrown) {
            lines.add(text);
        }

        @Override
        public void log(Level level, @Nullable ResourceBundle bundle, String format, Object... parameters) {
            lines.add(MessageFormat.format(format, parameters));
        }
    }
}
