package dev.understudy;

import java.util.Optional;

/** The version, as the jar's manifest has it. */
final class Version {
    private Version() {}

    static String current() {
        return Optional.ofNullable(Version.class.getPackage().getImplementationVersion())
                .orElse("development");
    }
}
