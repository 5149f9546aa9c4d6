package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.journal.InjectedFault;
import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The filters of {@code /_understudy/events}. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class EventFiltersTest {
    private static final JsonMapper JSON = new JsonMapper();
    private static final String EVENTS = "/_understudy/events";

    private Fixture fixture;

    @BeforeAll
    void start() {
        fixture = Fixture.packaged();
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ''                                                        | 4
            ?action=AssumeRoleWithWebIdentity                         | 3
            ?action=GetCallerIdentity                                 | 1
            ?action=AssumeRole                                        | 0
            ?role=arn:aws:iam::123456789012:role/RoleForServerExample | 3
            ?role=arn:aws:iam::123456789012:role/Other                | 0
            ?session=session                                          | 3
            ?subject=alice                                            | 3
            ?subject=bob                                              | 0
            ?outcome=allowed                                          | 1
            ?outcome=refused                                          | 2
            ?outcome=faulted                                          | 1
            ?error=Throttling                                         | 1
            ?error=MissingAuthenticationToken                         | 1
            ?outcome=refused&action=GetCallerIdentity                 | 1
            ?caller=nobody                                            | 0
            """)
    void filters_leave_the_calls_that_are_meant(String query, int count) {
        fixture.understudy.forgetCalls();
        fixture.call(fixture.assumeRole(fixture.token()));
        fixture.call(fixture.assumeRole(fixture.token("{\"audience\": \"other\"}")));
        fixture.understudy.faults().add(InjectedFault.error("Throttling"));
        fixture.call(fixture.assumeRole(fixture.token()));
        fixture.get("/?Action=GetCallerIdentity&Version=2011-06-15");
        assertThat(events(query)).hasSize(count);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            ?actoin=x                     | did you mean action?
            ?colour=red                   | there are action, caller, error
            ?action=AssumeRoleWithSaml2   | did you mean AssumeRoleWithSAML?
            ?action=                      | There is no action
            ?outcome=denied               | there are allowed, refused, faulted
            ?outcome=alowed               | did you mean allowed?
            ?error=AccesDenied            | did you mean AccessDenied?
            ?role=RoleForServerExample    | by its ARN
            ?since=yesterday              | 2026-11-05T10:00:00Z
            ?since=%ff                    | cannot be decoded
            ?error=AccessDenied&error=x   | Each parameter of the query may be given once
            ?error=AccessDenied&erro%72=x | Each parameter of the query may be given once
            """)
    void a_wrong_filter_gets_one_helpful_sentence(String query, String says) {
        HttpResponse<String> answer = fixture.get(EVENTS + query);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        assertThat(JSON.readTree(answer.body()).required("error").asString()).contains(says);
    }

    private JsonNode events(String query) {
        return fixture.control("GET", EVENTS + query, "").required("events");
    }
}
