package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JOSEException;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.node.ObjectNode;

/** What an accepted token says; "recorded" is on AWS in September 2026. */
class VerifiedTokenTest {
    private static final String ROLES = "https://aws.amazon.com/roles";
    private static final String TAGS = "https://aws.amazon.com/tags";
    private static final String ROLE = "arn:aws:iam::123456789012:role/path/Name";

    private static VerifiedToken token(Consumer<ObjectNode> change) {
        return Tokens.accepted(Tokens.verify(Tokens.with(change)));
    }

    @Test
    void claims_areAsTheyStand() {
        VerifiedToken token = token(c -> c.put("email", "a@example.com")
                .put("run", 7)
                .put("ok", true)
                .putNull("none")
                .putArray("amr")
                .add("authenticated")
                .add("accounts.google.com"));

        assertThat(token.issuer()).isEqualTo(Tokens.ISSUER);
        assertThat(token.subject()).isEqualTo("alice");
        assertThat(token.audience()).isEqualTo(Tokens.AUDIENCE);
        assertThat(token.originalAudience()).containsExactly(Tokens.AUDIENCE);
        assertThat(token.amr()).containsExactly("authenticated", "accounts.google.com");
        assertThat(token.email()).contains("a@example.com");
        assertThat(token.claim("run")).contains("7");
        assertThat(token.claim("ok")).contains("true");
        assertThat(token.claim("none")).isEmpty();
        assertThat(token.claim("amr")).isEmpty();
        assertThat(token.claim("absent")).isEmpty();
        assertThat(token.issuedAt()).isEqualTo(Tokens.NOW);
        assertThat(token.expiresAt()).isEqualTo(Tokens.NOW.plusSeconds(3600));
        assertThat(token.toString()).doesNotContain("eyJ");
    }

    /** Recorded, despite the 6 to 255 characters of the service model. */
    @ParameterizedTest
    @ValueSource(strings = {"", "x"})
    void subject_mayBeShort(String subject) {
        assertThat(token(c -> c.put("sub", subject)).subject()).isEqualTo(subject);
    }

    /** Recorded. */
    @Test
    void subject_mayBeLongOrANumber() {
        assertThat(token(c -> c.put("sub", "a".repeat(300))).subject()).hasSize(300);
        assertThat(token(c -> c.put("sub", 123)).subject()).isEqualTo("123");
        assertThat(token(c -> c.put("sub", new BigInteger("123456789012345678901234567890")))
                        .subject())
                .isEqualTo("123456789012345678901234567890");
    }

    /** Recorded: azp is the audience where it stands, and aud may then be anything. */
    @Test
    void authorizedParty_isTheAudience() {
        VerifiedToken one = token(c -> c.put("azp", Tokens.AUDIENCE).put("aud", "other"));
        VerifiedToken many = token(
                c -> c.put("azp", Tokens.AUDIENCE).putArray("aud").add("other").add("more"));
        VerifiedToken none = token(c -> c.put("azp", Tokens.AUDIENCE).putNull("aud"));

        assertThat(one.audience()).isEqualTo(Tokens.AUDIENCE);
        assertThat(one.originalAudience()).containsExactly("other");
        assertThat(many.originalAudience()).containsExactly("other", "more");
        assertThat(none.originalAudience()).isEmpty();
        assertThat(token(c -> c.putNull("azp")).audience()).isEqualTo(Tokens.AUDIENCE);
    }

    /** Recorded. */
    @Test
    void audience_mayBeAListOfOne() {
        assertThat(token(c -> c.putArray("aud").add(Tokens.AUDIENCE)).audience())
                .isEqualTo(Tokens.AUDIENCE);
    }

    @Test
    void builtInProviders_acceptAnyAudience() {
        ProviderLookup any = i -> Optional.of(new TrustedProvider("accounts.google.com", new Audiences.Any()));
        String token = Tokens.with(c -> c.put("aud", "whatever"));

        assertThat(new TokenVerifier(Tokens.keys(Tokens.KEYS.toPublicJwks()), InstantSource.fixed(Tokens.NOW))
                        .verify(token, any))
                .isInstanceOf(Verification.Verified.class);
    }

    /** Recorded: of members with one name the last counts. */
    @Test
    void lastDuplicateCounts() {
        String claims = Tokens.claims().put("sub", "first").toString().replaceFirst("}$", ",\"sub\":\"last\"}");
        String header = Tokens.header(SigningAlgorithm.ES256).toString();
        String text = encode(header) + "." + encode(claims);
        String token;
        try {
            token = text + "." + Tokens.key(SigningAlgorithm.ES256).sign(SigningAlgorithm.ES256, text);
        } catch (JOSEException e) {
            throw new AssertionError(e);
        }

        assertThat(Tokens.accepted(Tokens.verify(token)).subject()).isEqualTo("last");
    }

    /** Unknown at AWS; clients send the last newline of a token file. */
    @Test
    void whiteSpaceAround_isDropped() {
        Tokens.accepted(Tokens.verify(" \t" + Tokens.valid() + "\r\n"));
    }

    /** Recorded: a list, or a string with semicolons; null is as good as absent; spaces and other entries are dropped. */
    @Test
    void roles_areListed() {
        RolesClaim list = token(c -> c.putArray(ROLES)
                        .add(" " + ROLE + " ")
                        .add("x")
                        .add(1)
                        .addNull()
                        .add("arn:aws:s3:::role/x"))
                .roles();
        RolesClaim text = token(c -> c.put(ROLES, "arn:aws:iam::123456789012:role/Other; " + ROLE))
                .roles();

        assertThat(list).isEqualTo(new RolesClaim.Listed(List.of(ROLE)));
        assertThat(list.lists(ROLE)).isTrue();
        assertThat(list.permits(ROLE)).isTrue();
        assertThat(list.lists(ROLE + "x")).isFalse();
        assertThat(list.permits("arn:aws:iam::123456789012:role/Name")).isFalse();
        assertThat(text.lists(ROLE)).isTrue();
        assertThat(token(c -> c.putNull(ROLES)).roles()).isEqualTo(new RolesClaim.Absent());
        assertThat(token(c -> {}).roles().lists(ROLE)).isFalse();
        assertThat(token(c -> {}).roles().permits(ROLE)).isTrue();
    }

    /** Recorded in both forms; that the flat form wins over the nested is not known. */
    @Test
    void tags_areNestedOrFlat() {
        VerifiedToken nested = token(c -> {
            ObjectNode tags = c.putObject(TAGS);
            tags.putObject("principal_tags").putArray("Team").add("engineering");
            tags.putArray("transitive_tag_keys").add("Team");
        });
        VerifiedToken flat = token(c -> c.put(TAGS + "/principal_tags/Team", "engineering")
                .putArray(TAGS + "/transitive_tag_keys")
                .add("Team"));
        VerifiedToken both = token(c -> {
            c.putObject(TAGS).putObject("principal_tags").putArray("Team").add("nested");
            c.put(TAGS + "/principal_tags/Team", "flat");
        });

        for (VerifiedToken token : List.of(nested, flat)) {
            assertThat(token.principalTags()).isEqualTo(Map.of("Team", "engineering"));
            assertThat(token.transitiveTagKeys()).containsExactly("Team");
        }
        assertThat(both.principalTags()).isEqualTo(Map.of("Team", "flat"));
        assertThat(token(c -> c.putNull(TAGS)).principalTags()).isEmpty();
    }

    /** Recorded. */
    @Test
    void sourceIdentity_isAString() {
        assertThat(token(c -> c.put("https://aws.amazon.com/source_identity", "alice"))
                        .sourceIdentity())
                .contains("alice");
        assertThat(token(c -> {}).sourceIdentity()).isEmpty();
    }

    @Test
    void unverifiedToken_saysWhatItCan() {
        String expired = Tokens.with(c -> c.put("exp", 1).put("sub", "x\n" + "y".repeat(400)));

        UnverifiedToken said = UnverifiedToken.of(expired);

        assertThat(said.issuer()).contains(Tokens.ISSUER);
        assertThat(said.subject()).contains("x?" + "y".repeat(198) + "…");
        assertThat(UnverifiedToken.of("garbage")).isEqualTo(new UnverifiedToken(Optional.empty(), Optional.empty()));
        assertThat(UnverifiedToken.of("x".repeat(20_001)).issuer()).isEmpty();
    }

    @Test
    void registeredAudiences_compareExactly() {
        Audiences audiences = new Audiences.Registered(Set.of("a"));

        assertThat(audiences.accept("a")).isTrue();
        assertThat(audiences.accept("A")).isFalse();
        assertThat(new Audiences.Registered(Set.of()).accept("a")).isFalse();
    }

    private static String encode(String json) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(json.getBytes(StandardCharsets.UTF_8));
    }
}
