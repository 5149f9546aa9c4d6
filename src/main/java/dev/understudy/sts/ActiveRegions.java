package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.iam.Directory;

/** Where STS gives credentials for an account: everywhere, but where its administrator has switched that off. */
final class ActiveRegions {
    private ActiveRegions() {}

    /**
     * The last check before credentials are minted; where AWS has it in its order is not known.
     *
     * @param account for which credentials are asked (documented), whoever asks
     * @throws StsException {@code RegionDisabledException}
     */
    static void require(AccountId account, Directory accounts, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        if (accounts.account(account).disabledRegions().contains(facts.region())) {
            throw trace.refusal(
                    "region",
                    new StsFault(
                            StsErrorCode.REGION_DISABLED_EXCEPTION,
                            "STS is not activated in this region for account:" + account
                                    + ". Your account administrator can activate STS in this region using the IAM"
                                    + " Console."),
                    "The configuration lists " + facts.region() + " among the disabledRegions of the account " + account
                            + ".");
        }
    }
}
