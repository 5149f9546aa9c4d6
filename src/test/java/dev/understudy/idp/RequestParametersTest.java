package dev.understudy.idp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RequestParametersTest {
    private static RequestParameters parameters(String query, Headers headers) {
        return new RequestParameters(new HttpRequest("GET", "/", query, headers, new byte[0], "", false));
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            ''              ; -
            a               ; -
            a=              ; -
            ab=x            ; -
            b=a=x           ; -
            a=%             ; -
            a=%zz           ; -
            a=x             ; x
            b=y&a=x&a=z     ; x
            &&a=x%7Cy+z=1   ; x|y z=1
            """)
    void aParameterIsReadOrAbsent(String query, String value) {
        assertThat(parameters(query, Headers.EMPTY).query("a").orElse(null)).isEqualTo(value);
    }

    @ParameterizedTest
    @CsvSource(delimiter = ';', nullValues = "-", textBlock = """
            Bearer x     ; x
            bEARER   x   ; x
            Bearerx      ; -
            Basic x      ; -
            ''           ; -
            """)
    void aBearerTokenIsReadOrAbsent(String header, String token) {
        assertThat(parameters("", Headers.of("Authorization", header)).bearer().orElse(null))
                .isEqualTo(token);
    }
}
