package dev.understudy.protocol;

import dev.understudy.journal.Call;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.sts.RequestFacts;
import dev.understudy.sts.StsFault;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/**
 * One request under way: its ids, its instant, what is known of the call, and the headers that every answer carries.
 *
 * @param now our time, by which is decided
 * @param date the time that clients go by; they correct their own clocks by what an answer says
 * @param started when it came in, by {@link System#nanoTime()}
 */
record Exchange(
        HttpRequest request,
        Instant now,
        Instant date,
        long started,
        RequestId requestId,
        WireFormat format,
        Call.Draft call) {
    /** RFC 9110: always two digits of the day, which Java's own RFC 1123 format has not. */
    private static final DateTimeFormatter HTTP_DATE =
            DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.US);

    private static final String REQUEST_ID = "x-amzn-RequestId";
    private static final String EXTENDED_REQUEST_ID = "x-amz-sts-extended-request-id";

    static Exchange begin(HttpRequest request, Instant now, Instant date, RequestId requestId) {
        Call.Client client =
                new Call.Client(request.remoteAddress(), request.headers().first("User-Agent"));
        Call.Draft call = new Call.Draft(requestId.id(), now, client);
        return new Exchange(request, now, date, System.nanoTime(), requestId, WireFormat.of(request), call);
    }

    RequestFacts facts(String region) {
        return new RequestFacts(
                now,
                request.remoteAddress(),
                request.secure(),
                request.headers().first("User-Agent"),
                region);
    }

    HttpResponse respond(int status, String body) {
        return respond(status, body, format.contentType());
    }

    HttpResponse fault(StsFault fault, String namespace) {
        return respond(fault.code().status(), format.error(fault, requestId, namespace));
    }

    /** On any path but the root, an unknown operation wins over every other error. */
    HttpResponse unknownOperation() {
        return respond(404, "<UnknownOperationException/>\n", WireFormat.XML.contentType());
    }

    /** A request without an action is sent to a page about IAM; a GET keeps its query. */
    HttpResponse redirect(String location) {
        String query = request.method().equals("GET") && !request.query().isEmpty() ? "?" + request.query() : "";
        return new HttpResponse(302, headers().with("Location", location + query), new byte[0]);
    }

    private HttpResponse respond(int status, String body, String contentType) {
        return new HttpResponse(
                status, headers().with("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    /** An answer of a service that speaks AWS JSON, which has no extended request id. */
    HttpResponse respondInJson(int status, String body, String contentType) {
        return new HttpResponse(
                status, commonHeaders().with("Content-Type", contentType), body.getBytes(StandardCharsets.UTF_8));
    }

    private Headers headers() {
        return commonHeaders().with(EXTENDED_REQUEST_ID, requestId.extended());
    }

    private Headers commonHeaders() {
        return Headers.of(REQUEST_ID, requestId.id(), "Date", HTTP_DATE.format(date.atOffset(ZoneOffset.UTC)));
    }
}
