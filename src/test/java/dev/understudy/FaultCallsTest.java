package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.InjectedFault;
import dev.understudy.journal.InjectedFaults;
import dev.understudy.support.Fixture;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The control calls for faults: {@code /_understudy/faults}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FaultCallsTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String FAULTS = "/_understudy/faults";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @BeforeEach
    void reset() {
        fixture.understudy.faults().clear();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {"error":"Throttling"}                       | {"error":"Throttling","message":"Rate exceeded","times":1,"left":1}
            {"error":"AccessDenied","message":"no"}      | {"error":"AccessDenied","message":"no","times":1,"left":1}
            {"latency":"PT0.2S","times":3}               | {"latency":"PT0.2S","times":3,"left":3}
            {"latency":200}                              | {"latency":"PT0.2S","times":1,"left":1}
            {"latency":1}                                | {"latency":"PT0.001S","times":1,"left":1}
            {"latency":300000,"times":1000000}           | {"latency":"PT5M","times":1000000,"left":1000000}
            {"latency":0,"error":"Throttling"}           | {"error":"Throttling","message":"Rate exceeded","times":1,"left":1}
            {"dropConnection":true,"times":"always"}     | {"dropConnection":true,"times":"always","left":"always"}
            {"dropConnection":true,"latency":"PT1S"}     | {"dropConnection":true,"latency":"PT1S","times":1,"left":1}
            {"dropConnection":false,"latency":5}         | {"latency":"PT0.005S","times":1,"left":1}
            {"error":"ServiceUnavailable","latency":5,"action":"GetCallerIdentity","issuer":"https://a"} | {"action":"GetCallerIdentity","issuer":"https://a","error":"ServiceUnavailable","message":"The request has failed due to a temporary failure of the server.","latency":"PT0.005S","times":1,"left":1}
            {"error":"Throttling","action":null}         | {"error":"Throttling","message":"Rate exceeded","times":1,"left":1}
            """)
    void a_fault_is_shown_as_it_was_understood(String asked, String shown) {
        HttpResponse<String> answer = send("POST", FAULTS, asked);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        String id = JSON.readTree(answer.body()).required("id").asString();
        String expected = "{\"id\":\"" + id + "\"," + shown.substring(1);
        assertThat(answer.body()).isEqualTo(expected);
        assertThat(send("GET", FAULTS, "").body()).isEqualTo("{\"faults\":[" + expected + "]}");
    }

    @Test
    void a_used_fault_shows_what_is_left_of_it() {
        send("POST", FAULTS, "{\"error\":\"Throttling\",\"times\":3}");
        fixture.call(fixture.assumeRole("garbage"));
        JsonNode left = JSON.readTree(send("GET", FAULTS, "").body()).required("faults");
        assertThat(left.required(0).required("times").intValue()).isEqualTo(3);
        assertThat(left.required(0).required("left").intValue()).isEqualTo(2);
    }

    @Test
    void faults_are_removed_one_by_one_or_all_at_once() {
        String first = added();
        String second = added();
        added();
        assertThat(send("DELETE", FAULTS + "/" + second, "").body())
                .contains(first)
                .doesNotContain(second);
        assertThat(send("DELETE", FAULTS + "/" + second, "").statusCode()).isEqualTo(404);
        assertThat(send("DELETE", FAULTS, "").body()).isEqualTo("{\"faults\":[]}");
        assertThat(send("DELETE", FAULTS + "/" + first, "").statusCode()).isEqualTo(404);
    }

    @Test
    void the_hundred_and_first_is_refused() {
        for (int i = 0; i < InjectedFaults.CAPACITY; i++) {
            fixture.understudy.faults().add(InjectedFault.error("Throttling"));
        }
        HttpResponse<String> answer = send("POST", FAULTS, "{\"error\":\"Throttling\"}");
        assertThat(answer.statusCode()).isEqualTo(409);
        assertThat(answer.body()).contains("At most 100 faults");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
            {}                                            | at least one of
            {"error":"Throttling","times":0}              | from 1 to 1000000, or "always"
            {"error":"Throttling","times":1000001}        | from 1 to 1000000, or "always"
            {"times":3}                                   | at least one of
            {"dropConnection":false}                      | at least one of
            {"latency":0}                                 | at least 1 ms
            {"latency":-1}                                | not negative
            {"latency":300001}                            | at most 5 minutes
            {"latency":"PT5M0.001S"}                      | at most 5 minutes
            {"latency":0.5}                               | whole milliseconds
            {"latency":"5 minutes"}                       | ISO 8601
            {"latency":99999999999999999999}              | whole milliseconds
            {"latency":"PT99999999999999999999H"}         | ISO 8601
            {"latency":true}                              | whole milliseconds
            {"error":"Throttling","times":-1}             | 1 to 1000000
            {"error":"Throttling","times":1.5}            | 1 to 1000000
            {"error":"Throttling","times":99999999999}    | 1 to 1000000
            {"error":"Throttling","times":"3"}            | "always"
            {"error":"Throtling"}                         | did you mean Throttling?
            {"error":"throttling"}                        | did you mean Throttling?
            {"error":"NoSuchBucket!"}                     | there are AccessDenied,
            {"error":503}                                 | "error" must be a string
            {"error":"Throttling","message":7}            | "message" must be a string
            {"message":"x","latency":5}                   | "message" comes with "error"
            {"error":"Throttling","action":"AssumeRol"}   | did you mean AssumeRole?
            {"error":"Throttling","action":"PutObject"}   | there are AssumeRole,
            {"error":"Throttling","action":""}            | there are AssumeRole,
            {"error":"Throttling","issuer":""}            | 1 to 200 characters
            {"error":"Throttling","dropConnection":true}  | exclude each other
            {"dropConnection":"yes"}                      | must be true or false
            {"error":"Throttling","tiems":2}              | did you mean times?
            {"error":"Throttling","probability":0.5}      | there are action, issuer
            {"error":"Throttling","error":"Throttling"}   | not JSON
            []                                            | must be a JSON object
            {                                             | not JSON
            """)
    void a_wrong_fault_gets_one_helpful_sentence(String body, String says) {
        HttpResponse<String> answer = send("POST", FAULTS, body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).required("error").asString()).contains(says);
        assertThat(fixture.understudy.faults().list()).isEmpty();
    }

    private String added() {
        return JSON.readTree(send("POST", FAULTS, "{\"error\":\"Throttling\"}").body())
                .required("id")
                .asString();
    }

    private HttpResponse<String> send(String method, String path, String body) {
        return fixture.send(HttpRequest.newBuilder(fixture.uri(path))
                .method(method, HttpRequest.BodyPublishers.ofString(body))
                .build());
    }
}
