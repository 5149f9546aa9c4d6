package dev.understudy.testing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.understudy.Understudy;
import dev.understudy.support.Fixture;
import java.io.UncheckedIOException;
import java.util.Map;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;

/** The client of the control API, against a real one. */
@UnderstudyTest
class RemoteUnderstudyTest {
    private final RemoteUnderstudy remote;

    RemoteUnderstudyTest(Understudy understudy) {
        remote = RemoteUnderstudy.at(understudy.endpoint());
    }

    @Test
    void a_token_is_explained_as_good() {
        String token = remote.token(Fixture.ISSUER, Fixture.AUDIENCE, "alice");
        assertThat(remote.explain(Map.of("RoleArn", Fixture.ROLE, "WebIdentityToken", token)))
                .containsEntry("outcome", "allowed");
    }

    @Test
    void an_expired_token_is_explained_as_refused() {
        String token = remote.token(Map.of(
                "issuer", Fixture.ISSUER, "audience", Fixture.AUDIENCE, "subject", "alice", "expiresIn", "-PT1H"));
        assertThat(remote.explain(Map.of("RoleArn", Fixture.ROLE, "WebIdentityToken", token)))
                .containsEntry("outcome", "refused")
                .extractingByKey("error")
                .asInstanceOf(InstanceOfAssertFactories.MAP)
                .containsEntry("code", "ExpiredTokenException");
    }

    @Test
    void what_is_refused_is_an_illegal_argument_in_understudys_words() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> remote.token("https://nobody.example.org", "app", "alice"))
                .withMessageContaining("https://nobody.example.org");
    }

    @Test
    void an_understudy_that_has_gone_is_named() throws Exception {
        Understudy gone = Understudy.builder().start();
        gone.close();
        assertThatExceptionOfType(UncheckedIOException.class)
                .isThrownBy(() -> RemoteUnderstudy.at(gone.endpoint()).now())
                .withMessage("No Understudy answers at " + gone.endpoint() + ".");
    }
}
