package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a client sends is not kept in full, wherever it turns up again. */
class HostileMemoryTest {
    private static final String LONG = "A".repeat(500_000);

    @Test
    void the_journal_cuts_what_it_keeps() {
        try (Fixture fixture = Fixture.packaged()) {
            for (Map<String, String> call : java.util.List.of(
                    Map.of("Action", LONG, "Version", "2011-06-15"),
                    Map.of("Action", "AssumeRoleWithWebIdentity", "Version", "2011-06-15", "RoleArn", LONG))) {
                HttpResponse<String> answer = fixture.call(call);
                assertThat(answer.body()).as("the wire shows what AWS shows").contains(LONG);
                String id = answer.headers().firstValue("x-amzn-RequestId").orElseThrow();
                assertThat(fixture.control("GET", "/_understudy/decisions/" + id, "")
                                .toString())
                        .contains("AAAA…")
                        .hasSizeLessThan(10_000);
            }
        }
    }

    @Test
    void an_explain_body_cannot_multiply_itself() {
        try (Fixture fixture = Fixture.packaged()) {
            String body = "{\"" + "P".repeat(40_000) + "\":[" + "1,".repeat(300_000) + "1]}";
            assertThat(fixture.control("POST", "/_understudy/explain", body)
                            .required("error")
                            .asString())
                    .contains("more parameters");
            String many = "{\"P\":[" + "1,".repeat(1_000) + "1]}";
            assertThat(fixture.control("POST", "/_understudy/explain", many)
                            .required("error")
                            .asString())
                    .contains("more parameters");
        }
    }
}
