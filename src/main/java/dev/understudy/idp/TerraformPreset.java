package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * HCP Terraform's workload identity. A token expires when the plan or the apply would time out, which is here taken to be
 * two hours.
 */
final class TerraformPreset implements PresetProvider {
    private static final Duration LIFE = Duration.ofHours(2);
    private static final Duration NOT_BEFORE = Duration.ofSeconds(-5);

    /** Projects have blanks in their names: that of every organization is "Default Project". */
    private static final OptionForm PROJECT = OptionForm.of("a project's name", "[A-Za-z0-9 _-]+");

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("host", OptionForm.HOST, "app.terraform.io"),
                PresetOption.of("organization", OptionForm.SLUG, "my-organization"),
                PresetOption.of("organizationId", id("org")),
                PresetOption.of("project", PROJECT, "Default Project"),
                PresetOption.of("projectId", id("prj")),
                PresetOption.of("workspace", OptionForm.SLUG, "my-workspace"),
                PresetOption.of("workspaceId", id("ws")),
                PresetOption.of("runPhase", OptionForm.oneOf("plan", "apply"), "plan"),
                PresetOption.of("runId", id("run")));
    }

    private static OptionForm id(String prefix) {
        return OptionForm.of(prefix + "- and 16 letters and digits", prefix + "-[A-Za-z0-9]{16}");
    }

    @Override
    public String audience(PresetRequest facts) {
        return "aws.workload.identity";
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        String organization = facts.text("organization");
        String project = organization + "/" + facts.text("project");
        String workspace = organization + "/" + facts.text("workspace");
        String full = "organization:" + organization + ":project:" + facts.text("project") + ":workspace:"
                + facts.text("workspace");
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put("terraform_run_phase", facts.text("runPhase"));
        claims.put("terraform_workspace_id", id(facts, "workspaceId", "ws", workspace));
        claims.put("terraform_workspace_name", facts.text("workspace"));
        claims.put("terraform_organization_id", id(facts, "organizationId", "org", organization));
        claims.put("terraform_organization_name", organization);
        claims.put("terraform_project_id", id(facts, "projectId", "prj", project));
        claims.put("terraform_project_name", facts.text("project"));
        claims.put("terraform_run_id", id(facts, "runId", "run", workspace));
        claims.put("terraform_full_workspace", full);
        String subject = full + ":run_phase:" + facts.text("runPhase");
        return TokenRequest.of("https://" + facts.text("host"), audience, Optional.of(subject))
                .withClaims(claims)
                .withExpiresIn(LIFE)
                .withNotBefore(NOT_BEFORE);
    }

    private static String id(PresetRequest facts, String option, String prefix, String name) {
        return facts.find(option).orElse(prefix + "-" + StableIds.letters(prefix, name));
    }
}
