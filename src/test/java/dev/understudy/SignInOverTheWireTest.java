package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.AuthorizationGrant;
import com.nimbusds.oauth2.sdk.AuthorizationResponse;
import com.nimbusds.oauth2.sdk.ClientCredentialsGrant;
import com.nimbusds.oauth2.sdk.RefreshTokenGrant;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.http.HTTPRequest;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponse;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.UserInfo;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import dev.understudy.support.Fixture;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/** Nimbus's OAuth 2.0 SDK signs users in at the packaged provider, and the AWS SDK assumes a role with what it got. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SignInOverTheWireTest {
    private static final ClientID CLIENT = new ClientID(Fixture.AUDIENCE);
    private static final URI CALLBACK = URI.create("http://localhost:8080/callback");
    private static final String BASE = "/_understudy/issuers/server.example.com";

    private Fixture fixture;
    private OIDCProviderMetadata provider;

    @BeforeAll
    void start() throws Exception {
        fixture = Fixture.packaged();
        HttpResponse<String> document = fixture.get(BASE + "/.well-known/openid-configuration");
        provider = OIDCProviderMetadata.parse(document.body());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    /** What a person does on the page: the form is posted with the user's name. */
    private AuthorizationCode signIn(AuthenticationRequest request, String subject) throws Exception {
        assertThat(fixture.get(request.toURI().getRawPath() + "?" + request.toQueryString())
                        .body())
                .contains("Alice Example", "Bob Example");
        HttpResponse<String> answer = fixture.send(HttpRequest.newBuilder(fixture.uri(BASE + "/sign-in"))
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(HttpRequest.BodyPublishers.ofString(request.toQueryString() + "&subject=" + subject))
                .build());
        AuthorizationResponse response = AuthorizationResponse.parse(
                URI.create(answer.headers().firstValue("Location").orElseThrow()));
        assertThat(response.getState()).isEqualTo(request.getState());
        assertThat(response.getIssuer()).isEqualTo(new Issuer(Fixture.ISSUER));
        return response.toSuccessResponse().getAuthorizationCode();
    }

    private OIDCTokenResponse exchange(AuthorizationGrant grant) throws Exception {
        HTTPRequest request = new TokenRequest.Builder(provider.getTokenEndpointURI(), CLIENT, grant)
                .build()
                .toHTTPRequest();
        return (OIDCTokenResponse) OIDCTokenResponseParser.parse(request.send()).toSuccessResponse();
    }

    private Credentials assumeRole(String token) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(call -> call.roleArn(Fixture.ROLE)
                            .roleSessionName("session")
                            .webIdentityToken(token))
                    .credentials();
        }
    }

    @Test
    void a_user_signs_in_and_the_application_assumes_a_role() throws Exception {
        assertThat(provider.getIssuer()).isEqualTo(new Issuer(Fixture.ISSUER));
        CodeVerifier verifier = new CodeVerifier();
        Nonce nonce = new Nonce();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid", "profile", "email"), CLIENT, CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .nonce(nonce)
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();

        OIDCTokenResponse tokens = exchange(new AuthorizationCodeGrant(signIn(request, "alice"), CALLBACK, verifier));

        JWKSet keys = JWKSet.load(provider.getJWKSetURI().toURL());
        IDTokenValidator validator = new IDTokenValidator(provider.getIssuer(), CLIENT, JWSAlgorithm.RS256, keys);
        IDTokenClaimsSet claims = validator.validate(tokens.getOIDCTokens().getIDToken(), nonce);
        assertThat(claims.getSubject().getValue()).isEqualTo("alice");
        assertThat(claims.getStringClaim("name")).isEqualTo("Alice Example");

        UserInfo info = UserInfoResponse.parse(new UserInfoRequest(
                                provider.getUserInfoEndpointURI(),
                                tokens.getOIDCTokens().getBearerAccessToken())
                        .toHTTPRequest()
                        .send())
                .toSuccessResponse()
                .getUserInfo();
        assertThat(info.getEmailAddress()).isEqualTo("alice@example.com");

        OIDCTokenResponse refreshed =
                exchange(new RefreshTokenGrant(tokens.getOIDCTokens().getRefreshToken()));
        Credentials credentials = assumeRole(refreshed.getOIDCTokens().getIDTokenString());
        try (StsClient sts = fixture.sts(credentials)) {
            assertThat(sts.getCallerIdentity().arn())
                    .isEqualTo("arn:aws:sts::123456789012:assumed-role/RoleForServerExample/session");
        }
    }

    @Test
    void a_users_access_token_is_no_identity_token_and_a_services_may_be() throws Exception {
        ClientSecretBasic service =
                new ClientSecretBasic(new ClientID("service"), new Secret("understudy/documentation/only"));
        HTTPRequest request = new TokenRequest.Builder(
                        provider.getTokenEndpointURI(), service, new ClientCredentialsGrant())
                .customParameter("audience", Fixture.AUDIENCE)
                .build()
                .toHTTPRequest();
        String token = com.nimbusds.oauth2.sdk.TokenResponse.parse(request.send())
                .toSuccessResponse()
                .getTokens()
                .getBearerAccessToken()
                .getValue();

        assertThat(assumeRole(token).accessKeyId()).startsWith("ASIA");
        String ofUser = accessTokenOfAlice();
        assertThat(fixture.call(fixture.assumeRole(ofUser)).body()).contains("InvalidIdentityToken");
    }

    private String accessTokenOfAlice() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), CLIENT, CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        return exchange(new AuthorizationCodeGrant(signIn(request, "alice"), CALLBACK, verifier))
                .getOIDCTokens()
                .getBearerAccessToken()
                .getValue();
    }

    @Test
    void what_belongs_to_the_control_api_stays_for_its_own_pages() {
        for (String path : new String[] {"/_understudy/issuers", BASE + "/rotate", "/_understudy/tokens"}) {
            assertThat(fixture.get(path, "Origin", "http://localhost:3000").statusCode())
                    .as(path)
                    .isEqualTo(403);
        }
        assertThat(fixture.get(BASE + "/jwks", "Origin", "http://localhost:3000")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void a_reset_ends_what_users_granted() throws Exception {
        CodeVerifier verifier = new CodeVerifier();
        AuthenticationRequest request = new AuthenticationRequest.Builder(
                        ResponseType.CODE, new Scope("openid"), CLIENT, CALLBACK)
                .endpointURI(provider.getAuthorizationEndpointURI())
                .state(new State())
                .codeChallenge(verifier, CodeChallengeMethod.S256)
                .build();
        AuthorizationCode code = signIn(request, "alice");
        fixture.control("POST", "/_understudy/reset", "");

        HTTPRequest exchange = new TokenRequest.Builder(
                        provider.getTokenEndpointURI(), CLIENT, new AuthorizationCodeGrant(code, CALLBACK, verifier))
                .build()
                .toHTTPRequest();
        assertThat(exchange.send().getStatusCode()).isEqualTo(400);
    }
}
