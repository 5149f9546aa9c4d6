package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static dev.understudy.config.Configurations.fill;
import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.util.List;
import java.util.Random;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** No text can do worse than be refused, and no refusal tells a secret. */
class HostileConfigurationTest {
    private static final String SECRET = "wJalrXUtnFEMI7K7MDENGbPxRfiCYEXAMPLEKEY1";
    private static final String VALID = """
            # A configuration with something of everything.
            server: { host: 127.0.0.1, port: 4592 }
            account: "123456789012"
            sealingKey: AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=
            issuers:
              https://a.example: local
              https://b.example: { jwks: { keys: [{ kty: RSA, n: "AQAB" }] } }
            oidcProviders:
              - Url: https://a.example
                ClientIdList: [app]
            samlProviders: [{ Name: corp, local: true }]
            managedPolicies: [{ ManagedPolicyName: m, PolicyDocument: $PERMISSIONS }]
            roles:
              - RoleName: Reader
                Description: >
                  folded
                  text
                AssumeRolePolicyDocument: $TRUST
                ManagedPolicyArns: ["arn:aws:iam::123456789012:policy/m"]
                Tags: [{ Key: a, Value: 'b' }]
            users:
              - UserName: alice
                accessKeys: [{ AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: "s" }]
            """;
    private static final List<String> SNIPPETS = List.of(
            "\t",
            "\n",
            " ",
            "  - ",
            ": ",
            "#",
            "&a ",
            "*a",
            "!!binary ",
            "!x ",
            "{",
            "}",
            "[",
            "]",
            "'",
            "\"",
            "|\n",
            "? ",
            "---\n",
            "...\n",
            "%YAML 1.1\n",
            "<<: ",
            "\u0000",
            "\uFEFF",
            "\uD800",
            "\\ud800",
            "null",
            "~",
            "0x",
            "/",
            "..");

    @Test
    void mutationsOfAConfigurationAreReadOrRefused() throws Exception {
        String valid = fill(VALID);
        assertThat(load(valid)).isNotNull();
        for (long seed = 0; seed < 2000; seed++) {
            String mutant = mutate(valid, new Random(seed));
            try {
                SettingsLoader.load(ConfigSource.text("c.yaml", mutant));
            } catch (InvalidConfigurationException e) {
                assertThat(e.faults())
                        .as("seed %d", seed)
                        .isNotEmpty()
                        .allSatisfy(fault -> assertThat(fault.toString())
                                .startsWith("c.yaml")
                                .matches("[^\\p{Cntrl}]+"));
            } catch (RuntimeException | Error e) {
                fail("seed " + seed, e);
            }
        }
    }

    private static String mutate(String text, Random random) {
        StringBuilder mutant = new StringBuilder(text);
        for (int edits = 1 + random.nextInt(4); edits > 0; edits--) {
            int at = random.nextInt(mutant.length());
            int end = Math.min(mutant.length(), at + random.nextInt(20));
            switch (random.nextInt(4)) {
                case 0 -> mutant.delete(at, end);
                case 1 -> mutant.insert(at, mutant.substring(at, end));
                case 2 -> mutant.setCharAt(at, (char) random.nextInt(random.nextBoolean() ? 128 : 65536));
                default -> mutant.insert(at, SNIPPETS.get(random.nextInt(SNIPPETS.size())));
            }
        }
        return mutant.toString();
    }

    /** A few lines that would expand to gigabytes. */
    @Test
    void aliasesAreNeverExpanded() {
        StringBuilder bomb = new StringBuilder("a: &a [x, x, x, x, x, x, x, x, x, x]\n");
        for (char c = 'b'; c <= 'k'; c++) {
            String item = "*" + (char) (c - 1);
            bomb.append(c)
                    .append(": &")
                    .append(c)
                    .append(" [")
                    .append((item + ", ").repeat(10))
                    .append("]\n");
        }

        assertThat(faults(bomb.toString()))
                .containsExactly(
                        "c.yaml:1: a: YAML anchors and aliases (&name, *name) are not read here; write the value"
                                + " out");
    }

    @Test
    void aFloodOfFaultsIsCutShort() {
        List<String> faults = faults("roles: [" + "x, ".repeat(Faults.MOST + 5) + "]");

        assertThat(faults).hasSize(Faults.MOST + 1).last().isEqualTo("c.yaml: 5 more faults are not listed");
        assertThat(faults("roles: [" + "x, ".repeat(Faults.MOST) + "]")).hasSize(Faults.MOST);
    }

    @Test
    void aFloodOfWarningsIsCutShort() throws Exception {
        String yaml = "managedPolicies: [{ManagedPolicyName: p, PolicyDocument: {Statement: {Effect: Allow,"
                + " Action: 's3:*', Resource: [%s]}}}]";

        assertThat(load(yaml.formatted(variables(Faults.MOST))).warnings()).hasSize(Faults.MOST);
        assertThat(load(yaml.formatted(variables(Faults.MOST + 1))).warnings())
                .hasSize(Faults.MOST + 1)
                .last()
                .hasToString("c.yaml: 1 more warnings are not listed");
    }

    private static String variables(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "'arn:aws:s3:::b/${aws:userid}/" + i + "'")
                .collect(Collectors.joining(", "));
    }

    @Test
    void aFaultQuotesOneShortLine() {
        assertThat(faults("region: \"a\\nb\\e[31m" + "x".repeat(1000) + "\""))
                .singleElement()
                .asString()
                .contains("found \"a?b?[31m")
                .hasSizeLessThan(200);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sealingKey: SECRET",
                "sealingKey: [SECRET]",
                "users: [{UserName: a, accessKeys: [{AccessKeyId: x, SecretAccessKey: SECRET}]}]",
                "users: [{UserName: a, accessKeys: [{AccessKeyId: x, SecretAccessKey: {SECRET: 1}}]}]",
                "users: [{UserName: a, accessKeys: [SECRET]}]",
                "users: [{UserName: a, mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: SECRET}]}]",
                "rootUsers: [{mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: [SECRET]}]}]",
                "rootUsers: [{accessKeys: [{AccessKeyId: x, SecretAccessKey: SECRET}]}]",
                "issuers: {graph.facebook.com: {appAccessToken: SECRET}}",
                "issuers: {graph.facebook.com: {debugTokenUri: \"https://g/?access_token=SECRET\"}}",
                "issuers: {graph.facebook.com: {debugTokenUri: \"https://g/\", appAccessToken: [SECRET]}}",
                "issuers: {\"https://a.example\": {jwks: {k: SECRET}}}",
                "issuers: {\"https://a.example\": {jwksUri: \"https://user:SECRET@k.example/\"}}",
                // Broken syntax at and around the secret.
                "sealingKey: `SECRET",
                "sealingKey: !SECRET!x y",
                "sealingKey: *SECRET",
                "sealingKey: &SECRET {}",
                "sealingKey: \"SECRET",
                "sealingKey: {SECRET]",
                "sealingKey: SECRET: x",
                "sealingKey:\n\tSECRET",
                "sealingKey: \"\\zSECRET\"",
            })
    void aFaultTellsNoSecret(String yaml) {
        assertThat(faults(yaml.replace("SECRET", SECRET)))
                .isNotEmpty()
                .noneMatch(fault -> fault.contains(SECRET) || fault.contains(SECRET.substring(0, 8)));
    }

    @Test
    void settingsPrintNoSecret() throws Exception {
        Settings settings = load("""
                sealingKey: AQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQEBAQE=
                issuers: {"https://a.example": {jwks: {keys: [{k: SECRET}]}}}
                users: [{UserName: a, accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: SECRET}],
                  mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}]}]
                managedPolicies: [{ManagedPolicyName: p, PolicyDocument: {Statement:
                  {Effect: Allow, Action: "s3:*", Resource: "arn:aws:s3:::b/${SECRET}"}}}]
                """.replace("SECRET", SECRET));

        assertThat(settings.sealingKey().orElseThrow().bytes()).containsOnly(1).hasSize(32);
        assertThat(settings.sealingKey().orElseThrow()).hasToString("SealingKeyBytes[hidden]");
        assertThat(settings.warnings()).singleElement().asString().contains(SECRET);
        assertThat(settings.toString() + settings.directory().users())
                .contains("https://a.example", "AKIARZPUZDIKGB2VALC4", "GAHT12345")
                .doesNotContain("AQEB", SECRET, "GEZDG");
    }
}
