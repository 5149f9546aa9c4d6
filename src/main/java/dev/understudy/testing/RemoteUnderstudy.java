package dev.understudy.testing;

import dev.understudy.json.JsonPrinter;
import dev.understudy.json.JsonReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/**
 * The control API of an Understudy in another process or container. What a call takes and answers, as maps and lists, is
 * JSON with the members that the guide to the control API names.
 *
 * <p>Every call throws {@link IllegalArgumentException} if Understudy refuses what it is asked, with its sentence;
 * {@link UncheckedIOException} if it cannot be reached; and {@link IllegalStateException} if it fails, or the thread is
 * interrupted.
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
        return call("GET", "/health").required("region").asString();
    }

    /** A token of a {@code local} issuer, valid for an hour. */
    public String token(String issuer, String audience, String subject) {
        return token(Map.of("issuer", issuer, "audience", audience, "subject", subject));
    }

    /** A token as these members of {@code POST /_understudy/tokens} want it. */
    public String token(Map<String, ?> request) {
        return call("POST", "/tokens", request).required("token").asString();
    }

    /** The time that Understudy goes by. */
    public Instant now() {
        return Instant.parse(call("GET", "/clock").required("now").asString());
    }

    /** Sets the clock, which goes on from there. */
    public void setClock(Instant now) {
        call("PUT", "/clock", Map.of("now", now.toString()));
    }

    /** Moves the clock on by zero or more; {@link #setClock} moves it back. */
    public void advanceClock(Duration by) {
        call("POST", "/clock/advance", Map.of("by", by.toString()));
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

    /** The next calls that match fail or wait, as these members of {@code POST /_understudy/faults} say. */
    public void addFault(Map<String, ?> fault) {
        call("POST", "/faults", fault);
    }

    /** No call fails by injection any more. */
    public void clearFaults() {
        call("DELETE", "/faults");
    }

    /** The calls that are remembered, oldest first. */
    public List<Map<String, Object>> events() {
        return call("GET", "/events").required("events").values().stream()
                .map(PlainJson::read)
                .toList();
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

    private static JsonNode answer(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() < 300) {
            return body;
        }
        String reason = body.path("error").asString("Understudy answered with status " + response.statusCode() + ".");
        throw response.statusCode() < 500 ? new IllegalArgumentException(reason) : new IllegalStateException(reason);
    }

    /** An answer that is not JSON, such as a refusal of the host name, is its own reason. */
    private static JsonNode json(String body) {
        try {
            return JSON.read(body);
        } catch (JacksonException plain) {
            return JsonNodeFactory.instance.objectNode().put("error", body);
        }
    }
}
