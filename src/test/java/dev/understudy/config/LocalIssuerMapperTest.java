package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.LocalIssuer;
import dev.understudy.idp.LocalUser;
import dev.understudy.idp.RedirectUris;
import dev.understudy.token.KeySource;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The long form of a local issuer. */
class LocalIssuerMapperTest {
    private static final String AT = "c.yaml:1: issuers[\"https://a.example\"].";

    private static ConfigSource source(String local) {
        return ConfigSource.text("c.yaml", "issuers: {\"https://a.example\": {local: " + local + "}}\n");
    }

    private static LocalIssuer issuer(String local) throws Exception {
        Settings settings = SettingsLoader.load(source(local));
        assertThat(settings.issuers()).containsEntry("https://a.example", new KeySource.Local());
        return settings.localIssuers().get("https://a.example");
    }

    @Test
    void nothing_said_is_the_default() throws Exception {
        assertThat(issuer("{}")).isEqualTo(LocalIssuer.DEFAULT);
    }

    @Test
    void everything_can_be_said() throws Exception {
        LocalIssuer issuer = issuer("{tokenLifetime: 60, users: [{sub: 007, name: J, email: j@example.com, claims:"
                + " {groups: [a], n: 1.50, \"https://aws.amazon.com/tags\": {principal_tags: {t: [x]}}}}],"
                + " clients: [{clientId: app, redirectUris: [\"http://localhost/\"], clientSecret: s}]}");

        assertThat(issuer.tokenLifetime()).isEqualTo(Duration.ofMinutes(1));
        LocalUser user = issuer.users().get(0);
        assertThat(user.subject()).isEqualTo("007");
        assertThat(user.name()).contains("J");
        assertThat(user.email()).contains("j@example.com");
        assertThat(user.claims().toString())
                .isEqualTo("{\"groups\":[\"a\"],\"n\":1.50,\"https://aws.amazon.com/tags\":{\"principal_tags\":"
                        + "{\"t\":[\"x\"]}}}");
        assertThat(issuer.clients()).singleElement().satisfies(client -> {
            assertThat(client.clientId()).isEqualTo("app");
            assertThat(client.clientSecret()).contains("s");
            assertThat(client.redirectUris())
                    .isEqualTo(new RedirectUris.Registered(java.util.List.of("http://localhost/")));
        });
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            {tokenLifetime: 0}                       | local.tokenLifetime: expected a whole number from 1 to 86400, found "0"
            {tokenLifetime: 86401}                   | local.tokenLifetime: expected a whole number from 1 to 86400, found "86401"
            {user: []}                               | local.user: unknown field; did you mean users?
            x                                        | local: expected a mapping, found a single value
            {users: [{}]}                            | local.users[0]: sub is missing
            {users: [{sub: ''}]}                     | local.users[0].sub: expected 1 to 255 characters, found nothing
            {users: [{sub: a, mail: b}]}             | local.users[0].mail: unknown field; did you mean email?
            {users: [{sub: a, email: b}]}            | local.users[0].email: expected an email address of at most 254 characters, found "b"
            {users: [{sub: a}, {sub: a}]}            | local.users[1]: the same sub is already at line 1
            {users: [{sub: a, claims: []}]}          | local.users[0].claims: expected a mapping, found a list
            {users: [{sub: a, claims: {aud: x}}]}    | local.users[0].claims.aud: the provider itself says aud in each token
            {clients: [{}]}                          | local.clients[0]: clientId is missing
            {clients: [{clientId: a}, {clientId: a}]} | local.clients[1]: the same clientId is already at line 1
            {clients: [{clientId: a, clientSecret: ü}]} | local.clients[0].clientSecret: expected 1 to 255 characters of printable ASCII, found something else
            {clients: [{clientId: a, redirectUri: x}]} | local.clients[0].redirectUri: unknown field; did you mean redirectUris?
            {clients: [{clientId: a, redirectUris: ["http://a/#f"]}]} | local.clients[0].redirectUris[0]: expected an http:// or https:// URL, or one of an application's own scheme such as com.example.app:/callback, of at most 2048 characters without user or fragment, found "http://a/#f"
            {clients: [{clientId: a, redirectUris: ["javascript:alert(1)"]}]} | local.clients[0].redirectUris[0]: expected an http:// or https:// URL, or one of an application's own scheme such as com.example.app:/callback, of at most 2048 characters without user or fragment, found "javascript:alert(1)"
            {}, jwksUri: "http://k/"                 | jwksUri: unknown field; known here: local
            """)
    void a_mistake_is_told_with_its_place(String local, String fault) {
        assertThat(faults(source(local))).containsExactly(AT + fault);
    }

    @ParameterizedTest
    @CsvSource({"users, sub, 100", "clients, clientId, 100"})
    void the_most_are_taken_and_no_more(String list, String field, int most) throws Exception {
        String items = IntStream.range(0, most)
                .mapToObj(i -> "{" + field + ": n" + i + "}")
                .collect(Collectors.joining(", "));

        assertThat(issuer("{" + list + ": [" + items + "]}")).isNotNull();
        assertThat(faults(source("{" + list + ": [" + items + ", {" + field + ": x}]}")))
                .containsExactly(AT + "local." + list + ": expected at most 100 items, found 101");
    }

    @Test
    void a_client_has_twenty_redirect_uris_at_most() throws Exception {
        String twenty = IntStream.range(0, 20)
                .mapToObj(i -> "\"http://localhost/" + i + "\"")
                .collect(Collectors.joining(", "));

        assertThat(issuer("{clients: [{clientId: a, redirectUris: [" + twenty + "]}]}"))
                .isNotNull();
        assertThat(faults(source("{clients: [{clientId: a, redirectUris: [" + twenty + ", \"http://localhost/\"]}]}")))
                .containsExactly(AT + "local.clients[0].redirectUris: expected at most 20 items, found 21");
    }

    @Test
    void lengths_are_taken_to_the_limit() throws Exception {
        String uri = "http://localhost/" + "x".repeat(RedirectUris.LONGEST - 17);
        String email = "a@" + "b".repeat(252);

        assertThat(issuer("{tokenLifetime: 86400, users: [{sub: " + "s".repeat(255) + ", name: " + "n".repeat(255)
                        + ", email: " + email + "}], clients: [{clientId: " + "c".repeat(255) + ", redirectUris: ["
                        + uri + "], clientSecret: " + "p".repeat(255) + "}]}"))
                .isNotNull();
        assertThat(faults(source("{users: [{sub: " + "s".repeat(256) + ", name: " + "n".repeat(256) + ", email: x"
                        + email + "}], clients: [{clientId: " + "c".repeat(256) + ", redirectUris: [" + uri
                        + "x], clientSecret: " + "p".repeat(256) + "}]}")))
                .hasSize(6);
    }

    @Test
    void the_built_in_providers_have_users_too() throws Exception {
        Settings settings = SettingsLoader.load(
                ConfigSource.text("c.yaml", "issuers: {www.amazon.com: {local: {users: [{sub: amzn1.account.A}]}}}\n"));

        assertThat(settings.localIssuers().get("www.amazon.com").users().get(0).subject())
                .isEqualTo("amzn1.account.A");
    }

    @Test
    void the_packaged_provider_has_alice_and_bob() throws Exception {
        Map<String, LocalIssuer> issuers =
                SettingsLoader.load(ConfigSource.packaged()).localIssuers();

        assertThat(issuers.get("https://server.example.com").users())
                .extracting(LocalUser::name)
                .containsExactly(Optional.of("Alice Example"), Optional.of("Bob Example"));
        assertThat(issuers.get("accounts.google.com").users()).hasSize(2);
    }
}
