package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * GitLab CI/CD's ID tokens, of gitlab.com or an instance of one's own. A token lives as long as the job may, an hour by
 * default (GitLab's page on ID tokens).
 */
final class GitLabPreset implements PresetProvider {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final Duration NOT_BEFORE = Duration.ofSeconds(-5);

    private static final OptionForm PATH =
            OptionForm.of("group/project, with groups in groups if need be", "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+");

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("host", OptionForm.HOST, "gitlab.com"),
                PresetOption.of("projectPath", PATH, "my-group/my-project"),
                PresetOption.of("ref", OptionForm.GIT_NAME, "main"),
                PresetOption.of("refType", OptionForm.oneOf("branch", "tag"), "branch"),
                PresetOption.of("refProtected", OptionForm.TRUTH, "false"),
                PresetOption.of("environment", OptionForm.TEXT),
                PresetOption.of("environmentProtected", OptionForm.TRUTH, "false"),
                PresetOption.of("pipelineSource", OptionForm.of("such as push, web or schedule", "[a-z_]+"), "push"),
                PresetOption.of("userLogin", OptionForm.SLUG, "sample-user"),
                PresetOption.of(
                        "userEmail",
                        OptionForm.of("an email address", "[^@\\p{Cntrl}\\p{Space}]+@[^@\\p{Cntrl}\\p{Space}]+")),
                PresetOption.of(
                        "userAccessLevel",
                        OptionForm.oneOf("guest", "planner", "reporter", "developer", "maintainer", "owner"),
                        "developer"),
                PresetOption.of("sha", OptionForm.SHA),
                PresetOption.of("projectVisibility", OptionForm.oneOf("public", "private", "internal"), "private"),
                PresetOption.of("runnerEnvironment", OptionForm.oneOf("gitlab-hosted", "self-hosted"), "gitlab-hosted"),
                PresetOption.of("runnerId", OptionForm.NUMBER, "1"),
                PresetOption.of("pipelineId", OptionForm.NUMBER, "574"),
                PresetOption.of("jobId", OptionForm.NUMBER, "302"),
                PresetOption.of("namespaceId", OptionForm.NUMBER),
                PresetOption.of("projectId", OptionForm.NUMBER),
                PresetOption.of("userId", OptionForm.NUMBER));
    }

    @Override
    public String audience(PresetRequest facts) {
        return issuer(facts);
    }

    private static String issuer(PresetRequest facts) {
        return "https://" + facts.text("host");
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        addProject(facts, claims);
        addUser(facts, claims);
        addPipeline(facts, claims);
        String subject = "project_path:" + facts.text("projectPath") + ":ref_type:" + facts.text("refType") + ":ref:"
                + facts.text("ref");
        return TokenRequest.of(issuer(facts), audience, Optional.of(subject))
                .withClaims(claims)
                .withExpiresIn(LIFE)
                .withNotBefore(NOT_BEFORE);
    }

    private static void addProject(PresetRequest facts, ObjectNode claims) {
        String project = facts.text("projectPath");
        String namespace = project.substring(0, project.lastIndexOf('/'));
        claims.put("namespace_id", facts.find("namespaceId").orElse(StableIds.number("namespace", namespace)));
        claims.put("namespace_path", namespace);
        claims.put("project_id", facts.find("projectId").orElse(StableIds.number("project", project)));
        claims.put("project_path", project);
        claims.put("project_visibility", facts.text("projectVisibility"));
    }

    private static void addUser(PresetRequest facts, ObjectNode claims) {
        String login = facts.text("userLogin");
        claims.put("user_id", facts.find("userId").orElse(StableIds.number("user", login)));
        claims.put("user_login", login);
        claims.put("user_email", facts.find("userEmail").orElse(login + "@example.com"));
        claims.put("user_access_level", facts.text("userAccessLevel"));
    }

    private static void addPipeline(PresetRequest facts, ObjectNode claims) {
        String project = facts.text("projectPath");
        String path = (facts.text("refType").equals("tag") ? "refs/tags/" : "refs/heads/") + facts.text("ref");
        String sha = facts.find("sha").orElse(StableIds.sha("commit", project));
        claims.put("pipeline_id", facts.text("pipelineId"));
        claims.put("pipeline_source", facts.text("pipelineSource"));
        claims.put("job_id", facts.text("jobId"));
        claims.put("ref", facts.text("ref"));
        claims.put("ref_type", facts.text("refType"));
        claims.put("ref_path", path);
        claims.put("ref_protected", facts.text("refProtected"));
        facts.find("environment").ifPresent(environment -> {
            claims.put("environment", environment);
            claims.put("environment_protected", facts.text("environmentProtected"));
        });
        claims.put("runner_id", Long.parseLong(facts.text("runnerId")));
        claims.put("runner_environment", facts.text("runnerEnvironment"));
        claims.put("sha", sha);
        claims.put("ci_config_ref_uri", facts.text("host") + "/" + project + "//.gitlab-ci.yml@" + path);
        claims.put("ci_config_sha", sha);
    }
}
