package dev.understudy;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.idp.Preset;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** {@code token --preset}, as a shell sees it. */
class PresetCommandTest {
    private static final String ROLE = "arn:aws:iam::123456789012:role/RoleForGitHubActions";

    @TempDir
    static Path home;

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... arguments) {
        out.getBuffer().setLength(0);
        err.getBuffer().setLength(0);
        return Main.run(
                arguments,
                new Main.Terminal(
                        Map.of("UNDERSTUDY_HOME", home.toString()),
                        new PrintWriter(out, true),
                        new PrintWriter(err, true)));
    }

    private JsonNode part(int index) {
        byte[] json = Base64.getUrlDecoder().decode(out.toString().strip().split("\\.")[index]);
        return JsonMapper.shared().readTree(new String(json, StandardCharsets.UTF_8));
    }

    @ParameterizedTest
    @EnumSource
    void every_preset_has_a_token_without_any_configuration(Preset preset) {
        assertThat(run("token", "--preset", preset.presetName()))
                .as(err.toString())
                .isZero();
        assertThat(part(1).path("iss").asString()).startsWith("https://");
        assertThat(part(0).has("typ"))
                .isEqualTo(!List.of(Preset.KUBERNETES, Preset.BUILDKITE).contains(preset));
    }

    @Test
    void a_workflow_of_the_packaged_roles_repository_may_take_it_and_no_other() {
        assertThat(run("token", "--preset", "github", "--repository", "octo-org/octo-repo", "--ref=refs/heads/main"))
                .isZero();
        String right = out.toString().strip();
        assertThat(part(1).path("exp").asLong() - part(1).path("nbf").asLong()).isEqualTo(900);
        assertThat(run("token", "--preset", "github", "--repository", "octo-org/other"))
                .isZero();
        String other = out.toString().strip();
        assertThat(run("explain", "--role", ROLE, "--token", right)).isZero();
        assertThat(run("explain", "--role", ROLE, "--token", other)).isEqualTo(1);
        assertThat(out.toString()).contains("repo:octo-org/other:ref:refs/heads/main");
    }

    @Test
    void the_usual_options_go_on_top() {
        assertThat(run(
                        "token",
                        "--preset",
                        "github",
                        "--audience",
                        "mine",
                        "--claim",
                        "actor=eve",
                        "--environment",
                        "prod",
                        "--omit-claim",
                        "nbf",
                        "--header",
                        "x=1",
                        "--expires-in",
                        "60",
                        "--algorithm",
                        "ES256"))
                .as(err.toString())
                .isZero();
        assertThat(part(0).path("alg").asString()).isEqualTo("ES256");
        assertThat(part(0).path("x").asInt()).isEqualTo(1);
        assertThat(part(1).path("aud").asString()).isEqualTo("mine");
        assertThat(part(1).path("actor").asString()).isEqualTo("eve");
        assertThat(part(1).path("sub").asString()).isEqualTo("repo:octo-org/octo-repo:environment:prod");
        assertThat(part(1).has("nbf")).isFalse();
        assertThat(part(1).path("exp").asLong() - part(1).path("iat").asLong()).isEqualTo(60);
    }

    @Test
    void an_issuer_may_stand_in_for_the_presets() {
        assertThat(run(
                        "token",
                        "--preset",
                        "kubernetes",
                        "--issuer",
                        "https://server.example.com",
                        "--not-before",
                        "5"))
                .isZero();
        assertThat(part(1).path("iss").asString()).isEqualTo("https://server.example.com");
        assertThat(part(1).path("nbf").asLong() - part(1).path("iat").asLong()).isEqualTo(5);
        assertThat(part(1).path("aud").isArray()).isTrue();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            --preset github --repositry octo/app       | did you mean --repository?
            --preset github --zzzzzzzzzzzzzzz 1        | its options are --repository, --ref, --event-name,
            --preset github octo/app                   | has no option octo/app
            --preset github --ref                      | --ref needs a value
            --preset github --ref=refs/a --ref refs/b  | --ref is given twice
            --preset github --ref main                 | a ref that begins with refs/
            --preset gitlabb                           | did you mean "gitlab"?
            --preset gitlab --host git.example.com     | write "https://git.example.com: local" under "issuers"
            --issuer https://server.example.com --ref refs/heads/main | Unknown option
            --audience a                               | Give --issuer or --preset.
            """)
    void a_wrong_command_exits_with_2_and_a_sentence(String arguments, String says) {
        assertThat(run(("token " + arguments).split(" "))).isEqualTo(2);
        assertThat(err.toString()).contains(says);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void the_help_lists_the_options_of_each_preset() {
        assertThat(run("token", "--help")).isZero();
        assertThat(out.toString())
                .contains("--preset github: GitHub Actions", "--repository=octo-org/octo-repo", "--run-phase=plan");
    }

    @Test
    void any_arguments_are_read_or_refused_with_a_sentence() {
        Random random = new Random(4592);
        String[] words = {"--ref", "--ref=", "=", "", "--", "-", "refs/heads/main", "--repository", "a/b", "--x=%s", "é"
        };
        for (int round = 0; round < 5_000; round++) {
            List<String> arguments = random.ints(random.nextInt(6), 0, words.length)
                    .mapToObj(i -> words[i])
                    .toList();
            try {
                assertThat(PresetOptions.read(Preset.GITHUB, arguments).keySet())
                        .isSubsetOf("ref", "repository");
            } catch (BadUsageException refusal) {
                assertThat(refusal.getMessage()).matches("[^\\n]+[.?]");
            }
        }
    }
}
