package dev.understudy.sts;

import dev.understudy.policy.RequestContext;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Optional;

/**
 * What is known of a request whoever makes it, for the condition keys that every request has.
 *
 * @param sourceIp the caller's address
 * @param secure whether it came over TLS
 * @param region the region that the endpoint stands for
 */
public record RequestFacts(Instant time, String sourceIp, boolean secure, Optional<String> userAgent, String region) {
    /** Adds {@code aws:CurrentTime} and the other keys of AWS's global condition context. */
    void addTo(RequestContext.Builder context) {
        addTime(context, time);
        context.with("aws:SourceIp", sourceIp)
                .with("aws:SecureTransport", Boolean.toString(secure))
                .with("aws:RequestedRegion", region);
        userAgent.ifPresent(agent -> context.with("aws:UserAgent", agent));
    }

    static void addTime(RequestContext.Builder context, Instant time) {
        context.with("aws:CurrentTime", time.truncatedTo(ChronoUnit.SECONDS).toString())
                .with("aws:EpochTime", Long.toString(time.getEpochSecond()));
    }
}
