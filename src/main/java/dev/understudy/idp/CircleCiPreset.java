package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * CircleCI. The issuer and the audience name the organization; {@code CIRCLE_OIDC_TOKEN_V2} differs from {@code
 * CIRCLE_OIDC_TOKEN} in its {@code sub}. A token lives an hour, and its documentation names no {@code jti}.
 */
final class CircleCiPreset implements PresetProvider {
    private static final Duration LIFE = Duration.ofHours(1);
    private static final String PREFIX = "oidc.circleci.com/";

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("organizationId", OptionForm.UUID, "5c1d7a2e-3f80-4b6c-9d5e-7a41c0b2e913"),
                PresetOption.of("projectId", OptionForm.UUID),
                PresetOption.of("userId", OptionForm.UUID),
                PresetOption.of("contextId", OptionForm.UUID),
                PresetOption.of(
                        "vcsOrigin",
                        OptionForm.of(
                                "a repository such as github.com/owner/name", "[A-Za-z0-9._-]+(/[A-Za-z0-9._-]+)+"),
                        "github.com/octo-org/octo-repo"),
                PresetOption.of(
                        "vcsRef",
                        OptionForm.of("a ref that begins with refs/", "refs/[^\\p{Cntrl}\\p{Space}:~^?*\\\\]+"),
                        "refs/heads/main"),
                PresetOption.of("sshRerun", OptionForm.TRUTH, "false"),
                PresetOption.of("tokenVersion", OptionForm.oneOf("1", "2"), "1"));
    }

    @Override
    public String audience(PresetRequest facts) {
        return facts.text("organizationId");
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        String organization = facts.text("organizationId");
        String origin = facts.text("vcsOrigin");
        String project = facts.find("projectId").orElse(StableIds.uuid("project", origin));
        String user = facts.find("userId").orElse(StableIds.uuid("user", organization));
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        claims.put(PREFIX + "project-id", project);
        claims.putArray(PREFIX + "context-ids")
                .add(facts.find("contextId").orElse(StableIds.uuid("context", organization)));
        claims.put(PREFIX + "vcs-origin", origin);
        claims.put(PREFIX + "vcs-ref", facts.text("vcsRef"));
        claims.put(PREFIX + "ssh-rerun", facts.isTrue("sshRerun"));
        String subject = "org/" + organization + "/project/" + project + "/user/" + user;
        String change = facts.text("tokenVersion").equals("2")
                ? "/vcs-origin/" + origin + "/vcs-ref/" + facts.text("vcsRef")
                : "";
        return TokenRequest.of("https://oidc.circleci.com/org/" + organization, audience, Optional.of(subject + change))
                .withClaims(claims)
                .withoutClaim("jti")
                .withExpiresIn(LIFE);
    }
}
