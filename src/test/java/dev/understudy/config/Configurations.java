package dev.understudy.config;

import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.util.List;

/** Short ways to write and load a configuration in a test. */
final class Configurations {
    /** A trust policy that IAM accepts, on one line. */
    static final String TRUST = """
            {Version: 2012-10-17, Statement: [{Effect: Allow, Principal: {Federated: accounts.google.com}, \
            Action: "sts:AssumeRoleWithWebIdentity", Condition: {StringEquals: {"accounts.google.com:aud": "app"}}}]}\
            """;
    /** A permissions policy that IAM accepts, on one line. */
    static final String PERMISSIONS = """
            {Version: 2012-10-17, Statement: [{Effect: Allow, Action: "s3:GetObject", Resource: "arn:aws:s3:::b/*"}]}""";

    private Configurations() {}

    /** The text with $TRUST and $PERMISSIONS filled in. */
    static String fill(String yaml) {
        return yaml.replace("$TRUST", TRUST).replace("$PERMISSIONS", PERMISSIONS);
    }

    static Settings load(String yaml) throws InvalidConfigurationException {
        return SettingsLoader.load(ConfigSource.text("c.yaml", fill(yaml)));
    }

    /** The faults of a configuration that must not load, as a person reads them. */
    static List<String> faults(String yaml) {
        return faults(ConfigSource.text("c.yaml", fill(yaml)));
    }

    static List<String> faults(ConfigSource source) {
        return catchThrowableOfType(InvalidConfigurationException.class, () -> SettingsLoader.load(source))
                .faults()
                .stream()
                .map(Fault::toString)
                .toList();
    }
}
