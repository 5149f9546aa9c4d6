package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.token.TokenRejection.Check;
import dev.understudy.token.TokenRejection.Code;
import java.util.EnumSet;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import tools.jackson.databind.node.ObjectNode;

/** Every message of AWS for a token, with how it is known; "recorded" is on AWS in September 2026. */
class TokenMessagesTest {
    private static final String GENERAL =
            "The web identity token provided could not be validated. See the AssumeRoleWithWebIdentity documentation for requirements.";
    private static final String NOT_A_JWT =
            "The ID Token provided is not a valid JWT. (You may see this error if you sent an Access Token)";
    private static final String NO_KEY =
            "Couldn't retrieve verification key from your identity provider,  please reference AssumeRoleWithWebIdentity documentation for requirements";
    private static final String TIMESTAMP = "Invalid timestamp in token claims.";
    private static final String SEVERAL =
            "Token audience contains more than one audience while authorized party is not present";
    private static final String ROLES = "https://aws.amazon.com/roles";
    private static final String TAGS = "https://aws.amazon.com/tags";

    record Row(String name, String known, Check check, String message, String token) {
        @Override
        public String toString() {
            return name + " (" + known + ")";
        }
    }

    private static Row claim(String name, String known, Check check, String message, Consumer<ObjectNode> change) {
        return new Row(name, known, check, message, Tokens.with(change));
    }

    private static Row header(String name, String known, Check check, String message, Consumer<ObjectNode> change) {
        ObjectNode header = Tokens.header(SigningAlgorithm.ES256, change);
        return new Row(name, known, check, message, Tokens.signed(SigningAlgorithm.ES256, header, Tokens.claims()));
    }

    static Stream<Row> required() {
        return Stream.of("iss", "sub", "aud", "iat", "exp")
                .map(claim -> claim(
                        claim + " absent",
                        "recorded",
                        Check.CLAIMS,
                        "Missing a required claim: " + claim,
                        c -> c.remove(claim)));
    }

    static Stream<Row> claims() {
        return Stream.of(
                claim("iss null", "unknown", Check.CLAIMS, GENERAL, c -> c.putNull("iss")),
                claim("iss number", "unknown", Check.CLAIMS, GENERAL, c -> c.put("iss", 7)),
                claim("sub list", "unknown", Check.CLAIMS, GENERAL, c -> c.putArray("sub")),
                claim("sub fraction", "unknown", Check.CLAIMS, GENERAL, c -> c.put("sub", 1.5)),
                claim("iat null", "recorded", Check.CLAIMS, TIMESTAMP, c -> c.putNull("iat")),
                claim("iat fraction", "recorded", Check.CLAIMS, TIMESTAMP, c -> c.put("iat", 1789123697.5)),
                claim("exp fraction", "recorded", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", 1789123798.5)),
                claim("nbf word", "recorded", Check.CLAIMS, TIMESTAMP, c -> c.put("nbf", "invalid")),
                claim("nbf null", "recorded for iat", Check.CLAIMS, TIMESTAMP, c -> c.putNull("nbf")),
                claim("exp boolean", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", true)),
                claim("exp empty", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", "")),
                claim("exp signed", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", "+1789123697")),
                claim(
                        "exp in other digits",
                        "unknown",
                        Check.CLAIMS,
                        TIMESTAMP,
                        c -> c.put("exp", "\u0661\u0662\u0663")),
                claim("exp beyond time", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", Long.MAX_VALUE)),
                claim("exp beyond time, text", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", "9".repeat(17))),
                claim("exp long text", "unknown", Check.CLAIMS, TIMESTAMP, c -> c.put("exp", "1".repeat(18))),
                claim(
                        "aud empty list",
                        "recorded",
                        Check.CLAIMS,
                        "Claim is not allowed to be empty: aud",
                        c -> c.putArray("aud")),
                claim(
                        "aud two, first registered",
                        "recorded",
                        Check.CLAIMS,
                        SEVERAL,
                        c -> c.putArray("aud").add(Tokens.AUDIENCE).add("other")),
                claim(
                        "aud twice the same",
                        "unknown",
                        Check.CLAIMS,
                        SEVERAL,
                        c -> c.putArray("aud").add(Tokens.AUDIENCE).add(Tokens.AUDIENCE)),
                claim("aud null", "unknown", Check.CLAIMS, GENERAL, c -> c.putNull("aud")),
                claim("aud number", "unknown", Check.CLAIMS, GENERAL, c -> c.put("aud", 1)),
                claim(
                        "aud list of number",
                        "unknown",
                        Check.CLAIMS,
                        GENERAL,
                        c -> c.putArray("aud").add(1)),
                claim("azp number", "unknown", Check.CLAIMS, GENERAL, c -> c.put("azp", 1)));
    }

    static Stream<Row> audience() {
        return Stream.of(
                claim("aud unregistered", "recorded", Check.AUDIENCE, GENERAL, c -> c.put("aud", "other")),
                claim("aud in other case", "unknown", Check.AUDIENCE, GENERAL, c -> c.put("aud", "CLIENT-A")),
                claim("aud empty", "recorded", Check.AUDIENCE, GENERAL, c -> c.put("aud", "")),
                claim("azp unregistered, aud registered", "recorded", Check.AUDIENCE, GENERAL, c -> c.put("azp", "x")),
                claim("azp empty", "recorded", Check.AUDIENCE, GENERAL, c -> c.put("azp", "")),
                claim(
                        "no provider",
                        "documented",
                        Check.PROVIDER,
                        "No OpenIDConnect provider found in your account for https://server.example.com/",
                        c -> c.put("iss", Tokens.ISSUER + "/")));
    }

    static Stream<Row> sessionClaims() {
        String noRoles = "The roles claim contains no valid role ARNs";
        String tags = "principal_tags passed in claim is not in correct format.";
        return Stream.of(
                claim("roles empty list", "recorded", Check.SESSION_CLAIMS, noRoles, c -> c.putArray(ROLES)),
                claim("roles empty text", "recorded", Check.SESSION_CLAIMS, noRoles, c -> c.put(ROLES, "")),
                claim("roles only semicolons", "unknown", Check.SESSION_CLAIMS, noRoles, c -> c.put(ROLES, ";;")),
                claim("roles number", "unknown", Check.SESSION_CLAIMS, noRoles, c -> c.put(ROLES, 1)),
                claim(
                        "roles without role",
                        "unknown",
                        Check.SESSION_CLAIMS,
                        noRoles,
                        c -> c.putArray(ROLES).add("arn:aws:iam::123456789012:user/alice")),
                claim(
                        "tag is a string",
                        "recorded",
                        Check.SESSION_CLAIMS,
                        tags,
                        c -> c.putObject(TAGS).putObject("principal_tags").put("Team", "x")),
                claim(
                        "tag of two values",
                        "documented",
                        Check.SESSION_CLAIMS,
                        tags,
                        c -> c.putObject(TAGS)
                                .putObject("principal_tags")
                                .putArray("Team")
                                .add("x")
                                .add("y")),
                claim("tags is a list", "unknown", Check.SESSION_CLAIMS, tags, c -> c.putArray(TAGS)),
                claim(
                        "flat tag is a list",
                        "unknown",
                        Check.SESSION_CLAIMS,
                        tags,
                        c -> c.putArray(TAGS + "/principal_tags/Team").add("x")),
                claim(
                        "transitive keys a string",
                        "unknown",
                        Check.SESSION_CLAIMS,
                        GENERAL,
                        c -> c.putObject(TAGS).put("transitive_tag_keys", "Team")),
                claim(
                        "source identity a number",
                        "unknown",
                        Check.SESSION_CLAIMS,
                        GENERAL,
                        c -> c.put("https://aws.amazon.com/source_identity", 1)));
    }

    static Stream<Row> keys() {
        return Stream.of(
                header("kid unknown", "recorded", Check.KEYS, NO_KEY, h -> h.put("kid", "unknown")),
                header("kid empty", "recorded", Check.KEYS, NO_KEY, h -> h.put("kid", "")),
                header("kid absent, many keys", "recorded", Check.KEYS, NO_KEY, h -> h.remove("kid")),
                header("kid a number", "unknown", Check.KEYS, NO_KEY, h -> h.put("kid", 1)),
                header("kid null", "unknown", Check.KEYS, NO_KEY, h -> h.putNull("kid")));
    }

    static Stream<Row> format() {
        String payload = "eyJhIjoxfQ";
        return Stream.concat(
                Stream.of(
                                "",
                                "garbage",
                                "a.b",
                                "a.b.c.d",
                                "..",
                                ". .",
                                "e30..",
                                "e30.e30.%",
                                "e30.e30.=",
                                "e30.e30=.e30")
                        .map(token -> new Row("'" + token + "'", "documented", Check.FORMAT, NOT_A_JWT, token)),
                Stream.of(
                        header(
                                "crit",
                                "recorded",
                                Check.FORMAT,
                                NOT_A_JWT,
                                h -> h.putArray("crit").add("custom")),
                        header("crit null", "unknown", Check.FORMAT, NOT_A_JWT, h -> h.putNull("crit")),
                        header("alg absent", "unknown", Check.FORMAT, NOT_A_JWT, h -> h.remove("alg")),
                        header("alg a list", "unknown", Check.FORMAT, NOT_A_JWT, h -> h.putArray("alg")),
                        new Row("claims a list", "unknown", Check.FORMAT, NOT_A_JWT, payload + ".W10.AAAA"),
                        new Row("claims not UTF-8", "unknown", Check.FORMAT, NOT_A_JWT, payload + ".gIA.AAAA"),
                        new Row(
                                "trailing bits",
                                "unknown",
                                Check.FORMAT,
                                NOT_A_JWT,
                                "eyJhIjoxfR." + payload + ".AAAA")));
    }

    static Stream<Row> rows() {
        return Stream.of(required(), claims(), audience(), sessionClaims(), keys(), format())
                .flatMap(rows -> rows);
    }

    @ParameterizedTest
    @MethodSource("rows")
    void refusedWithAwsWords(Row row) {
        TokenRejection rejection = Tokens.refused(Tokens.verify(row.token()));

        assertThat(rejection.message()).isEqualTo(row.message());
        assertThat(rejection.code()).isEqualTo(Code.INVALID_IDENTITY_TOKEN);
        assertThat(rejection.check()).isEqualTo(row.check());
        assertThat(rejection.explanation()).endsWith(".").doesNotContainPattern("eyJ[\\w-]+\\.");
    }

    /** Recorded; STS answers with status 500. */
    @Test
    void subjectNull_isInternalFailure() {
        TokenRejection rejection = Tokens.refused(Tokens.verify(Tokens.with(c -> c.putNull("sub"))));

        assertThat(rejection.code()).isEqualTo(Code.INTERNAL_FAILURE);
        assertThat(rejection.message()).isEqualTo("Unknown error validating third-party token");
    }

    /** Unknown at AWS; the order that this verifier fixes: of two faults, the one of the earlier check is told. */
    @Test
    void checksAreMadeInTheirOrder() {
        ObjectNode header =
                Tokens.header(SigningAlgorithm.ES256, h -> h.put("alg", "none").putArray("crit"));
        ObjectNode claims = Tokens.claims(c -> c.put("iss", "https://other.example.com")
                .put("aud", "other")
                .put("exp", 1)
                .put("iat", "x")
                .put(ROLES, ""));
        List<Consumer<ObjectNode>> repairs = List.of(
                c -> header.remove("crit"),
                c -> header.put("alg", "ES256").put("kid", "unknown"),
                c -> c.put("iat", 1),
                c -> c.put("exp", Tokens.NOW.getEpochSecond()),
                c -> c.remove(ROLES),
                c -> c.put("iss", Tokens.ISSUER),
                c -> c.put("aud", Tokens.AUDIENCE),
                c -> header.put("kid", Tokens.key(SigningAlgorithm.ES256).keyId()));
        Iterator<Consumer<ObjectNode>> repair = repairs.iterator();
        Set<Check> checks = EnumSet.range(Check.FORMAT, Check.SIGNATURE);
        for (Check check : checks) {
            String token = TokenSigner.sign(Tokens.OTHER_KEYS.of(KeyType.P256), SigningAlgorithm.ES256, header, claims);
            assertThat(Tokens.refused(Tokens.verify(token)).check()).isEqualTo(check);
            if (repair.hasNext()) {
                repair.next().accept(claims);
            }
        }
        assertThat(repairs).hasSize(checks.size() - 1);
    }

    /** The longest token of the service model, and one character more. */
    @Test
    void length_isLimited() {
        String token = Tokens.with(c -> c.put("pad", ""));
        int spare = (CompactJwt.LENGTH - token.length()) * 3 / 4;
        String longest = Tokens.with(c -> c.put("pad", "x".repeat(spare)));
        String tooLong = Tokens.with(c -> c.put("pad", "x".repeat(spare + 1)));

        assertThat(longest).hasSize(CompactJwt.LENGTH);
        Tokens.accepted(Tokens.verify(longest));
        assertThat(tooLong.length()).isGreaterThan(CompactJwt.LENGTH);
        assertThat(Tokens.refused(Tokens.verify(tooLong)).explanation()).contains("at most 20000");
    }

    @Test
    void explanations_sayExpectedAndActual() {
        assertThat(Tokens.refused(Tokens.verify(Tokens.with(c -> c.put("aud", "other"))))
                        .explanation())
                .isEqualTo("The token's audience (aud) is \"other\"; registered with the provider"
                        + " arn:aws:iam::123456789012:oidc-provider/server.example.com: \"client-a\".");
        ObjectNode header = Tokens.header(SigningAlgorithm.ES256, h -> h.put("kid", "gone\n"));
        String token = Tokens.signed(SigningAlgorithm.ES256, header, Tokens.claims());
        assertThat(Tokens.refused(Tokens.verify(token)).explanation())
                .startsWith("The token's header names the key (kid) \"gone?\"; the issuer publishes \"")
                .contains(Tokens.KEYS.of(KeyType.RSA).keyId());
    }
}
