package dev.understudy.protocol;

import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.sts.AssumeRoleWithSaml;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.GetCallerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions of STS by name, and the members of their results in the order that AWS writes them. */
final class StsOperations {
    private StsOperations() {}

    static Map<String, Operation> of(
            AssumeRoleWithWebIdentity assumeRole,
            AssumeRoleWithSaml assumeRoleWithSaml,
            GetCallerIdentity callerIdentity) {
        return Map.of(
                "AssumeRoleWithSAML",
                new Operation.Unsigned((members, facts) -> assumeRoleWithSaml
                        .call(assumeRoleWithSaml.parse(members), facts)
                        .map(StsOperations::members)),
                "AssumeRoleWithWebIdentity",
                new Operation.Unsigned((members, facts) ->
                        assumeRole.call(assumeRole.parse(members), facts).map(StsOperations::members)),
                "GetCallerIdentity",
                new Operation.Signed(
                        (caller, members) -> callerIdentity.call(caller).map(StsOperations::members)));
    }

    private static List<Element> members(AssumeRoleWithWebIdentity.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(Element.text("SubjectFromWebIdentityToken", response.subjectFromWebIdentityToken()));
        members.add(assumedRole(response.assumedRoleId(), response.assumedRoleArn()));
        members.add(credentials(response.credentials()));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        members.add(Element.text("Provider", response.provider()));
        members.add(Element.text("Audience", response.audience()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        return members;
    }

    /** In the order of the answer in AWS's API reference, which is not the model's. */
    private static List<Element> members(AssumeRoleWithSaml.Response response) {
        List<Element> members = new ArrayList<>();
        members.add(Element.text("Issuer", response.issuer()));
        members.add(assumedRole(response.assumedRoleId(), response.assumedRoleArn()));
        members.add(credentials(response.credentials()));
        members.add(Element.text("Audience", response.audience()));
        members.add(Element.text("SubjectType", response.subjectType()));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        members.add(Element.text("NameQualifier", response.nameQualifier()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        members.add(Element.text("Subject", response.subject()));
        return members;
    }

    private static List<Element> members(GetCallerIdentity.Response response) {
        return List.of(
                Element.text("Arn", response.arn()),
                Element.text("UserId", response.userId()),
                Element.text("Account", response.account()));
    }

    private static Element assumedRole(String id, String arn) {
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
