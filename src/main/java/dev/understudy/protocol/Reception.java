package dev.understudy.protocol;

import dev.understudy.journal.Call;
import dev.understudy.journal.CallListener;
import dev.understudy.journal.Journal;
import dev.understudy.server.HttpRequest;
import dev.understudy.sts.ErrorCode;
import dev.understudy.sts.StsFault;
import java.security.SecureRandom;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Supplier;

/** What every service does with a call besides answering it: gives it its ids and its time, and keeps what came of it. */
public final class Reception {
    private final Journal journal;
    private final CallListener listener;
    private final InstantSource clock;
    private final InstantSource clientClock;
    private final SecureRandom random;
    private final Supplier<String> region;
    private final System.Logger log = System.getLogger(Reception.class.getName());

    /**
     * @param clock our time, by which is decided
     * @param clientClock the time that clients go by
     * @param region that of the configuration in use
     */
    public Reception(
            Journal journal,
            CallListener listener,
            InstantSource clock,
            InstantSource clientClock,
            SecureRandom random,
            Supplier<String> region) {
        this.journal = journal;
        this.listener = listener;
        this.clock = clock;
        this.clientClock = clientClock;
        this.random = random;
        this.region = region;
    }

    String region() {
        return region.get();
    }

    Exchange begin(HttpRequest request) {
        Instant date = clientClock.instant();
        return Exchange.begin(request, clock.instant(), date, RequestId.next(random, date, region()));
    }

    /** @param served whether the service has such an action; a client cannot bring names of its own into what is counted */
    void record(Exchange exchange, Call call, boolean served) {
        journal.record(call);
        Optional<ErrorCode> code = call.error().map(StsFault::code);
        listener.called(
                served ? call.action() : CallListener.OTHER,
                call.outcome(),
                code,
                System.nanoTime() - exchange.started());
    }

    /** Tells the people here what an answer, which is AWS's, does not tell the client; no call is kept of it. */
    void tell(Exchange exchange, String what) {
        log.log(System.Logger.Level.INFO, "The request " + exchange.requestId().id() + " was " + what + ".");
    }

    /** Tells us, and not the client, what went wrong with ourselves. */
    void logDefect(Exchange exchange, RuntimeException defect) {
        log.log(
                System.Logger.Level.ERROR,
                "A defect, in request " + exchange.requestId().id(),
                defect);
    }
}
