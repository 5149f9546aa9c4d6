package dev.understudy.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.aws.Partition;
import java.security.KeyPair;
import java.security.SecureRandom;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class LocalSamlProvidersTest {
    private static final InstantSource CLOCK = InstantSource.fixed(Responses.NOW);

    private final LocalSamlProviders providers = new LocalSamlProviders(
            () -> Set.of("Corp", "Other"), LocalSamlProvidersTest::credential, CLOCK, new SecureRandom());

    private static SigningCredential credential() {
        KeyPair keys = Responses.keys("EC");
        return new SigningCredential(keys.getPrivate(), Responses.certificate(keys));
    }

    private SamlVerification verify(AssertionRequest request) {
        return new SamlVerifier(CLOCK)
                .verify(providers.issue("Corp", request), providers.metadata("Corp"), Partition.AWS);
    }

    private static AssertionRequest with(SignatureChoice choice, Duration expiresIn) {
        AssertionRequest usual = Responses.request();
        return new AssertionRequest(
                usual.subject(),
                usual.nameIdFormat(),
                usual.audience(),
                usual.recipient(),
                expiresIn,
                Optional.empty(),
                usual.attributes(),
                choice);
    }

    @ParameterizedTest
    @EnumSource
    void what_is_signed_with_the_provider_s_own_key_is_accepted(SignatureChoice choice) throws Exception {
        boolean good = choice != SignatureChoice.NONE && choice != SignatureChoice.OTHER_KEY;
        assertThat(verify(with(choice, Duration.ofMinutes(5))) instanceof SamlVerification.Verified)
                .isEqualTo(good);
    }

    @Test
    void an_assertion_can_be_expired_from_the_start() throws Exception {
        assertThat(Responses.rejected(verify(with(SignatureChoice.ASSERTION, Duration.ofSeconds(-1))))
                        .message())
                .isEqualTo("Response has expired");
        Duration tooLong = AssertionRequest.LONGEST.plusNanos(1);
        assertThat(AssertionRequest.isPossible(AssertionRequest.LONGEST)).isTrue();
        assertThatThrownBy(() -> with(SignatureChoice.NONE, tooLong)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void the_published_metadata_is_that_which_verifies() throws Exception {
        SamlMetadata published = SamlMetadata.parse(providers.metadataDocument("Corp", "http://localhost:4592"));
        assertThat(published.entityId()).isEqualTo(providers.metadata("Corp").entityId());
        assertThat(published.signingKeys())
                .isEqualTo(providers.metadata("Corp").signingKeys())
                .isNotEqualTo(providers.metadata("Other").signingKeys());
        Responses.accepted(
                new SamlVerifier(CLOCK).verify(providers.issue("Corp", Responses.request()), published, Partition.AWS));
    }

    @Test
    void a_provider_that_is_not_played_does_nothing() {
        assertThat(providers.plays("Corp")).isTrue();
        assertThat(providers.plays("corp")).isFalse();
        assertThatThrownBy(() -> providers.issue("corp", Responses.request()))
                .hasMessage("corp is not a local SAML provider of the configuration.");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            arn:aws:iam::123456789012:role/team/Reader | arn:aws:iam::123456789012:role/team/Reader,arn:aws:iam::123456789012:saml-provider/Corp
            arn:aws:iam::1:role/R,x                    | arn:aws:iam::1:role/R,x
            nonsense                                   | nonsense,nonsense:saml-provider/Corp
            """)
    void a_role_comes_with_the_provider_of_its_account(String role, String pair) {
        assertThat(AssertionRequest.of("a").withRoles("Corp", List.of(role)).attributes())
                .containsEntry(SessionAttributes.ROLE, List.of(pair));
    }

    @Test
    void what_cannot_be_written_is_refused() {
        assertThatThrownBy(() -> providers.issue("Corp", AssertionRequest.of("a\u0000b")))
                .isInstanceOf(InvalidAssertionRequestException.class)
                .hasMessage("A text holds a character that XML cannot.");
        assertThatThrownBy(() -> providers.issue("Corp", AssertionRequest.of("a".repeat(80_000))))
                .isInstanceOf(InvalidAssertionRequestException.class)
                .hasMessageContaining("100000");
    }

    @Test
    void no_text_shows_a_key() {
        assertThat(credential()).hasToString("SigningCredential[CN=localhost]");
    }
}
