package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

/**
 * What an account's administrator has decided of STS.
 *
 * @param disabledRegions where STS gives no credentials for the account
 * @param jwtVendingEnabled whether STS signs identity tokens for the account's principals
 * @param ownIssuer the issuer of such tokens, with {@code https://}, if the configuration says one
 */
public record Account(
        AccountId id, Set<String> disabledRegions, boolean jwtVendingEnabled, Optional<String> ownIssuer) {
    public Account {
        disabledRegions = Set.copyOf(disabledRegions);
    }

    /** One whose administrator has decided nothing. AWS signs no tokens for such; here they are there to be used. */
    static Account of(AccountId id) {
        return new Account(id, Set.of(), true, Optional.empty());
    }

    /** The issuer of its tokens: one of AWS's form that is always the same for an account, if none of its own is said. */
    public String issuerIdentifier() {
        return ownIssuer.orElseGet(() -> {
            UUID name = UUID.nameUUIDFromBytes(("understudy " + id).getBytes(StandardCharsets.UTF_8));
            return "https://" + name + ".tokens.sts.global.api.aws";
        });
    }
}
