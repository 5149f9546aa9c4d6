package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * A projected token of a Kubernetes service account, as EKS's pod identity webhook mounts it for IAM roles for service
 * accounts: good for a day, without {@code typ}, its {@code aud} a list. The issuer is that of an EKS cluster; another
 * cluster's replaces it.
 */
final class KubernetesPreset implements PresetProvider {
    private static final Duration LIFE = Duration.ofHours(24);

    private static final OptionForm LABEL =
            OptionForm.of("a Kubernetes name: lower case letters, digits, - and .", "[a-z0-9]([a-z0-9.-]*[a-z0-9])?");

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("region", OptionForm.of("an AWS region", "[a-z]{2}(-[a-z]+)+-[0-9]+"), "us-east-1"),
                PresetOption.of(
                        "clusterId",
                        OptionForm.of("the last part of an EKS issuer: 32 digits and capitals A to F", "[0-9A-F]{32}"),
                        "D4E5F60718293A4B5C6D7E8F90A1B2C3"),
                PresetOption.of("namespace", LABEL, "default"),
                PresetOption.of("serviceAccount", LABEL, "application"),
                PresetOption.of("serviceAccountUid", OptionForm.UUID),
                PresetOption.of("pod", LABEL, "application-5d4f8c7b96-x2x7k"),
                PresetOption.of("podUid", OptionForm.UUID),
                PresetOption.of("node", LABEL, "ip-10-0-1-23.ec2.internal"),
                PresetOption.of("nodeUid", OptionForm.UUID));
    }

    @Override
    public String audience(PresetRequest facts) {
        return "sts.amazonaws.com";
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        String namespace = facts.text("namespace");
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        ArrayNode list = claims.putArray("aud");
        audience.forEach(list::add);
        ObjectNode about = claims.putObject("kubernetes.io").put("namespace", namespace);
        add(facts, about, "node", "node", "nodeUid");
        add(facts, about, "pod", "pod", "podUid");
        add(facts, about, "serviceaccount", "serviceAccount", "serviceAccountUid");
        return TokenRequest.of(
                        "https://oidc.eks." + facts.text("region") + ".amazonaws.com/id/" + facts.text("clusterId"),
                        List.of(),
                        Optional.of("system:serviceaccount:" + namespace + ":" + facts.text("serviceAccount")))
                .withClaims(claims)
                .withoutHeader("typ")
                .withExpiresIn(LIFE)
                .withNotBefore(Duration.ZERO);
    }

    private static void add(PresetRequest facts, ObjectNode about, String member, String name, String uid) {
        String called = facts.text(name);
        String id = facts.find(uid).orElse(StableIds.uuid(member, facts.text("namespace") + "/" + called));
        about.putObject(member).put("name", called).put("uid", id);
    }
}
