package dev.understudy.protocol;

import dev.understudy.credentials.TemporaryCredentials;
import dev.understudy.sts.AssumeRoleWithWebIdentity;
import dev.understudy.sts.GetCallerIdentity;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The actions of STS by name, and the members of their results in the order that AWS writes them. */
final class StsOperations {
    private StsOperations() {}

    static Map<String, Operation> of(AssumeRoleWithWebIdentity assumeRole, GetCallerIdentity callerIdentity) {
        return Map.of(
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
        members.add(Element.structure(
                "AssumedRoleUser",
                Element.text("AssumedRoleId", response.assumedRoleId()),
                Element.text("Arn", response.assumedRoleArn())));
        members.add(credentials(response.credentials()));
        members.add(Element.whole("PackedPolicySize", response.packedPolicySize()));
        members.add(Element.text("Provider", response.provider()));
        members.add(Element.text("Audience", response.audience()));
        response.sourceIdentity().ifPresent(identity -> members.add(Element.text("SourceIdentity", identity)));
        return members;
    }

    private static List<Element> members(GetCallerIdentity.Response response) {
        return List.of(
                Element.text("Arn", response.arn()),
                Element.text("UserId", response.userId()),
                Element.text("Account", response.account()));
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
