package dev.understudy.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A policy's fault is reported at the element that a JSON pointer (RFC 6901) names. */
class PolicyReaderTest {
    private static final String DOCUMENT = """
            Version: 2012-10-17
            Statement:
              - Effect: Allow
                Condition:
                  StringEquals:
                    a/b~c: x
              - Effect: Permit
            """;

    @ParameterizedTest
    @CsvSource({
        "'', 1, ''",
        "/Version, 1, Version",
        "/Statement, 2, Statement",
        "/Statement/0, 3, Statement[0]",
        "/Statement/1/Effect, 7, Statement[1].Effect",
        "/Statement/0/Condition/StringEquals/a~1b~0c, 6, 'Statement[0].Condition.StringEquals[\"a/b~c\"]'",
        // An element that is missing has no line, so the one around it has the fault.
        "/Statement/1/Action, 7, Statement[1]",
        "/Statement/2, 2, Statement",
        "/Statement/x, 2, Statement",
        "/Statement/99999999999, 2, Statement",
        "/Id, 1, ''",
        "/Version/0, 1, Version",
    })
    void aPointerFindsItsLine(String pointer, int line, String path) {
        Node root = Documents.yaml("p.yaml", DOCUMENT, new Faults("p.yaml")).orElseThrow();

        Place place = PolicyReader.at(root, pointer).place();

        assertThat(place.line()).isEqualTo(line);
        assertThat(place.path()).isEqualTo(path);
    }
}
