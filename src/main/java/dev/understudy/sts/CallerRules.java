package dev.understudy.sts;

import dev.understudy.iam.Directory;
import dev.understudy.iam.KeyHolder;
import dev.understudy.iam.RootUser;
import java.util.Optional;

/**
 * What STS refuses to a kind of caller, whatever the policies say: the IAM User Guide compares the kinds of temporary
 * credentials by it.
 */
final class CallerRules {
    private static final String FEDERATED =
            "Credentials of GetFederationToken may call nothing of STS but GetCallerIdentity and GetScopedCredentials.";

    private CallerRules() {}

    /** For a trace. */
    static String described(Caller caller) {
        return caller.arn() + " is of a kind that may call it.";
    }

    /**
     * Sessions of roles and of users may assume a role; root users and federated users may not.
     *
     * @throws StsException {@code AccessDenied}
     */
    static Caller checkAssumeRole(Caller caller, RoleArn role) throws StsException {
        if (caller instanceof Caller.Holder root && root.holder() instanceof RootUser) {
            throw new StsException(StsErrorCode.ACCESS_DENIED, "Roles may not be assumed by root accounts.");
        }
        if (caller instanceof Caller.FederatedUser) {
            throw Permission.denial(caller, "sts:AssumeRole", Optional.of(role.toString()), FEDERATED);
        }
        return caller;
    }

    /**
     * Root users may not speak for other root users (documented); nor may those who are refused any other action.
     *
     * @throws StsException {@code AccessDenied}
     */
    static Caller checkAssumeRoot(Caller caller, String action, Optional<String> resource) throws StsException {
        if (caller instanceof Caller.Holder root && root.holder() instanceof RootUser) {
            throw Permission.denial(caller, action, resource, "Root users may not call AssumeRoot.");
        }
        return checkOtherAction(caller, action, resource);
    }

    /**
     * GetSessionToken and GetFederationToken are for long-term access keys.
     *
     * @param action without a prefix
     * @return whose key it is
     * @throws StsException {@code AccessDenied}
     */
    static KeyHolder requireLongTermKey(Caller caller, String action) throws StsException {
        if (caller instanceof Caller.Holder self && self.temporary().isEmpty()) {
            return self.holder();
        }
        throw new StsException(StsErrorCode.ACCESS_DENIED, "Cannot call " + action + " with session credentials");
    }

    /**
     * What is neither AssumeRole, GetCallerIdentity nor GetScopedCredentials is closed to federated users, and to sessions
     * of GetSessionToken that began without MFA.
     *
     * @param action with its prefix
     * @param resource what a denial names, if it names any
     * @throws StsException {@code AccessDenied}
     */
    static Caller checkOtherAction(Caller caller, String action, Optional<String> resource) throws StsException {
        if (caller instanceof Caller.FederatedUser) {
            throw Permission.denial(caller, action, resource, FEDERATED);
        }
        boolean withoutMfa = caller instanceof Caller.Holder
                && caller.temporary().filter(session -> !Mfa.began(session)).isPresent();
        if (withoutMfa) {
            throw Permission.denial(
                    caller,
                    action,
                    resource,
                    "Credentials of GetSessionToken that were given without MFA may call nothing of STS but AssumeRole,"
                            + " GetCallerIdentity and GetScopedCredentials.");
        }
        return caller;
    }

    /**
     * Leave for an action that acts upon no resource: of {@link #checkOtherAction} and of the caller's policies.
     *
     * @throws StsException {@code AccessDenied}
     */
    static void requireLeave(Caller caller, String action, Directory accounts, RequestFacts facts, Trace.Recorder trace)
            throws StsException {
        trace.check("caller", () -> checkOtherAction(caller, action, Optional.empty()), CallerRules::described);
        Permission.of(caller, accounts, Optional.empty(), facts, context -> {}).require(action, trace);
    }
}
