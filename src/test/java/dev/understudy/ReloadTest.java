package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.config.InvalidConfigurationException;
import dev.understudy.support.Fixture;
import dev.understudy.support.LogCapture;
import dev.understudy.tls.Certificates;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.security.KeyPair;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.AssumeRoleWithWebIdentityResponse;
import software.amazon.awssdk.services.sts.model.Credentials;
import software.amazon.awssdk.services.sts.model.StsException;
import tools.jackson.databind.JsonNode;

/** A configuration that changes while Understudy runs. What AWS answers for a deleted role's session is recorded. */
class ReloadTest {
    private static final String BROKEN = "regoin: us-west-2";

    private static final String RESTART =
            "WARNING server, log and sealingKey stay as they were at the start; restart to use what the file says now.";

    @TempDir
    private Path folder;

    private final LogCapture log = new LogCapture("dev.understudy.configuration");
    private Path file;
    private Fixture fixture;
    private ConfigWatcher watcher;

    @BeforeEach
    void start() throws IOException {
        file = folder.resolve("understudy.yaml");
        write(roles("One"));
        open();
    }

    @AfterEach
    void stop() {
        fixture.close();
        log.close();
    }

    private void open() {
        fixture = Fixture.of(file);
        watcher = fixture.understudy.watcher();
    }

    private static String roles(String... names) {
        StringBuilder yaml = new StringBuilder("""
                issuers: { https://server.example.com: local }
                oidcProviders: [{ Url: https://server.example.com, ClientIdList: [appid_from_oidc_idp] }]
                roles:
                """);
        for (String name : names) {
            yaml.append("""
                      - RoleName: %s
                        AssumeRolePolicyDocument:
                          Version: 2012-10-17
                          Statement:
                            - Effect: Allow
                              Principal: { Federated: "arn:aws:iam::123456789012:oidc-provider/server.example.com" }
                              Action: sts:AssumeRoleWithWebIdentity
                    """.formatted(name));
        }
        return yaml.toString();
    }

    private void write(String yaml) throws IOException {
        Files.writeString(file, yaml);
    }

    /** A change counts when two looks find the same. */
    private void change(String yaml) throws IOException {
        write(yaml);
        look();
    }

    private void look() {
        watcher.tick();
        watcher.tick();
    }

    private HttpResponse<String> assume(String role) {
        Map<String, String> parameters = fixture.assumeRole(fixture.token());
        parameters.put("RoleArn", "arn:aws:iam::123456789012:role/" + role);
        return fixture.call(parameters);
    }

    private AssumeRoleWithWebIdentityResponse session(String role) {
        try (StsClient sts = fixture.sts()) {
            return sts.assumeRoleWithWebIdentity(request -> request.roleArn("arn:aws:iam::123456789012:role/" + role)
                    .roleSessionName("me")
                    .webIdentityToken(fixture.token()));
        }
    }

    private String arnOf(Credentials credentials) {
        try (StsClient sts = fixture.sts(credentials)) {
            return sts.getCallerIdentity().arn();
        }
    }

    private void assertUnknown(Credentials credentials) {
        assertThatThrownBy(() -> arnOf(credentials))
                .isInstanceOfSatisfying(
                        StsException.class,
                        refusal -> assertThat(refusal.awsErrorDetails().errorCode())
                                .isEqualTo("InvalidClientTokenId"));
    }

    private JsonNode configuration() {
        return fixture.control("GET", "/_understudy/health", "").required("configuration");
    }

    @Test
    void a_new_role_is_usable_and_old_sessions_live_on() throws IOException {
        Credentials before = session("One").credentials();
        assertThat(assume("Two").statusCode()).isEqualTo(403);
        change(roles("One", "Two"));
        assertThat(assume("Two").statusCode()).isEqualTo(200);
        assertThat(arnOf(before)).endsWith(":assumed-role/One/me");
        assertThat(log.lines())
                .containsExactly("INFO Reloaded " + file + ": 2 roles (1 new), 1 OIDC provider, 5 issuers.");
    }

    @Test
    void a_role_that_goes_takes_its_sessions_along() throws IOException {
        Credentials before = session("One").credentials();
        change(roles("Two"));
        assertThat(assume("One").statusCode()).isEqualTo(403);
        assertUnknown(before);
        assertThat(log.lines().get(0)).contains("1 role (1 new, 1 gone)");
    }

    @Test
    void a_role_that_is_made_again_has_another_id_and_the_first_ones_sessions_stay_unknown() throws IOException {
        AssumeRoleWithWebIdentityResponse first = session("One");
        change(roles("Two"));
        change(roles("One"));
        AssumeRoleWithWebIdentityResponse second = session("One");
        assertThat(second.assumedRoleUser().arn())
                .isEqualTo(first.assumedRoleUser().arn());
        assertThat(second.assumedRoleUser().assumedRoleId())
                .startsWith("AROA")
                .isNotEqualTo(first.assumedRoleUser().assumedRoleId());
        assertUnknown(first.credentials());
        assertThat(arnOf(second.credentials())).endsWith(":assumed-role/One/me");

        change(roles("One", "Two"));
        assertThat(arnOf(second.credentials())).endsWith(":assumed-role/One/me");
        change(roles("Two"));
        change(roles("One"));
        assertUnknown(first.credentials());
        assertUnknown(second.credentials());
    }

    /** As for roles: AWS gives every user an id of its own. */
    @Test
    void a_user_that_is_made_again_has_another_id_and_the_first_ones_sessions_stay_unknown() throws IOException {
        String users = """
                users:
                  - UserName: %s
                    accessKeys: [{ AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s }]
                """;
        change(users.formatted("alice"));
        try (StsClient alice = fixture.sts(AwsBasicCredentials.create("AKIAALICEALICEALICE2", "s"))) {
            Credentials first = alice.getSessionToken().credentials();
            String id = alice.getCallerIdentity().userId();
            change(users.formatted("bob"));
            change(users.formatted("alice"));
            assertThat(alice.getCallerIdentity().userId()).startsWith("AIDA").isNotEqualTo(id);
            assertUnknown(first);
            assertThat(arnOf(alice.getSessionToken().credentials())).endsWith(":user/alice");
        }
    }

    @Test
    void a_broken_file_changes_nothing_and_says_so_once_until_it_is_healed() throws IOException {
        String loadedAt = configuration().required("loadedAt").asString();
        fixture.clock.advance(Duration.ofMinutes(1));
        change(BROKEN);
        look();
        look();
        String fault = file + ":1: regoin: unknown field; did you mean region?";
        assertThat(log.lines())
                .containsExactly("SEVERE " + fault, "SEVERE The configuration that was read before stays in use.");
        assertThat(assume("One").statusCode()).isEqualTo(200);
        JsonNode broken = configuration();
        assertThat(broken.required("state").asString()).isEqualTo("broken");
        assertThat(broken.required("faults").get(0).asString()).isEqualTo(fault);
        assertThat(broken.required("loadedAt").asString()).isEqualTo(loadedAt);
        assertThat(fixture.get("/_understudy/ready").statusCode()).isEqualTo(200);

        change(roles("One", "Two"));
        assertThat(assume("Two").statusCode()).isEqualTo(200);
        JsonNode healed = configuration();
        assertThat(healed.required("state").asString()).isEqualTo("current");
        assertThat(healed.required("faults")).isEmpty();
        assertThat(healed.required("loadedAt").asString())
                .isEqualTo(fixture.clock.instant().toString());
    }

    @Test
    void a_broken_file_that_is_taken_back_is_current_again() throws IOException {
        change(BROKEN);
        change(roles("One"));
        assertThat(configuration().required("state").asString()).isEqualTo("current");
    }

    @Test
    void a_file_that_is_being_written_is_left_alone_until_it_rests() throws IOException {
        write(roles("One").substring(0, 40));
        watcher.tick();
        write(roles("One", "Two"));
        watcher.tick();
        assertThat(log.lines()).isEmpty();
        assertThat(assume("Two").statusCode()).isEqualTo(403);
        watcher.tick();
        assertThat(assume("Two").statusCode()).isEqualTo(200);
        look();
        assertThat(log.lines()).hasSize(1);
    }

    @Test
    void a_policy_file_counts_as_well_even_one_that_was_missing() throws IOException {
        String linked =
                roles("One").replaceFirst("(?s)AssumeRolePolicyDocument:.*", "AssumeRolePolicyDocument: p.json");
        change(linked);
        assertThat(configuration().required("faults").get(0).asString()).contains("p.json", "no such file");

        Files.writeString(folder.resolve("p.json"), trust("alice"));
        look();
        assertThat(configuration().required("state").asString()).isEqualTo("current");
        assertThat(assume("One").statusCode()).isEqualTo(200);

        Files.writeString(folder.resolve("p.json"), trust("bob"));
        look();
        assertThat(assume("One").statusCode()).isEqualTo(403);
    }

    private static String trust(String subject) {
        return """
                {"Version": "2012-10-17", "Statement": [{"Effect": "Allow",
                 "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/server.example.com"},
                 "Action": "sts:AssumeRoleWithWebIdentity",
                 "Condition": {"StringEquals": {"server.example.com:sub": "%s"}}}]}""".formatted(subject);
    }

    @Test
    void the_links_of_a_kubernetes_config_map_are_followed() throws IOException {
        fixture.close();
        Path map = Files.createDirectory(folder.resolve("map"));
        Files.createDirectory(map.resolve("..1"));
        Files.createDirectory(map.resolve("..2"));
        Files.writeString(map.resolve("..1/understudy.yaml"), roles("One"));
        Files.writeString(map.resolve("..2/understudy.yaml"), roles("One", "Two"));
        Path data = Files.createSymbolicLink(map.resolve("..data"), Path.of("..1"));
        file = Files.createSymbolicLink(map.resolve("understudy.yaml"), Path.of("..data/understudy.yaml"));
        open();
        Path next = Files.createSymbolicLink(map.resolve("..data_tmp"), Path.of("..2"));
        Files.move(next, data, StandardCopyOption.ATOMIC_MOVE);
        look();
        assertThat(assume("Two").statusCode()).isEqualTo(200);
    }

    @Test
    void what_an_account_has_decided_changes_too() throws IOException {
        String issuer = "https://12345678-90ab-cdef-1234-567890abcdef.tokens.sts.global.api.aws";
        assertThat(assume("One").statusCode()).isEqualTo(200);
        change(roles("One") + "accounts: [{ disabledRegions: [us-east-1], IssuerIdentifier: " + issuer + " }]\n");
        assertThat(assume("One").body()).contains("<Code>RegionDisabledException</Code>");
        assertThat(fixture.control("GET", "/_understudy/issuers", "").toString())
                .contains(issuer);
        change(roles("One") + "accounts: [{ JwtVendingEnabled: false }]\n");
        assertThat(assume("One").statusCode()).isEqualTo(200);
        assertThat(fixture.control("GET", "/_understudy/issuers", "").toString())
                .doesNotContain("tokens.sts.global.api.aws");
    }

    @Test
    void region_and_issuers_change_too() throws IOException {
        String other = "{\"issuer\": \"https://other.example\", \"subject\": \"alice\"}";
        assertThat(fixture.control("POST", "/_understudy/tokens", other).has("error"))
                .isTrue();
        change("region: eu-west-1\n" + roles("One").replace("com: local", "com: local, https://other.example: local"));
        assertThat(fixture.understudy.region()).isEqualTo("eu-west-1");
        assertThat(fixture.control("POST", "/_understudy/tokens", other).has("token"))
                .isTrue();
        assertThat(log.lines().get(0)).contains("6 issuers (1 new)");
        change(roles("One"));
        assertThat(fixture.understudy.region()).isEqualTo("us-east-1");
        assertThat(fixture.control("POST", "/_understudy/tokens", other)
                        .required("error")
                        .asString())
                .contains("https://other.example");
    }

    @Test
    void address_and_sealing_key_stay_and_it_is_said() throws IOException {
        Credentials before = session("One").credentials();
        change("server: { port: 1 }\n" + roles("One"));
        assertThat(log.lines()).hasSize(2).contains(RESTART);
        change("sealingKey: T25seS1hbi1leGFtcGxlLW5vdC1mb3ItcmVhbC11c2U=\n" + roles("One"));
        assertThat(log.lines()).hasSize(4).last().isEqualTo(RESTART);
        change("log: { level: debug }\n" + roles("One"));
        assertThat(log.lines()).hasSize(6).last().isEqualTo(RESTART);
        change(roles("One"));
        assertThat(log.lines()).hasSize(7).last().asString().startsWith("INFO");
        assertThat(arnOf(before)).endsWith(":assumed-role/One/me");
    }

    @Test
    void a_certificate_stays_and_only_another_one_asks_for_a_restart() throws Exception {
        fixture.close();
        String tls = "server: { tls: { certificate: cert.pem, privateKey: key.pem } }\n";
        KeyPair keys = Certificates.keys("EC");
        Path certificate = folder.resolve("cert.pem");
        Files.writeString(certificate, Certificates.pem(Certificates.certificate(keys, Instant.now())));
        Files.writeString(folder.resolve("key.pem"), Certificates.pem(keys.getPrivate()));
        String first = Files.readString(certificate);
        write(tls + roles("One"));
        open();
        change(tls + roles("One", "Two"));
        assertThat(log.lines()).singleElement().asString().startsWith("INFO");

        // Half of a pair, as it is replaced: what else changes counts, and the file by itself is noticed.
        KeyPair others = Certificates.keys("EC");
        Files.writeString(certificate, Certificates.pem(Certificates.certificate(others, Instant.now())));
        look();
        assertThat(log.lines()).hasSize(3).last().isEqualTo(RESTART);
        change(tls + roles("Three"));
        assertThat(assume("Three").statusCode()).isEqualTo(200);
        Files.writeString(
                certificate,
                Certificates.pem(Certificates.certificate(keys, Instant.now().minus(Duration.ofDays(30)))));
        look();
        assertThat(configuration().required("state").asString()).isEqualTo("current");
        assertThat(log.lines()).last().isEqualTo(RESTART);

        Files.writeString(certificate, first);
        look();
        assertThat(log.lines()).last().asString().startsWith("INFO");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "\n", "# roles follow\n\n  # soon"})
    void a_file_without_content_is_one_that_is_being_written(String nothing) throws IOException {
        change(nothing);
        assertThat(log.lines())
                .containsExactly(
                        "SEVERE " + file + ": the file is empty",
                        "SEVERE The configuration that was read before stays in use.");
        assertThat(assume("One").statusCode()).isEqualTo(200);
        change("{}");
        assertThat(log.lines()).hasSize(3).last().asString().contains("0 roles (1 gone)");
    }

    /** Looks compare with what was read, whoever had it read, and not with what an earlier look found. */
    @Test
    void a_file_that_is_taken_back_before_anybody_looked_is_read_again() throws Exception {
        write(roles("Two"));
        fixture.understudy.reload();
        change(roles("One"));
        assertThat(assume("One").statusCode()).isEqualTo(200);
    }

    @Test
    void a_file_is_looked_for_where_the_links_on_its_way_lead() throws IOException {
        Path elsewhere = Files.createDirectories(folder.resolve("elsewhere/inner"));
        Files.createSymbolicLink(folder.resolve("link"), elsewhere);
        Path policy = Files.writeString(folder.resolve("elsewhere/p.json"), trust("alice"));
        change(roles("One")
                .replaceFirst("(?s)AssumeRolePolicyDocument:.*", "AssumeRolePolicyDocument: link/../p.json"));
        assertThat(assume("One").statusCode()).isEqualTo(200);
        Files.writeString(policy, trust("bob"));
        look();
        assertThat(assume("One").statusCode()).isEqualTo(403);
    }

    @Test
    void an_embedded_one_is_reloaded_on_request_and_a_broken_file_throws() throws Exception {
        write(roles("One", "Two"));
        assertThat(assume("Two").statusCode()).isEqualTo(403);
        fixture.understudy.reload();
        assertThat(assume("Two").statusCode()).isEqualTo(200);

        write(BROKEN);
        assertThatThrownBy(fixture.understudy::reload)
                .isInstanceOf(InvalidConfigurationException.class)
                .hasMessageContaining("regoin");
        assertThat(assume("Two").statusCode()).isEqualTo(200);
        assertThat(configuration().required("state").asString()).isEqualTo("broken");
    }

    @Test
    void nothing_is_read_again_while_nothing_changes() {
        look();
        look();
        assertThat(log.lines()).isEmpty();
    }
}
