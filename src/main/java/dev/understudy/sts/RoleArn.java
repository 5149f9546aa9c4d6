package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import java.util.Optional;

/** The ARN of a role that may or may not exist. */
public record RoleArn(Arn arn, AccountId account) {
    private static final String ROLE = "role/";

    /**
     * Reads a role's ARN.
     *
     * @throws StsException {@code ValidationError}, worded as AWS words it for AssumeRoleWithWebIdentity
     */
    static RoleArn parse(String text) throws StsException {
        return find(text)
                .orElseThrow(() -> new StsException(
                        new StsFault(StsErrorCode.VALIDATION_ERROR, "Request ARN is invalid"), expectation(text)));
    }

    /**
     * Reads a role's ARN.
     *
     * @throws StsException {@code ValidationError}, worded as AWS words it for AssumeRole
     */
    static RoleArn parseForAssumeRole(String text) throws StsException {
        return find(text)
                .orElseThrow(() -> new StsException(
                        new StsFault(StsErrorCode.VALIDATION_ERROR, text + " is invalid"), expectation(text)));
    }

    private static Optional<RoleArn> find(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("iam") && arn.region().isEmpty())
                .filter(arn -> arn.resource().startsWith(ROLE)
                        && arn.resource().length() > ROLE.length()
                        && !arn.resource().endsWith("/"))
                .flatMap(arn -> AccountId.parse(arn.account()).map(account -> new RoleArn(arn, account)));
    }

    private static String expectation(String text) {
        return "RoleArn '" + text + "' is not of the form arn:aws:iam::123456789012:role/Name.";
    }

    @Override
    public String toString() {
        return arn.toString();
    }
}
