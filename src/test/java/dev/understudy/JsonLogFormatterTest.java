package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.Asked;
import dev.understudy.journal.Call;
import dev.understudy.journal.Journal;
import dev.understudy.policy.Explanation.Outcome;
import dev.understudy.policy.Explanation.Step;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsFault;
import dev.understudy.sts.Trace;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Each record is one line of JSON, whatever is in it. */
class JsonLogFormatterTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00.120Z");

    private final JsonLogFormatter formatter = new JsonLogFormatter();

    private static LogRecord line(Level level, String message) {
        LogRecord line = new LogRecord(level, message);
        line.setInstant(NOW);
        line.setLoggerName("dev.understudy.test");
        return line;
    }

    private JsonNode read(LogRecord logRecord) {
        String text = formatter.format(logRecord);
        assertThat(text).endsWith("}\n").matches("[\\x20-\\x7E]*\\n");
        return new JsonMapper().readTree(text);
    }

    @Test
    void a_record_has_time_level_logger_and_message() {
        assertThat(read(line(Level.INFO, "hello"))).isEqualTo(new JsonMapper().readTree("""
                        {"time": "2026-11-05T10:00:00.120Z", "level": "INFO", "logger": "dev.understudy.test",
                         "message": "hello"}"""));
    }

    @ParameterizedTest
    @CsvSource({"SEVERE, ERROR", "WARNING, WARNING", "INFO, INFO", "CONFIG, DEBUG", "FINE, DEBUG", "FINER, TRACE"})
    void levels_have_the_names_of_system_logger(String level, String expected) {
        assertThat(read(line(Level.parse(level), "")).required("level").asString())
                .isEqualTo(expected);
    }

    @Test
    void nothing_ends_the_line_early() {
        String message = "a\r\n{\"level\":\"ERROR\"}\u0000\u001b[2J\u0085\u2028\"\\ é \uD83D\uDE00";
        assertThat(read(line(Level.INFO, message)).required("message").asString())
                .isEqualTo(message);
    }

    @Test
    void a_defect_brings_its_stack_trace() {
        LogRecord line = line(Level.SEVERE, "The handler of / failed");
        line.setThrown(new IllegalStateException("broken", new RuntimeException("below")));
        assertThat(read(line).required("thrown").asString())
                .startsWith("java.lang.IllegalStateException: broken\n")
                .contains("\tat dev.understudy.JsonLogFormatterTest.", "Caused by: java.lang.RuntimeException: below");
    }

    @Test
    void a_call_brings_its_parts_through_the_systems_logger() {
        List<LogRecord> records = new ArrayList<>();
        Logger logger = Logger.getLogger("dev.understudy.JsonLogFormatterTest");
        Handler handler = new Handler() {
            @Override
            public void publish(LogRecord logRecord) {
                records.add(logRecord);
            }

            @Override
            public void flush() {}

            @Override
            public void close() {}
        };
        logger.setLevel(Level.INFO);
        logger.setUseParentHandlers(false);
        logger.addHandler(handler);
        try {
            Trace trace = new Trace(
                    "sub is `a`, not `{0}`",
                    List.of(new Step("trust policy", Outcome.FAILED, "no")),
                    Optional.of("arn:aws:iam::123456789012:role/R"),
                    Optional.of("https://idp.example.org"),
                    Optional.of("a"));
            StsFault fault = new StsFault(StsErrorCode.ACCESS_DENIED, "Not authorized");
            Call.Draft draft = new Call.Draft("id-1", NOW, new Call.Client("127.0.0.1", Optional.empty()));
            draft.asks("AssumeRoleWithWebIdentity", Asked.NOTHING);
            new Journal(System.getLogger(logger.getName())).record(draft.refused(fault, trace));
        } finally {
            logger.removeHandler(handler);
        }

        assertThat(records).hasSize(1);
        JsonNode line = read(records.get(0));
        assertThat(line.required("message").asString())
                .startsWith("refused AssumeRoleWithWebIdentity AccessDenied role=")
                .endsWith(" requestId=id-1: sub is `a`, not `{0}`");
        assertThat(line.required("call")).isEqualTo(new JsonMapper().readTree("""
                {"outcome": "refused", "action": "AssumeRoleWithWebIdentity", "error": "AccessDenied",
                 "role": "arn:aws:iam::123456789012:role/R", "issuer": "https://idp.example.org", "subject": "a",
                 "requestId": "id-1", "reason": "sub is `a`, not `{0}`"}"""));
    }
}
