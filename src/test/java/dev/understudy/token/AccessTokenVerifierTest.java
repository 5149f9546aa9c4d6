package dev.understudy.token;

import static dev.understudy.token.OAuthProvider.FACEBOOK;
import static dev.understudy.token.OAuthProvider.LOGIN_WITH_AMAZON;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.MovableClock;
import dev.understudy.support.StubProvider;
import dev.understudy.token.TokenRejection.Check;
import dev.understudy.token.TokenRejection.Code;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against a server on the loopback interface that speaks the JSON which the providers document. */
class AccessTokenVerifierTest {
    private static final Instant NOW = Instant.parse("2026-11-05T10:00:00Z");
    private static final String TOKEN = "Atza|IQEBLjAsAhRmHjNgHpi0U+Dme37rR6CuUpSR%&=";
    private static final String SECRET = "111222333444555|app-s3cret&x";
    private static final String AMAZON = """
            {"iss":"https://www.amazon.com","user_id":"amzn1.account.K2LI23KL2LK2","aud":"amzn1.application-oa2-client.1",
             "app_id":"amzn1.application.436457DFHDH","exp":3597,"iat":1311280970}""";
    private static final String USER = """
            {"data":{"app_id":"111222333444555","type":"USER","application":"Photos","data_access_expires_at":1793872800,
             "expires_at":%d,"is_valid":true,"issued_at":1762336800,"scopes":["email","public_profile"],
             "user_id":"100000000000001"}}""";

    private final MovableClock clock = new MovableClock(NOW);
    private final StubProvider stub = new StubProvider();
    private final AtomicReference<AccessTokenSource> source =
            new AtomicReference<>(new AccessTokenSource.TokenInfo(stub.uri("/auth/o2/tokeninfo")));
    private final AccessTokenSource debugToken =
            new AccessTokenSource.DebugToken(stub.uri("/v24.0/debug_token"), SECRET);
    private final AccessTokenVerifier verifier = verifier(Duration.ofSeconds(60));

    @AfterEach
    void stop() {
        stub.close();
    }

    private AccessTokenVerifier verifier(Duration timeLimit) {
        return new AccessTokenVerifier(
                provider -> source.get(),
                new HttpIntrospector(timeLimit),
                (provider, token) -> new Introspection.Active("local", token, Optional.empty()),
                clock);
    }

    private static VerifiedAccessToken accepted(AccessTokenVerification verification) {
        assertThat(verification).isInstanceOf(AccessTokenVerification.Verified.class);
        return ((AccessTokenVerification.Verified) verification).token();
    }

    /** Whatever is refused, nothing that is shown holds the token or the app's secret. */
    private static TokenRejection refused(AccessTokenVerification verification) {
        assertThat(verification).isInstanceOf(AccessTokenVerification.Rejected.class);
        TokenRejection rejection = ((AccessTokenVerification.Rejected) verification).rejection();
        assertThat(rejection.toString()).doesNotContain("IQEBLjAsAhRm", "s3cret", "access_token=");
        assertThat(rejection.explanation()).endsWith(".").hasSizeLessThan(1000);
        return rejection;
    }

    private TokenRejection refusedByAmazon(int status, String body) {
        stub.answers(status, body);
        return refused(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
    }

    private TokenRejection refusedByFacebook(int status, String body) {
        source.set(debugToken);
        stub.answers(status, body);
        return refused(verifier.verify(FACEBOOK, TOKEN));
    }

    @Test
    void amazon_isAsked() {
        stub.answers(200, AMAZON);

        VerifiedAccessToken token = accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN + "\n"));

        assertThat(token.provider()).isEqualTo(LOGIN_WITH_AMAZON);
        assertThat(token.appId()).isEqualTo("amzn1.application.436457DFHDH");
        assertThat(token.userId()).isEqualTo("amzn1.account.K2LI23KL2LK2");
        assertThat(token.expiresAt()).contains(NOW.plusSeconds(3597));
        assertThat(token)
                .hasToString("VerifiedAccessToken[provider=www.amazon.com, userId=\"amzn1.account.K2LI23KL2LK2\"]");
        assertThat(stub.queries()).containsExactly("access_token=" + TOKEN);
    }

    @Test
    void facebook_isAskedWithTheAppsToken() {
        source.set(debugToken);
        stub.answers(200, USER.formatted(NOW.plusSeconds(60).getEpochSecond()));

        VerifiedAccessToken token = accepted(verifier.verify(FACEBOOK, TOKEN));

        assertThat(token.appId()).isEqualTo("111222333444555");
        assertThat(token.userId()).isEqualTo("100000000000001");
        assertThat(token.expiresAt()).contains(NOW.plusSeconds(60));
        assertThat(stub.queries()).containsExactly("input_token=" + TOKEN + "&access_token=" + SECRET);
    }

    /** Documented for tokens of long life; and earlier versions of the Graph API wrote ids as numbers. */
    @Test
    void facebook_mayGiveATokenThatNeverExpires_andIdsAsNumbers() {
        source.set(debugToken);
        stub.answers(200, USER.formatted(0).replace("\"111222333444555\"", "111222333444555"));

        VerifiedAccessToken token = accepted(verifier.verify(FACEBOOK, TOKEN));

        assertThat(token.expiresAt()).isEmpty();
        assertThat(token.appId()).isEqualTo("111222333444555");
    }

    /** Documented forms of refusal, and what cannot be a user's token. The code is the model's; AWS's words are unknown. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            400 | {"error":"invalid_token","error_description":"The request has an invalid parameter : access_token"} | answered with status 400: "invalid_token", "The request has an invalid parameter : access_token".
            400 | {"error":"invalid_token"}                                          | "invalid_token", "".
            401 | {"error":"insufficient_scope"}                                     | "insufficient_scope"
            400 | {"error":"invalid_token","error_description":"Not good: Atza~IQEBLjAsAhRmHjNgHpi0U+"} | "Not good: […]"
            200 | {"iss":"https://www.amazon.com/","user_id":"u","app_id":"a","exp":1} | issued by "https://www.amazon.com/"; expected https://www.amazon.com.
            """)
    void amazon_refuses(int status, String body, String says) {
        TokenRejection rejection = refusedByAmazon(status, body.replace('~', '|'));

        assertThat(rejection.code()).isEqualTo(Code.IDP_REJECTED_CLAIM);
        assertThat(rejection.check()).isEqualTo(Check.INTROSPECTION);
        assertThat(rejection.message()).isEqualTo("The identity provider rejected the token");
        assertThat(rejection.explanation()).contains(says);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
            200 | {"data":{"error":{"code":190,"message":"Invalid OAuth access token."},"is_valid":false,"scopes":[]}} | is not valid: "Invalid OAuth access token.".
            200 | {"data":{"is_valid":false}}                            | is not valid: it does not say why.
            200 | {"data":{"is_valid":true,"type":"PAGE","app_id":"1","user_id":"2","expires_at":0}} | of type "PAGE"; only one of type "USER"
            400 | {"error":{"message":"Invalid OAuth access token.","type":"OAuthException","code":190}} | status 400: "Invalid OAuth access token." (is the appAccessToken that of the token's app?).
            403 | {"error":{"message":"of 111222333444555~app-s3cret&x"}} | "of […]"
            400 | {"error":"x"}                                           | it does not say why
            """)
    void facebook_refuses(int status, String body, String says) {
        TokenRejection rejection = refusedByFacebook(status, body.replace('~', '|'));

        assertThat(rejection.code()).isEqualTo(Code.IDP_REJECTED_CLAIM);
        assertThat(rejection.explanation()).contains(says);
    }

    @Test
    void aProviderThatTellsOfExpiry_isBelieved() {
        String expired = "{\"data\":{\"error\":{\"code\":190,\"subcode\":%d,\"message\":\"Session has expired\"},"
                + "\"expires_at\":%d,\"is_valid\":false}}";
        for (String body : new String[] {
            expired.formatted(463, 0), expired.formatted(1, NOW.getEpochSecond()), USER.formatted(NOW.getEpochSecond())
        }) {
            assertThat(refusedByFacebook(200, body).code()).isEqualTo(Code.EXPIRED_TOKEN);
        }
        assertThat(refusedByFacebook(200, expired.formatted(460, NOW.getEpochSecond() + 1))
                        .code())
                .as("changed password: subcode 460")
                .isEqualTo(Code.IDP_REJECTED_CLAIM);
        source.set(new AccessTokenSource.TokenInfo(stub.uri("/")));
        assertThat(refusedByAmazon(200, AMAZON.replace("3597", "0")).code()).isEqualTo(Code.EXPIRED_TOKEN);
        stub.answers(200, AMAZON.replace("3597", "1"));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
    }

    /** None of this says anything about the token. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            500 | {"error":"ServerError"}    | answered with status 500.
            503 | ''                         | answered with status 503.
            429 | {"error":"Throttled"}      | answered with status 429.
            404 | {"error":"not_found"}      | answered with status 404.
            204 | ''                         | answered with status 204.
            302 | ''                         | redirects more than 0 times.
            200 | <html>                     | answered with status 200 and application/json, which is not a JSON object.
            200 | []                         | which is not a JSON object.
            400 | Bad Request                | which is not a JSON object.
            400 | {}                         | it has no "error"
            400 | {"error":1}                | "error" must be a text
            200 | {}                         | "iss" must be a text
            200 | {"iss":"https://www.amazon.com","user_id":"u","app_id":"a","exp":"1"}          | "exp" must be the seconds
            200 | {"iss":"https://www.amazon.com","user_id":"u","app_id":"a","exp":1.5}          | "exp" must be the seconds
            200 | {"iss":"https://www.amazon.com","user_id":"u","app_id":"a","exp":2147483648}   | "exp" must be the seconds
            200 | {"iss":"https://www.amazon.com","user_id":"u","exp":1}                         | "app_id" must be an id
            200 | {"iss":"https://www.amazon.com","app_id":"a","exp":1}                          | "user_id" must be an id
            200 | {"iss":"https://www.amazon.com","app_id":"a","user_id":"","exp":1}             | "user_id" must be an id
            200 | {"iss":"https://www.amazon.com","app_id":"a","user_id":"a b","exp":1}          | "user_id" must be an id
            """)
    void anAnswerThatSaysNothing_isNoCommunication(int status, String body, String says) {
        TokenRejection rejection = refusedByAmazon(status, body);

        assertThat(rejection.code()).isEqualTo(Code.IDP_COMMUNICATION_ERROR);
        assertThat(rejection.message()).isEqualTo("Error communicating with the identity provider");
        assertThat(rejection.explanation())
                .startsWith("www.amazon.com cannot be asked about the access token: " + stub.uri("/auth/o2/tokeninfo"))
                .contains(says);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{}",
                "{\"data\":[]}",
                "{\"data\":{\"is_valid\":\"true\"}}",
                "{\"data\":{\"is_valid\":true,\"app_id\":\"1\",\"user_id\":\"2\",\"expires_at\":0}}",
                "{\"data\":{\"is_valid\":true,\"type\":\"USER\",\"app_id\":\"1\",\"user_id\":\"2\"}}",
                "{\"data\":{\"is_valid\":true,\"type\":\"USER\",\"app_id\":\"1\",\"user_id\":\"2\",\"expires_at\":-1}}",
                "{\"data\":{\"is_valid\":true,\"type\":\"USER\",\"app_id\":\"1\",\"user_id\":\"2\",\"expires_at\":253402300800}}",
                "{\"data\":{\"is_valid\":true,\"type\":\"USER\",\"app_id\":\"1\",\"user_id\":{},\"expires_at\":0}}",
            })
    void facebooksAnswersAreReadStrictly(String body) {
        assertThat(refusedByFacebook(200, body).code()).isEqualTo(Code.IDP_COMMUNICATION_ERROR);
    }

    @Test
    void idsAndAnswersHaveBounds() {
        String id = "\"amzn1.application.436457DFHDH\"";
        stub.answers(200, AMAZON.replace(id, '"' + "a".repeat(255) + '"'));
        assertThat(accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN)).appId()).hasSize(255);
        verifier.clear();
        assertThat(refusedByAmazon(200, AMAZON.replace(id, '"' + "a".repeat(256) + '"'))
                        .code())
                .isEqualTo(Code.IDP_COMMUNICATION_ERROR);

        stub.answers(200, AMAZON + " ".repeat(HttpIntrospector.BODY - AMAZON.length()));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        verifier.clear();
        assertThat(refusedByAmazon(200, AMAZON + " ".repeat(HttpIntrospector.BODY + 1 - AMAZON.length()))
                        .explanation())
                .endsWith("answered with more than 65536 bytes.");
    }

    @Test
    void aRedirectIsNotFollowed() {
        refusedByAmazon(302, "");

        assertThat(stub.queries()).hasSize(1);
    }

    @Test
    void aProviderThatDoesNotAnswer_isNotWaitedFor() {
        stub.fallsSilent();

        TokenRejection rejection = refused(verifier(Duration.ofMillis(200)).verify(LOGIN_WITH_AMAZON, TOKEN));

        assertThat(rejection.code()).isEqualTo(Code.IDP_COMMUNICATION_ERROR);
        assertThat(rejection.explanation()).endsWith("/auth/o2/tokeninfo did not answer in full within 200 ms.");
    }

    @Test
    void aProviderThatIsNotThere_cannotBeAsked() {
        URI gone = stub.uri("/tokeninfo");
        stub.close();
        source.set(new AccessTokenSource.TokenInfo(gone));

        assertThat(refused(verifier.verify(LOGIN_WITH_AMAZON, TOKEN)).explanation())
                .isEqualTo("www.amazon.com cannot be asked about the access token: " + gone
                        + " cannot be reached: the connection was refused.");
    }

    @Test
    void tls_isNotSpokenWithAServerThatDoesNot() {
        URI plain = stub.uri("/tokeninfo");
        source.set(new AccessTokenSource.TokenInfo(URI.create("https://127.0.0.1:" + plain.getPort() + "/tokeninfo")));

        assertThat(refused(verifier.verify(LOGIN_WITH_AMAZON, TOKEN)).code()).isEqualTo(Code.IDP_COMMUNICATION_ERROR);
    }

    /** Recorded for Login with Amazon; unknown for Facebook. Neither is asked. */
    @Test
    void aJwtIsNoAccessToken() {
        TokenRejection amazon = refused(verifier.verify(LOGIN_WITH_AMAZON, Tokens.valid()));
        TokenRejection facebook = refused(verifier.verify(FACEBOOK, Tokens.valid()));

        assertThat(amazon.code()).isEqualTo(Code.INVALID_IDENTITY_TOKEN);
        assertThat(amazon.message()).isEqualTo("Provided Token is not a Login With Amazon token");
        assertThat(facebook.code()).isEqualTo(Code.IDP_REJECTED_CLAIM);
        assertThat(stub.queries()).isEmpty();
    }

    @Test
    void anAnswerCountsForFiveMinutes() {
        stub.answers(200, AMAZON);
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        clock.advance(AccessTokenVerifier.LONGEST.minusNanos(1));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        assertThat(stub.queries()).hasSize(1);

        clock.advance(Duration.ofNanos(1));
        assertThat(refusedByAmazon(400, "{\"error\":\"invalid_token\"}").code()).isEqualTo(Code.IDP_REJECTED_CLAIM);
        assertThat(stub.queries()).hasSize(2);
    }

    @Test
    void anAnswerCountsNoLongerThanTheTokenLives() {
        source.set(debugToken);
        stub.answers(200, USER.formatted(NOW.plusSeconds(60).getEpochSecond()));
        accepted(verifier.verify(FACEBOOK, TOKEN));
        clock.advance(Duration.ofSeconds(59));
        accepted(verifier.verify(FACEBOOK, TOKEN));
        assertThat(stub.queries()).hasSize(1);

        clock.advance(Duration.ofSeconds(1));
        assertThat(refused(verifier.verify(FACEBOOK, TOKEN)).explanation())
                .isEqualTo("The access token of graph.facebook.com expired at 2026-11-05T10:01:00Z.");
        assertThat(stub.queries()).hasSize(2);
    }

    @Test
    void anAnswerFromTheFutureDoesNotCount() {
        stub.answers(200, AMAZON);
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        clock.advance(Duration.ofSeconds(-1));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        assertThat(stub.queries()).hasSize(2);
    }

    @Test
    void refusalsAndFailuresAreNotRemembered() {
        refusedByAmazon(400, "{\"error\":\"invalid_token\"}");
        refusedByAmazon(500, "");
        stub.answers(200, AMAZON);
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        assertThat(stub.queries()).hasSize(3);
    }

    @Test
    void anAnswerCountsForItsTokenAndItsSourceOnly() {
        stub.answers(200, AMAZON);
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN + "x"));
        source.set(new AccessTokenSource.TokenInfo(stub.uri("/other")));
        accepted(verifier.verify(LOGIN_WITH_AMAZON, TOKEN));
        assertThat(stub.queries()).hasSize(3);

        stub.answers(200, USER.formatted(0));
        source.set(debugToken);
        accepted(verifier.verify(FACEBOOK, TOKEN));
        source.set(new AccessTokenSource.DebugToken(stub.uri("/v24.0/debug_token"), "another"));
        accepted(verifier.verify(FACEBOOK, TOKEN));
        assertThat(stub.queries()).hasSize(5);
        verifier.clear();
        accepted(verifier.verify(FACEBOOK, TOKEN));
        assertThat(stub.queries()).hasSize(6);
    }

    @Test
    void localTokensAreNotAskedAboutOverTheNetwork() {
        source.set(new AccessTokenSource.Local());

        assertThat(accepted(verifier.verify(FACEBOOK, " EAAx\n")).userId()).isEqualTo("EAAx");
        assertThat(stub.queries()).isEmpty();
    }
}
