package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.UUID;

/**
 * What an account's administrator has decided of STS.
 *
 * @param disabledRegions where STS gives no credentials for the account
 * @param jwtVendingEnabled whether STS signs identity tokens for the account's principals
 * @param issuerIdentifier the issuer of such tokens, with {@code https://}
 */
public record Account(AccountId id, Set<String> disabledRegions, boolean jwtVendingEnabled, String issuerIdentifier) {
    public Account {
        disabledRegions = Set.copyOf(disabledRegions);
    }

    /** One whose administrator has decided nothing. AWS signs no tokens for such; here they are there to be used. */
    public static Account of(AccountId id) {
        return new Account(id, Set.of(), true, defaultIssuer(id));
    }

    /** Of AWS's form, and always the same for an account. */
    public static String defaultIssuer(AccountId id) {
        UUID name = UUID.nameUUIDFromBytes(("understudy " + id).getBytes(StandardCharsets.UTF_8));
        return "https://" + name + ".tokens.sts.global.api.aws";
    }
}
