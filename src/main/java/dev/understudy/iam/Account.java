package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import java.util.Set;

/**
 * What an account's administrator has decided of STS.
 *
 * @param disabledRegions where STS gives no credentials for the account
 * @param outboundWebIdentityFederation whether STS signs identity tokens for the account's principals
 */
public record Account(AccountId id, Set<String> disabledRegions, boolean outboundWebIdentityFederation) {
    public Account {
        disabledRegions = Set.copyOf(disabledRegions);
    }

    /** One whose administrator has decided nothing. AWS signs no tokens for such, Understudy does. */
    static Account of(AccountId id) {
        return new Account(id, Set.of(), true);
    }
}
