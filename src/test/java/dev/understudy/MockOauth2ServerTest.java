package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import dev.understudy.support.Fixture;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import no.nav.security.mock.oauth2.MockOAuth2Server;
import no.nav.security.mock.oauth2.token.DefaultOAuth2TokenCallback;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** An issuer that is not ours, over its real key set; how it behaves when it fails is the verifier's own test. */
class MockOauth2ServerTest {
    private static final String ISSUER = "https://idp.example.test/tenant";

    private MockOAuth2Server provider;
    private Fixture fixture;

    @BeforeEach
    void start() {
        provider = new MockOAuth2Server();
        provider.start();
        fixture = Fixture.of("""
                issuers: { "%s": { jwksUri: "%s" } }
                oidcProviders: [{ Url: "%s", ClientIdList: [mobile-app] }]
                roles:
                  - RoleName: Mine
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        Effect: Allow
                        Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/idp.example.test/tenant" }
                        Action: sts:AssumeRoleWithWebIdentity
                        Condition: { StringEquals: { "idp.example.test/tenant:sub": alice } }
                """.formatted(ISSUER, provider.jwksUrl("tenant"), ISSUER));
    }

    @AfterEach
    void stop() {
        fixture.close();
        provider.shutdown();
    }

    private String token(String subject, String audience) {
        SignedJWT token = provider.issueToken(
                "tenant",
                audience,
                new DefaultOAuth2TokenCallback(
                        "tenant", subject, "JWT", List.of(audience), Map.of("iss", ISSUER), 3600));
        return token.serialize();
    }

    private HttpResponse<String> assume(String token) {
        Map<String, String> parameters = fixture.assumeRole(token);
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/Mine");
        return fixture.call(parameters);
    }

    @Test
    void its_tokens_are_accepted_and_its_refused_ones_refused() {
        HttpResponse<String> good = assume(token("alice", "mobile-app"));
        assertThat(good.statusCode()).as(good.body()).isEqualTo(200);
        assertThat(good.body())
                .contains(
                        "<SubjectFromWebIdentityToken>alice<",
                        "<Provider>arn:aws:iam::123456789012:oidc-provider/idp.example.test/tenant<");
        assertThat(assume(token("mallory", "mobile-app")).body()).contains("<Code>AccessDenied</Code>");
        assertThat(assume(token("alice", "another-app")).body()).contains("<Code>InvalidIdentityToken</Code>");
    }

    @Test
    void its_outage_costs_nobody_a_token_whose_key_is_known() {
        assertThat(assume(token("alice", "mobile-app")).statusCode()).isEqualTo(200);
        String later = token("alice", "mobile-app");
        provider.shutdown();
        assertThat(assume(later).statusCode()).isEqualTo(200);
    }

    @Test
    void without_its_keys_nothing_is_accepted() {
        String token = token("alice", "mobile-app");
        provider.shutdown();
        assertThat(assume(token).body())
                .contains("Couldn't retrieve verification key from your identity provider,  please reference");
    }
}
