package dev.understudy.cognito;

import dev.understudy.sts.TextConstraint;

/** What AWS's model asks of the members of identity pools' operations. */
final class Limits {
    static final TextConstraint ID = TextConstraint.of(1, 55, "[\\w-]+:[0-9a-f-]+", "[\\w-]+:[0-9a-f-]+");
    static final TextConstraint POOL_NAME = TextConstraint.of(1, 128, "[\\w\\s+=,.@-]+", "[\\w\\s+=,.@-]+");
    static final TextConstraint PROVIDER = TextConstraint.length(1, 128);
    static final TextConstraint PROVIDER_ID = TextConstraint.of(1, 128, "[\\w.;_/-]+", "[\\w.;_/-]+");
    static final TextConstraint DEVELOPER_PROVIDER = TextConstraint.of(1, 128, "[\\w._-]+", "[\\w._-]+");
    static final TextConstraint LOGIN_TOKEN = TextConstraint.length(1, 50_000);
    static final TextConstraint ARN = TextConstraint.length(20, 2048);
    static final TextConstraint ACCOUNT = TextConstraint.of(1, 15, "\\d+", "\\d+");
    static final TextConstraint ROLE_KIND = TextConstraint.of(1, 128, "(un)?authenticated", "(un)?authenticated");
    static final TextConstraint USER_POOL = TextConstraint.of(1, 128, "[\\w._:/-]+", "[\\w._:/-]+");
    static final TextConstraint CLIENT_ID = TextConstraint.of(1, 128, "[\\w_]+", "[\\w_]+");
    static final TextConstraint TAG_KEY = TextConstraint.length(1, 128);
    static final TextConstraint TAG_VALUE = TextConstraint.length(0, 256);
    static final TextConstraint CLAIM =
            TextConstraint.of(1, 64, "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+", "[\\p{L}\\p{M}\\p{S}\\p{N}\\p{P}]+");
    static final TextConstraint CLAIM_VALUE = TextConstraint.length(1, 128);
    static final TextConstraint NEXT_TOKEN = TextConstraint.of(1, 65_535, "[\\S]+", "[\\S]+");

    static final int LOGINS = 10;
    static final int MAPPINGS = 10;
    static final int RULES = 400;
    static final int ROLES = 2;
    static final int TAGS = 50;
    static final int PAGE = 60;
    /** The model sets no bound; this one is ours. */
    static final int PROVIDERS = 50;

    private Limits() {}
}
