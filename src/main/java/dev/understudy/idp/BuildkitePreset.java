package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Buildkite, as {@code buildkite-agent oidc request-token} prints it: good for five minutes, without {@code typ}. The
 * ids of organization, pipeline and cluster, and the cluster's name, stand in a real token if {@code --claim} asks for
 * them; here they always do.
 */
final class BuildkitePreset implements PresetProvider {
    private static final Duration LIFE = Duration.ofMinutes(5);

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("organizationSlug", OptionForm.SLUG, "acme-inc"),
                PresetOption.of("organizationId", OptionForm.UUID),
                PresetOption.of("pipelineSlug", OptionForm.SLUG, "super-duper-app"),
                PresetOption.of("pipelineId", OptionForm.UUID),
                PresetOption.of("clusterName", OptionForm.TEXT, "Default cluster"),
                PresetOption.of("clusterId", OptionForm.UUID),
                PresetOption.of("buildNumber", OptionForm.NUMBER, "1"),
                PresetOption.of("buildBranch", OptionForm.GIT_NAME, "main"),
                PresetOption.of("buildTag", OptionForm.GIT_NAME),
                PresetOption.of("buildCommit", OptionForm.SHA),
                PresetOption.of("buildSource", OptionForm.of("such as ui, api or webhook", "[a-z_]+"), "webhook"),
                PresetOption.of("stepKey", OptionForm.SLUG),
                PresetOption.of("jobId", OptionForm.UUID),
                PresetOption.of("agentId", OptionForm.UUID),
                PresetOption.of(
                        "runnerEnvironment", OptionForm.oneOf("buildkite-hosted", "self-hosted"), "self-hosted"));
    }

    @Override
    public String audience(PresetRequest facts) {
        return "https://buildkite.com/" + facts.text("organizationSlug");
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        String pipeline = facts.text("organizationSlug") + "/" + facts.text("pipelineSlug");
        String commit = facts.find("buildCommit").orElse(StableIds.sha("commit", pipeline));
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        addPlace(facts, claims);
        claims.put("build_number", Long.parseLong(facts.text("buildNumber")));
        claims.put("build_branch", facts.text("buildBranch"));
        put(claims, "build_tag", facts.find("buildTag"));
        claims.put("build_commit", commit);
        claims.put("build_source", facts.text("buildSource"));
        put(claims, "step_key", facts.find("stepKey"));
        claims.put("job_id", facts.find("jobId").orElse(StableIds.uuid("job", pipeline)));
        claims.put("agent_id", facts.find("agentId").orElse(StableIds.uuid("agent", pipeline)));
        claims.put("runner_environment", facts.text("runnerEnvironment"));
        String ref =
                facts.find("buildTag").map(tag -> "refs/tags/" + tag).orElse("refs/heads/" + facts.text("buildBranch"));
        String subject = "organization:" + facts.text("organizationSlug") + ":pipeline:" + facts.text("pipelineSlug")
                + ":ref:" + ref + ":commit:" + commit + ":step:"
                + facts.find("stepKey").orElse("");
        return TokenRequest.of("https://agent.buildkite.com", audience, Optional.of(subject))
                .withClaims(claims)
                .withoutHeader("typ")
                .withExpiresIn(LIFE)
                .withNotBefore(Duration.ZERO);
    }

    /** What a build does not have is null in its token. */
    private static void put(ObjectNode claims, String name, Optional<String> value) {
        value.ifPresentOrElse(text -> claims.put(name, text), () -> claims.putNull(name));
    }

    private static void addPlace(PresetRequest facts, ObjectNode claims) {
        String organization = facts.text("organizationSlug");
        String pipeline = organization + "/" + facts.text("pipelineSlug");
        String cluster = facts.text("clusterName");
        claims.put("organization_slug", organization);
        claims.put(
                "organization_id", facts.find("organizationId").orElse(StableIds.uuid("organization", organization)));
        claims.put("pipeline_slug", facts.text("pipelineSlug"));
        claims.put("pipeline_id", facts.find("pipelineId").orElse(StableIds.uuid("pipeline", pipeline)));
        claims.put("cluster_name", cluster);
        claims.put(
                "cluster_id", facts.find("clusterId").orElse(StableIds.uuid("cluster", organization + "/" + cluster)));
    }
}
