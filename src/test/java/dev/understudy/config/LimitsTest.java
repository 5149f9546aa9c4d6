package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static dev.understudy.config.Configurations.load;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.Base64;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Every limit at the limit and one past it. IAM's are documented in its API reference; the others are ours. */
class LimitsTest {
    private static final String ROLE = "roles: [{RoleName: a, AssumeRolePolicyDocument: $TRUST, %s}]\n";
    private static final String PROVIDER = "oidcProviders: [{Url: \"https://a.example\", %s}]\n";
    private static final String KEY = "users: [{UserName: a, accessKeys: [{AccessKeyId: %s, SecretAccessKey: s}]}]\n";

    static Stream<Arguments> limits() {
        return Stream.of(
                row("port, least", "server: {port: 0}", "server: {port: -1}"),
                row("port, most", "server: {port: 65535}", "server: {port: 65536}"),
                row("host", "server: {host: " + x(255) + "}", "server: {host: " + x(256) + "}"),
                row("account, least", "account: 000000000000", "account: 00000000000"),
                row("account, most", "account: 999999999999", "account: 0123456789012"),
                row("region, least", "region: x", "region: ''"),
                row("region, most", "region: " + x(64), "region: " + x(65)),
                row("sealing key, least", sealingKey(32), sealingKey(31)),
                row("sealing key, most", sealingKey(32), sealingKey(33)),
                row("shortest session, least", "minimumSessionDuration: 1", "minimumSessionDuration: 0"),
                row("shortest session, most", "minimumSessionDuration: 900", "minimumSessionDuration: 901"),
                row("role name, least", role("RoleName", "x"), role("RoleName", "''")),
                row("role name, most", role("RoleName", x(64)), role("RoleName", x(65))),
                row("path, least", field(ROLE, "Path: /"), field(ROLE, "Path: ''")),
                row("path, most", field(ROLE, "Path: /" + x(510) + "/"), field(ROLE, "Path: /" + x(511) + "/")),
                row("path, characters", field(ROLE, "Path: '/!~/'"), field(ROLE, "Path: '/a b/'")),
                row("path, empty part", field(ROLE, "Path: /x/"), field(ROLE, "Path: //")),
                row("description", field(ROLE, "Description: " + x(1000)), field(ROLE, "Description: " + x(1001))),
                row("session, least", field(ROLE, "MaxSessionDuration: 3600"), field(ROLE, "MaxSessionDuration: 3599")),
                row(
                        "session, most",
                        field(ROLE, "MaxSessionDuration: 43200"),
                        field(ROLE, "MaxSessionDuration: 43201")),
                row("tags", field(ROLE, tags(50)), field(ROLE, tags(51))),
                row("tag key, least", field(ROLE, tag("x", "y")), field(ROLE, tag("''", "y"))),
                row("tag key, most", field(ROLE, tag(x(128), "y")), field(ROLE, tag(x(129), "y"))),
                row("tag value, least", field(ROLE, tag("x", "''")), field(ROLE, tag("x", "[]"))),
                row("tag value, most", field(ROLE, tag("x", x(256))), field(ROLE, tag("x", x(257)))),
                row("policy name", policy(x(128)), policy(x(129))),
                row("managed policy name", managedPolicy(x(128)), managedPolicy(x(129))),
                row("user name", user(x(64)), user(x(65))),
                row("URL", provider(x(255 - 18)), provider(x(256 - 18))),
                row(
                        "audiences",
                        field(PROVIDER, list("ClientIdList", 100, 3)),
                        field(PROVIDER, list("ClientIdList", 101, 3))),
                row(
                        "audience",
                        field(PROVIDER, list("ClientIdList", 1, 255)),
                        field(PROVIDER, list("ClientIdList", 1, 256))),
                row(
                        "thumbprints",
                        field(PROVIDER, list("ThumbprintList", 5, 40)),
                        field(PROVIDER, list("ThumbprintList", 6, 40))),
                row(
                        "thumbprint, least",
                        field(PROVIDER, list("ThumbprintList", 1, 40)),
                        field(PROVIDER, list("ThumbprintList", 1, 39))),
                row(
                        "thumbprint, most",
                        field(PROVIDER, list("ThumbprintList", 1, 40)),
                        field(PROVIDER, list("ThumbprintList", 1, 41))),
                row("access key id, least", field(KEY, x(16)), field(KEY, x(15))),
                row("access key id, most", field(KEY, x(128)), field(KEY, x(129))),
                row("access keys", accessKeys(2), accessKeys(3)),
                row("MFA devices", mfaDevices(8), mfaDevices(9)),
                row("MFA devices of a root user", ofRoot(mfaDevices(8)), ofRoot(mfaDevices(9))),
                row("MFA serial number, least", mfa(x(9), seed(16)), mfa(x(8), seed(16))),
                row("MFA serial number, most", mfa(x(256), seed(16)), mfa(x(257), seed(16))),
                row("MFA seed, least", mfa(x(9), seed(16)), mfa(x(9), seed(15))),
                row("MFA seed, most", mfa(x(9), seed(64)), mfa(x(9), seed(65))),
                row("whole file", padded(ConfigSource.MAX_BYTES), padded(ConfigSource.MAX_BYTES + 1)));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("limits")
    void theLimitIsAllowedAndOnePastItIsNot(String limit, String within, String past) throws Exception {
        assertThat(load(within)).isNotNull();
        assertThat(faults(past)).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("depths")
    void aDocumentMayBeNestedSoDeep(int depth, String expected) {
        // Deep inside an unknown field, so that both answers are faults and differ.
        assertThat(faults("x: " + "[".repeat(depth - 1) + "]".repeat(depth - 1)))
                .first()
                .asString()
                .contains(expected);
    }

    static Stream<Arguments> depths() {
        return Stream.of(
                arguments(Documents.MAX_DEPTH, "x: unknown field"),
                arguments(Documents.MAX_DEPTH + 2, "this is nested more than 64 levels deep"),
                arguments(100_000, "this is nested more than 64 levels deep"));
    }

    private static Arguments row(String limit, String within, String past) {
        return arguments(limit, within, past);
    }

    private static String x(int length) {
        return "x".repeat(length);
    }

    private static String field(String template, String text) {
        return template.replace("%s", text);
    }

    private static String role(String field, String value) {
        return "roles: [{" + field + ": " + value + ", AssumeRolePolicyDocument: $TRUST}]\n";
    }

    private static String sealingKey(int bytes) {
        return "sealingKey: " + Base64.getEncoder().encodeToString(new byte[bytes]);
    }

    private static String tag(String key, String value) {
        return "Tags: [{Key: " + key + ", Value: " + value + "}]";
    }

    private static String tags(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{Key: k" + i + ", Value: v}")
                .collect(Collectors.joining(", ", "Tags: [", "]"));
    }

    private static String policy(String name) {
        return "users: [{UserName: a, Policies: [{PolicyName: " + name + ", PolicyDocument: $PERMISSIONS}]}]";
    }

    private static String managedPolicy(String name) {
        return "managedPolicies: [{ManagedPolicyName: " + name + ", PolicyDocument: $PERMISSIONS}]";
    }

    private static String user(String name) {
        return "users: [{UserName: " + name + "}]";
    }

    private static String provider(String path) {
        return "oidcProviders: [{Url: \"https://a.example/" + path + "\"}]";
    }

    private static String list(String field, int count, int length) {
        return IntStream.range(0, count)
                .mapToObj(i -> String.format("%0" + length + "d", i))
                .collect(Collectors.joining(", ", field + ": [", "]"));
    }

    private static String accessKeys(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{AccessKeyId: AKIAAAAAAAAAAAAAAAA" + i + ", SecretAccessKey: s}")
                .collect(Collectors.joining(", ", "users: [{UserName: a, accessKeys: [", "]}]"));
    }

    private static String mfa(String serialNumber, String seed) {
        return "users: [{UserName: a, mfaDevices: [{SerialNumber: " + serialNumber + ", Base32StringSeed: " + seed
                + "}]}]";
    }

    /** Zeros: a digit of base32 holds five bits. */
    private static String seed(int bytes) {
        return "A".repeat((8 * bytes + 4) / 5);
    }

    private static String mfaDevices(int count) {
        return IntStream.range(0, count)
                .mapToObj(i -> "{SerialNumber: GAHT1234" + i + ", Base32StringSeed: " + seed(20) + "}")
                .collect(Collectors.joining(", ", "users: [{UserName: a, mfaDevices: [", "]}]"));
    }

    private static String ofRoot(String user) {
        return user.replace("users: [{UserName: a, ", "rootUsers: [{");
    }

    private static String padded(int length) {
        String start = "region: a\n#";
        return start + x(length - start.length());
    }
}
