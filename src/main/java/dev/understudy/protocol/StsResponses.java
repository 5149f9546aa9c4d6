package dev.understudy.protocol;

import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.sts.AssumeRole;
import dev.understudy.sts.AssumeRoleWithSaml;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.AssumeRoot;
import dev.understudy.sts.DecodeAuthorizationMessage;
import dev.understudy.sts.GetAccessKeyInfo;
import dev.understudy.sts.GetCallerIdentity;
import dev.understudy.sts.GetDelegatedAccessToken;
import dev.understudy.sts.GetFederationToken;
import dev.understudy.sts.GetScopedCredentials;
import dev.understudy.sts.GetWebIdentityToken;
import java.util.ArrayList;
import java.util.List;

/** The members of each action's result, in the order that AWS writes them. */
final class StsResponses {
    private StsResponses() {}

    static List<Element> of(AssumeRole.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(assumedRoleUser(response.assumedRoleId(), response.assumedRoleArn()));
        members.add(credentials(response.credentials()));
        response.packedPolicySize().ifPresent(size -> members.add(Element.whole("PackedPolicySize", size)));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        addTokenSize(members, response.credentials());
        return members;
    }

    static List<Element> of(AssumeRoleWithWebIdentity.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(Element.text("SubjectFromWebIdentityToken", response.subjectFromWebIdentityToken()));
        members.add(assumedRoleUser(response.assumedRoleId(), response.assumedRoleArn()));
        members.add(credentials(response.credentials()));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        members.add(Element.text("Provider", response.provider()));
        members.add(Element.text("Audience", response.audience()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        addTokenSize(members, response.credentials());
        return members;
    }

    static List<Element> of(AssumeRoot.Response response) {
        List<Element> members = new ArrayList<>(List.of(credentials(response.credentials())));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        addTokenSize(members, response.credentials());
        return members;
    }

    static List<Element> of(DecodeAuthorizationMessage.Response response) {
        return List.of(Element.text("DecodedMessage", response.decodedMessage()));
    }

    /** In the order of the answer in AWS's API reference, which is not the model's. */
    static List<Element> of(AssumeRoleWithSaml.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(Element.text("Issuer", response.issuer()));
        members.add(assumedRoleUser(response.assumedRoleId(), response.assumedRoleArn()));
        members.add(credentials(response.credentials()));
        members.add(Element.text("Audience", response.audience()));
        members.add(Element.text("SubjectType", response.subjectType()));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        members.add(Element.text("NameQualifier", response.nameQualifier()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        members.add(Element.text("Subject", response.subject()));
        addTokenSize(members, response.credentials());
        return members;
    }

    static List<Element> of(GetAccessKeyInfo.Response response) {
        return List.of(Element.text("Account", response.account()));
    }

    static List<Element> of(GetCallerIdentity.Response response) {
        return List.of(
                Element.text("Arn", response.arn()),
                Element.text("UserId", response.userId()),
                Element.text("Account", response.account()));
    }

    static List<Element> of(GetFederationToken.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(credentials(response.credentials()));
        members.add(Element.structure(
                "FederatedUser",
                Element.text("FederatedUserId", response.federatedUserId()),
                Element.text("Arn", response.federatedUserArn())));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        addTokenSize(members, response.credentials());
        return members;
    }

    static List<Element> of(GetDelegatedAccessToken.Response response) {
        return List.of(
                credentials(response.credentials()), Element.text("AssumedPrincipal", response.assumedPrincipal()));
    }

    /** This action is newer than the members of a token's size. */
    static List<Element> of(GetScopedCredentials.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(credentials(response.credentials()));
        members.add(Element.structure(
                "SessionInfo",
                Element.text("ScopedSessionId", response.scopedSessionId()),
                Element.text("Arn", response.arn())));
        members.addAll(tokenSize(response.credentials()));
        members.add(Element.whole("ScopedPoliciesCount", response.scopedPoliciesCount()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        return members;
    }

    static List<Element> of(GetWebIdentityToken.Response response) {
        return List.of(
                Element.text("WebIdentityToken", response.webIdentityToken()),
                Element.preciseTimestamp("Expiration", response.expiration()));
    }

    static List<Element> of(TemporaryCredentials credentials) {
        List<Element> members = new ArrayList<>();
        members.add(credentials(credentials));
        addTokenSize(members, credentials);
        return members;
    }

    /**
     * Recorded answers of after these came into the model have not got them, so they are only for a call that shows that
     * it knows of them.
     */
    private static void addTokenSize(List<Element> members, TemporaryCredentials credentials) {
        if (credentials.minimumTokenSize().isPresent()) {
            members.addAll(tokenSize(credentials));
        }
    }

    private static List<Element> tokenSize(TemporaryCredentials credentials) {
        return List.of(
                Element.whole("SessionTokenUtilization", credentials.sessionTokenUtilization()),
                Element.whole("SessionTokenSize", credentials.sessionToken().length()));
    }

    private static Element assumedRoleUser(String id, String arn) {
        return Element.structure("AssumedRoleUser", Element.text("AssumedRoleId", id), Element.text("Arn", arn));
    }

    private static Element credentials(TemporaryCredentials credentials) {
        return Element.structure(
                "Credentials",
                Element.text("AccessKeyId", credentials.accessKeyId()),
                Element.text("SecretAccessKey", credentials.secretAccessKey()),
                Element.text("SessionToken", credentials.sessionToken()),
                Element.timestamp("Expiration", credentials.expiration()));
    }
}
