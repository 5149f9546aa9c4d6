package dev.understudy.protocol;

import dev.understudy.sts.AssumeRoleWithSaml;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.SignedAction;
import dev.understudy.sts.StsActions;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The actions of STS by name. */
final class StsOperations {
    private StsOperations() {}

    static Map<String, Operation> of(StsActions actions) {
        return Map.ofEntries(
                Map.entry("AssumeRole", signed(actions.assumeRole(), StsResponses::of)),
                Map.entry("AssumeRoleWithSAML", saml(actions.assumeRoleWithSaml())),
                Map.entry("AssumeRoleWithWebIdentity", webIdentity(actions.assumeRoleWithWebIdentity())),
                Map.entry("AssumeRoot", signed(actions.assumeRoot(), StsResponses::of)),
                Map.entry("DecodeAuthorizationMessage", signed(actions.decodeAuthorizationMessage(), StsResponses::of)),
                Map.entry("GetAccessKeyInfo", signed(actions.getAccessKeyInfo(), StsResponses::of)),
                Map.entry("GetCallerIdentity", signed(actions.getCallerIdentity(), StsResponses::of)),
                Map.entry("GetDelegatedAccessToken", signed(actions.getDelegatedAccessToken(), StsResponses::of)),
                Map.entry("GetFederationToken", signed(actions.getFederationToken(), StsResponses::of)),
                Map.entry("GetScopedCredentials", signed(actions.getScopedCredentials(), StsResponses::of)),
                Map.entry("GetSessionToken", signed(actions.getSessionToken(), StsResponses::of)),
                Map.entry("GetWebIdentityToken", signed(actions.getWebIdentityToken(), StsResponses::of)));
    }

    private static Operation saml(AssumeRoleWithSaml action) {
        return new Operation.Unsigned(
                (members, facts) -> action.call(action.parse(members), facts).map(StsResponses::of));
    }

    private static Operation webIdentity(AssumeRoleWithWebIdentity action) {
        return new Operation.Unsigned(
                (members, facts) -> action.call(action.parse(members), facts).map(StsResponses::of));
    }

    private static <R> Operation signed(SignedAction<R> action, Function<R, List<Element>> response) {
        return new Operation.Signed(
                (caller, members, facts) -> action.call(caller, members, facts).map(response));
    }
}
