package dev.understudy.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.Preset;
import dev.understudy.idp.PresetRequest;
import dev.understudy.idp.TokenRequest;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ProviderClaimsTest {
    /** With the facts that a token states only if it has them. */
    private static final List<PresetRequest> FULL = Stream.concat(
                    Arrays.stream(Preset.values())
                            .filter(preset -> preset != Preset.GITHUB)
                            .map(Preset::request),
                    Stream.of(
                            Preset.GITHUB.request().with("environment", "prod").with("enterprise", "avocado-corp")))
            .toList();

    @ParameterizedTest
    @EnumSource(mode = EnumSource.Mode.EXCLUDE, names = "ORACLE")
    void the_preset_of_a_provider_has_every_claim_that_is_a_key(ProviderClaims provider) {
        TokenRequest token = FULL.stream()
                .map(PresetRequest::token)
                .filter(request -> provider.issues(request.issuer().replaceFirst("^https://", "")))
                .findFirst()
                .orElseThrow();
        assertThat(provider.claims())
                .isNotEmpty()
                .allSatisfy(claim -> assertThat(token.claims().path(claim).isValueNode())
                        .as(claim)
                        .isTrue());
    }
}
