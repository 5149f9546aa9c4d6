package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.policy.RequestContext;
import java.util.List;

/** The condition keys of the session tags that a call asks for. */
final class SessionTagContext {
    private SessionTagContext() {}

    static void addTo(RequestContext.Builder context, SessionTags tags) {
        tags.tags().forEach((key, value) -> context.with("aws:RequestTag/" + key, value));
        context.withAll("aws:TagKeys", List.copyOf(tags.tags().keySet()));
        context.withAll("sts:TransitiveTagKeys", tags.transitiveKeys());
    }
}
