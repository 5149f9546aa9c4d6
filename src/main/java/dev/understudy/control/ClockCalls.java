package dev.understudy.control;

import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** What time it is, and another time on demand. Each call answers the clock as it is then. */
public final class ClockCalls implements ControlCalls {
    private static final String INSTANT = "a time such as \"2030-01-31T12:00:00Z\"";
    private static final String DURATION = "an ISO 8601 duration such as \"PT1H\"";

    private final TestClock clock;

    public ClockCalls(TestClock clock) {
        this.clock = clock;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("GET", "/clock", (request, rest) -> reading()),
                new Endpoint("PUT", "/clock", (request, rest) -> put(request)),
                new Endpoint("DELETE", "/clock", (request, rest) -> reset()),
                new Endpoint("POST", "/clock/advance", (request, rest) -> advance(request)));
    }

    private HttpResponse put(HttpRequest request) throws ControlException {
        StrictBody body = StrictBody.of(request, "now", "frozen");
        Optional<Instant> now = instant(body);
        Optional<Boolean> frozen = body.truth("frozen");
        if (now.isEmpty() && frozen.isEmpty()) {
            throw ControlException.badRequest("Say now, frozen or both.");
        }
        try {
            change(now, frozen.orElse(false));
        } catch (IllegalArgumentException outOfRange) {
            throw ControlException.badRequest(String.valueOf(outOfRange.getMessage()));
        }
        return reading();
    }

    /** Without a time, it goes on or stops at what it is. */
    private void change(Optional<Instant> now, boolean frozen) {
        if (frozen) {
            now.ifPresentOrElse(clock::freezeAt, clock::freeze);
        } else {
            now.ifPresentOrElse(clock::set, clock::resume);
        }
    }

    private HttpResponse advance(HttpRequest request) throws ControlException {
        String by =
                StrictBody.of(request, "by").text("by", DURATION).orElseThrow(() -> StrictBody.wrong("by", DURATION));
        try {
            clock.advance(Duration.parse(by));
        } catch (DateTimeException malformed) {
            throw StrictBody.wrong("by", DURATION);
        } catch (IllegalArgumentException outOfRange) {
            throw ControlException.badRequest(String.valueOf(outOfRange.getMessage()));
        }
        return reading();
    }

    private HttpResponse reset() {
        clock.reset();
        return reading();
    }

    private HttpResponse reading() {
        TestClock.Reading reading = clock.read();
        return Json.response(
                200,
                Json.object()
                        .put("now", reading.now().toString())
                        .put("frozen", reading.frozen())
                        .put("offset", reading.offset().toString()));
    }

    private static Optional<Instant> instant(StrictBody body) throws ControlException {
        Optional<String> text = body.text("now", INSTANT);
        try {
            return text.map(Instant::parse);
        } catch (DateTimeException malformed) {
            throw StrictBody.wrong("now", INSTANT);
        }
    }
}
