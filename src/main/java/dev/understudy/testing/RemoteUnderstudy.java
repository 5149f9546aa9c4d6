package dev.understudy.testing;

import dev.understudy.idp.KeyFault;
import dev.understudy.json.JsonPrinter;
import dev.understudy.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The control API of an Understudy in another process or container. What a call takes and answers, as maps and lists, is
 * JSON with the members that the guide to the control API names.
 *
 * <p>Every call throws {@link IllegalArgumentException} if Understudy refuses what it is asked, with its sentence;
 * {@link UncheckedIOException} if it cannot be reached; and {@link IllegalStateException} if it fails, if something else
 * answers there, or if the thread is interrupted.
 */
public final class RemoteUnderstudy {
    private static final Duration PATIENCE = Duration.ofSeconds(30);
    private static final JsonReader JSON = JsonReader.lastWins();

    private final URI endpoint;
    private final HttpClient http;

    private RemoteUnderstudy(URI endpoint, HttpClient http) {
        this.endpoint = endpoint;
        this.http = http;
    }

    /** The Understudy that listens at an address such as {@code http://localhost:4592}. */
    public static RemoteUnderstudy at(URI endpoint) {
        return at(
                endpoint,
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(PATIENCE)
                        .build());
    }

    /** The same over this client, which may trust certificates that the JVM does not. */
    public static RemoteUnderstudy at(URI endpoint, HttpClient http) {
        return new RemoteUnderstudy(endpoint, http);
    }

    public URI endpoint() {
        return endpoint;
    }

    /** The default region of its configuration. */
    public String region() {
        return text(call("GET", "/health"), "region");
    }

    /** A token of a {@code local} issuer, valid for an hour. */
    public String token(String issuer, String audience, String subject) {
        return token(Map.of("issuer", issuer, "audience", audience, "subject", subject));
    }

    /** A token as these members of {@code POST /_understudy/tokens} want it. */
    public String token(Map<String, ?> request) {
        return text(call("POST", "/tokens", request), "token");
    }

    /** The time that Understudy goes by. */
    public Instant now() {
        return Instant.parse(text(call("GET", "/clock"), "now"));
    }

    /** Sets the clock, which goes on from there. */
    public void setClock(Instant now) {
        call("PUT", "/clock", Map.of("now", now.toString()));
    }

    /** Moves the clock on by zero or more; {@link #setClock} moves it back. */
    public void advanceClock(Duration by) {
        call("POST", "/clock/advance", Map.of("by", by.toString()));
    }

    /** Time stands still at what it is. */
    public void freezeClock() {
        call("PUT", "/clock", Map.of("frozen", true));
    }

    /** Time stands still at this instant. */
    public void freezeClock(Instant at) {
        call("PUT", "/clock", Map.of("now", at.toString(), "frozen", true));
    }

    /** Time goes on from what it is. */
    public void resumeClock() {
        call("PUT", "/clock", Map.of("frozen", false));
    }

    /** Back to the machine's time. */
    public void resetClock() {
        call("DELETE", "/clock");
    }

    /** The session with this access key id is expired from now on. */
    public void expireSession(String accessKeyId) {
        call("POST", "/sessions/expire", Map.of("accessKeyId", accessKeyId));
    }

    /** Every session of the role so far is expired from now on. */
    public void expireSessionsOf(String roleArn) {
        call("POST", "/sessions/expire", Map.of("roleArn", roleArn));
    }

    /** Every session so far is expired from now on. */
    public void expireAllSessions() {
        call("POST", "/sessions/expire", Map.of("all", true));
    }

    /** A local issuer signs with a new key; the former one is still published. */
    public void rotateKeys(String issuer) {
        call("POST", keysOf(issuer) + "/rotate");
    }

    /** A local issuer publishes no other key than the one that it signs with. */
    public void retireKeys(String issuer) {
        call("POST", keysOf(issuer) + "/retire");
    }

    /** A local issuer's keys cannot be had as they should be, until they are mended. */
    public void breakKeys(String issuer, KeyFault fault) {
        call("POST", keysOf(issuer) + "/fault", Map.of("keys", fault.word()));
    }

    /** A local issuer's keys can be had again. */
    public void mendKeys(String issuer) {
        call("DELETE", keysOf(issuer) + "/fault");
    }

    private static String keysOf(String issuer) {
        return "/issuers/" + issuer.replaceFirst("^https://", "");
    }

    /**
     * The next calls that match fail or wait, as these members of {@code POST /_understudy/faults} say.
     *
     * @return the fault's id
     */
    public String addFault(Map<String, ?> fault) {
        return text(call("POST", "/faults", fault), "id");
    }

    /**
     * The fault of this id is gone.
     *
     * @throws IllegalArgumentException if none of this id is left
     */
    public void removeFault(String id) {
        call("DELETE", "/faults/" + encoded(id));
    }

    /** No call fails by injection any more. */
    public void clearFaults() {
        call("DELETE", "/faults");
    }

    /** The calls that are remembered, oldest first. */
    public List<Map<String, Object>> events() {
        return events(Map.of());
    }

    /** Those that the filters of {@code GET /_understudy/events} leave, such as {@code "outcome", "refused"}. */
    public List<Map<String, Object>> events(Map<String, String> filters) {
        String query = filters.entrySet().stream()
                .map(filter -> encoded(filter.getKey()) + "=" + encoded(filter.getValue()))
                .collect(Collectors.joining("&", "?", ""));
        return call("GET", "/events" + query).path("events").values().stream()
                .map(PlainJson::read)
                .toList();
    }

    private static String encoded(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8);
    }

    /** Forgets the calls so far. */
    public void forgetEvents() {
        call("DELETE", "/events");
    }

    /** Whether these parameters of AssumeRoleWithWebIdentity would be granted, and why; mints nothing. */
    public Map<String, Object> explain(Map<String, ?> parameters) {
        return PlainJson.read(call("POST", "/explain", parameters));
    }

    /** Back to the configuration: the time, the sessions, the faults, the calls. */
    public void reset() {
        call("POST", "/reset");
    }

    private JsonNode call(String method, String path) {
        return send(method, path, HttpRequest.BodyPublishers.noBody());
    }

    private JsonNode call(String method, String path, Map<String, ?> body) {
        String json = JsonPrinter.PLAIN.print(PlainJson.write(body));
        return send(method, path, HttpRequest.BodyPublishers.ofString(json));
    }

    private JsonNode send(String method, String path, HttpRequest.BodyPublisher body) {
        HttpRequest request = HttpRequest.newBuilder(endpoint.resolve("/_understudy" + path))
                .timeout(PATIENCE)
                .header("Content-Type", "application/json")
                .method(method, body)
                .build();
        try {
            return answer(http.send(request, HttpResponse.BodyHandlers.ofString()));
        } catch (IOException failure) {
            throw new UncheckedIOException("No Understudy answers at " + endpoint + ".", failure);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("Interrupted while waiting for Understudy.", interrupted);
        }
    }

    /** Whatever else may listen there answers no JSON object. */
    private JsonNode answer(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() < 300) {
            if (!body.isObject()) {
                throw noUnderstudy();
            }
            return body;
        }
        String reason = body.path("error")
                .stringValue(
                        body.isObject() || response.body().isEmpty()
                                ? "Understudy answered with status " + response.statusCode() + "."
                                : response.body());
        throw response.statusCode() < 500 ? new IllegalArgumentException(reason) : new IllegalStateException(reason);
    }

    private String text(JsonNode answer, String member) {
        JsonNode value = answer.path(member);
        if (!value.isString()) {
            throw noUnderstudy();
        }
        return value.stringValue();
    }

    private IllegalStateException noUnderstudy() {
        return new IllegalStateException("No Understudy answers at " + endpoint + ".");
    }

    /** An answer that is not JSON, such as a refusal of the host name, is its own reason. */
    private static JsonNode json(String body) {
        try {
            return JSON.read(body);
        } catch (JacksonException plain) {
            return JsonNodeFactory.instance.missingNode();
        }
    }
}
