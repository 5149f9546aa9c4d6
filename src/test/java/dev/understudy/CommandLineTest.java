package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.config.LogSettings;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands, as a shell sees them: what is printed, and the exit code. */
class CommandLineTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/RoleForServerExample";

    @TempDir
    private Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(Map<String, String> environment, String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        Map<String, String> variables = new HashMap<>(environment);
        variables.put("UNDERSTUDY_HOME", home.toString());
        return Main.run(
                arguments, new Main.Terminal(variables, new PrintWriter(out, true), new PrintWriter(err, true)));
    }

    private int run(String... arguments) {
        return run(Map.of(), arguments);
    }

    private String token(String... more) {
        String[] arguments = new String[7 + more.length];
        String[] usual = {
            "token", "--issuer", "https://server.example.com", "--audience", "appid_from_oidc_idp", "--subject", "alice"
        };
        System.arraycopy(usual, 0, arguments, 0, usual.length);
        System.arraycopy(more, 0, arguments, usual.length, more.length);
        assertThat(run(arguments)).as(err.toString()).isZero();
        return out.toString().strip();
    }

    @Test
    void a_token_of_one_process_is_explained_by_another() {
        String token = token();
        assertThat(token).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
        assertThat(run("explain", "--role", ROLE, "--token", token)).isZero();
        assertThat(out.toString())
                .startsWith("ALLOWED")
                .contains("trust policy")
                .doesNotContain(token);
    }

    /** As in a container with a read-only file system: the log warns, and the work is done. */
    @Test
    void a_home_that_cannot_be_written_is_done_without() throws IOException {
        String file = Files.writeString(home.resolve("file"), "").toString();
        StringWriter printed = new StringWriter();
        int exit = Main.run(
                new String[] {"token", "--issuer", "https://server.example.com"},
                new Main.Terminal(
                        Map.of("UNDERSTUDY_HOME", file), new PrintWriter(printed, true), new PrintWriter(err, true)));
        assertThat(exit).as(err.toString()).isZero();
        assertThat(printed.toString().strip()).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    }

    @Test
    void explain_says_why_not_and_exits_with_1() {
        String token = token("--claim", "sub=bob", "--expires-in", "-600");
        assertThat(run("explain", "--role", ROLE, "--token", token)).isEqualTo(1);
        assertThat(out.toString())
                .startsWith("REFUSED")
                .contains("AWS answers only: ExpiredTokenException: Token expired: current date/time")
                .contains("FAIL");
        assertThat(run("explain", "--role", "nonsense", "--token", token)).isEqualTo(1);
        assertThat(out.toString()).contains("ValidationError", "roleArn");
    }

    @Test
    void token_takes_json_and_text() {
        String token = token("--claim", "amr=[\"a\"]", "--claim", "email=a@example.com", "--omit-claim", "jti");
        String claims = new String(
                java.util.Base64.getUrlDecoder().decode(token.split("\\.")[1]),
                java.nio.charset.StandardCharsets.UTF_8);
        assertThat(claims)
                .contains("\"amr\":[\"a\"]", "\"email\":\"a@example.com\"")
                .doesNotContain("jti");
    }

    @Test
    void a_wrong_token_request_exits_with_2_and_a_sentence() {
        assertThat(run("token", "--issuer", "https://elsewhere.example")).isEqualTo(2);
        assertThat(err.toString()).contains("https://elsewhere.example is not a local issuer", "server.example.com");
        assertThat(run("token")).isEqualTo(2);
        assertThat(err.toString()).contains("--issuer");
        assertThat(run("token", "--issuer", "www.amazon.com")).isEqualTo(2);
        assertThat(err.toString()).contains("its audience must be one app id");
        assertThat(run("token", "--issuer", "https://server.example.com", "--expires-in", "soon"))
                .isEqualTo(2);
    }

    @Test
    void check_accepts_the_packaged_configuration() {
        assertThat(run("check", "config/understudy.yaml")).isZero();
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(
                        "config/understudy.yaml: no faults; 8 roles, 2 OIDC providers, 1 user; at 2 local issuers: 4 users, 2 clients.\n");
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void check_prints_warnings_and_exits_with_0() throws IOException {
        String role = """
                  - RoleName: Role%1$d
                    AssumeRolePolicyDocument:
                      Version: 2012-10-17
                      Statement:
                        - Effect: Allow
                          Principal: { Federated: accounts.google.com }
                          Action: sts:AssumeRoleWithWebIdentity
                          Condition: { StringEquals: { "accounts.google.com:sub": "user-%1$d-*" } }
                """;
        Path file = Files.writeString(home.resolve("likely.yaml"), "roles:\n" + role.formatted(0));
        assertThat(run("check", file.toString())).isZero();
        assertThat(err.toString().lines())
                .singleElement()
                .asString()
                .startsWith("warning: " + file + ":9: roles[0].AssumeRolePolicyDocument.Statement[0].Condition")
                .contains("StringEquals takes * and ? literally in `user-0-*`");
        assertThat(out.toString())
                .isEqualToNormalizingNewlines(file + ": no faults, 1 warning; 1 role, 0 OIDC providers, 0 users.\n");

        Files.writeString(file, "roles:\n" + role.formatted(0) + role.formatted(1));
        assertThat(run("check", file.toString())).isZero();
        assertThat(err.toString().lines()).hasSize(2).allMatch(line -> line.startsWith("warning: " + file + ":"));
        assertThat(out.toString()).contains(": no faults, 2 warnings; 2 roles, ");
    }

    @Test
    void check_names_faults_before_it_speaks_of_warnings() throws IOException {
        Path file = Files.writeString(home.resolve("both.yaml"), """
                acount: 1
                managedPolicies:
                  - ManagedPolicyName: p
                    PolicyDocument: { Statement: { Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::b/${aws:userid}" } }
                """);
        assertThat(run("check", file.toString())).isEqualTo(2);
        assertThat(out.toString()).isEmpty();
        assertThat(err.toString()).contains("both.yaml:1: ", "1 fault.").doesNotContain("warning");
    }

    @Test
    void check_names_every_fault_and_exits_with_2() throws IOException {
        Path file = Files.writeString(
                home.resolve("broken.yaml"),
                "acount: 1\nroles:\n  - RoleNme: X\n    AssumeRolePolicyDocument: gone.json\n");
        assertThat(run("check", file.toString())).isEqualTo(2);
        assertThat(err.toString())
                .contains("broken.yaml:1: ", "did you mean account?", "broken.yaml:3: ", "did you mean RoleName?")
                .contains("broken.yaml:4: ", "gone.json");
    }

    @Test
    void a_broken_configuration_starts_nothing() throws IOException {
        Path file = Files.writeString(home.resolve("broken.yaml"), "roles: 1\n");
        assertThat(run("--config", file.toString())).isEqualTo(2);
        assertThat(run(Map.of("UNDERSTUDY_CONFIG", file.toString()), "serve")).isEqualTo(2);
        assertThat(run("--config", home.resolve("none.yaml").toString())).isEqualTo(2);
        assertThat(err.toString()).contains("none.yaml");
    }

    @Test
    void bad_usage_exits_with_2() {
        assertThat(run("--port", "many")).isEqualTo(2);
        assertThat(run("--port", "65536")).isEqualTo(2);
        assertThat(run(Map.of("UNDERSTUDY_PORT", "many"), "serve")).isEqualTo(2);
        assertThat(run("--tls-port", "65536")).isEqualTo(2);
        assertThat(run(Map.of("UNDERSTUDY_TLS_PORT", "many"), "serve")).isEqualTo(2);
        assertThat(run(Map.of("UNDERSTUDY_LOG_FORMAT", "xml"), "serve")).isEqualTo(2);
        assertThat(err.toString()).contains("UNDERSTUDY_LOG_FORMAT must be text or json, not 'xml'.");
        assertThat(run("no-such-command")).isEqualTo(2);
        assertThat(run("check")).isEqualTo(2);
    }

    @Test
    void an_option_before_a_command_is_not_ignored() {
        assertThat(run("--config", "none.yaml", "serve")).isEqualTo(2);
        assertThat(err.toString()).startsWith("Write --config after serve: before it, it has no effect.");
        assertThat(run("--port", "0", "check", "config/understudy.yaml")).isEqualTo(2);
        assertThat(run("--no-watch", "serve", "--port", "0")).isEqualTo(2);
        assertThat(run("--help", "serve")).isZero();
    }

    @Test
    void http_and_https_need_two_ports() throws IOException {
        assertThat(run("--port", "4700", "--tls-port", "4700")).isEqualTo(2);
        assertThat(err.toString()).contains("http and https cannot both listen on port 4700");
        Path file = Files.writeString(home.resolve("tls.yaml"), "server: { tls: { port: 4700 } }\n");
        assertThat(run(Map.of("UNDERSTUDY_PORT", "4700"), "--config", file.toString()))
                .isEqualTo(2);
    }

    @Test
    void a_bad_port_names_where_it_stands() {
        assertThat(run("--tls-port", "65536")).isEqualTo(2);
        assertThat(err.toString()).startsWith("--tls-port must be a number from 0 to 65535, not '65536'.");
        assertThat(run(Map.of("UNDERSTUDY_TLS_PORT", "many"))).isEqualTo(2);
        assertThat(err.toString()).startsWith("UNDERSTUDY_TLS_PORT must be a number from 0 to 65535, not 'many'.");
    }

    /** What is logged before the configuration is read has the environment's form already. */
    @Test
    void the_environments_log_format_counts_from_the_beginning() throws IOException {
        Path file = Files.writeString(home.resolve("broken.yaml"), "roles: 1\n");
        List<LogSettings> applied = new ArrayList<>();
        Map<String, String> environment = Map.of(
                "UNDERSTUDY_LOG_FORMAT",
                "json",
                "UNDERSTUDY_CONFIG",
                file.toString(),
                "UNDERSTUDY_HOME",
                home.toString());
        assertThat(Main.run(
                        new String[0],
                        new Main.Terminal(
                                environment, new PrintWriter(out, true), new PrintWriter(err, true), applied::add)))
                .isEqualTo(2);
        assertThat(applied).containsExactly(new LogSettings(LogSettings.Format.JSON, LogSettings.Level.INFO));
    }

    @Test
    void without_arguments_the_environment_is_read_as_strictly() throws IOException {
        assertThat(run(Map.of("UNDERSTUDY_PORT", "many"))).isEqualTo(2);
        assertThat(err.toString()).contains("UNDERSTUDY_PORT must be a number from 0 to 65535, not 'many'.");
        assertThat(run(Map.of("UNDERSTUDY_PORT", "65536"))).isEqualTo(2);
        Path file = Files.writeString(home.resolve("broken.yaml"), "roles: 1\n");
        assertThat(run(Map.of("UNDERSTUDY_CONFIG", file.toString()))).isEqualTo(2);
        assertThat(run(Map.of("UNDERSTUDY_HOST", "203.0.113.1"))).isEqualTo(1);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void help_and_version_exit_with_0() {
        assertThat(run("--help")).isZero();
        assertThat(out.toString()).contains("serve", "token", "explain", "check", "--config", "--port");
        assertThat(run("--version")).isZero();
        assertThat(out.toString()).startsWith("Understudy ");
    }
}
