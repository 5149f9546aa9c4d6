package dev.understudy.idp;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * GitHub Actions. A token is good for five minutes, and says that it was ten minutes before (GitHub's OpenID Connect
 * reference and its example).
 */
final class GitHubPreset implements PresetProvider {
    /** What {@code aws-actions/configure-aws-credentials} asks for. */
    static final String AWS_AUDIENCE = "sts.amazonaws.com";

    private static final Duration LIFE = Duration.ofMinutes(5);
    private static final Duration NOT_BEFORE = Duration.ofMinutes(-10);
    private static final String TAGS = "refs/tags/";

    private static final OptionForm OWNER_AND_NAME =
            OptionForm.of("owner/name", "[A-Za-z0-9]([A-Za-z0-9_-]*[A-Za-z0-9])?/[A-Za-z0-9._-]+");
    private static final OptionForm REF = OptionForm.of(
            "a ref that begins with refs/, such as refs/heads/main", "refs/[^\\p{Cntrl}\\p{Space}:~^?*\\\\]+");

    /** The {@code sub} of a job that is triggered by pull_request_target is not known. */
    private static final OptionForm EVENT = OptionForm.of(
            "the name of an event, such as push, but not pull_request_target", "(?!pull_request_target$)[a-z_]+");

    @Override
    public List<PresetOption> options() {
        return List.of(
                PresetOption.of("repository", OWNER_AND_NAME, "octo-org/octo-repo"),
                PresetOption.of("ref", REF),
                PresetOption.of("eventName", EVENT, "push"),
                PresetOption.of("environment", OptionForm.TEXT),
                PresetOption.of("headRef", OptionForm.GIT_NAME),
                PresetOption.of("baseRef", OptionForm.GIT_NAME),
                PresetOption.of("refProtected", OptionForm.TRUTH, "false"),
                PresetOption.of("sha", OptionForm.SHA),
                PresetOption.of("actor", OptionForm.of("a user's name", "[A-Za-z0-9\\[\\]_-]+"), "octocat"),
                PresetOption.of("actorId", OptionForm.NUMBER),
                PresetOption.of("workflow", OptionForm.TEXT, "release"),
                PresetOption.of(
                        "workflowPath",
                        OptionForm.of(
                                "a path such as .github/workflows/release.yml", "\\.github/workflows/[A-Za-z0-9._-]+"),
                        ".github/workflows/release.yml"),
                PresetOption.of(
                        "jobWorkflowRef",
                        OptionForm.of(
                                "owner/name/.github/workflows/file@ref",
                                "[^@\\p{Cntrl}\\p{Space}]+@[^@\\p{Cntrl}\\p{Space}]+")),
                PresetOption.of("runId", OptionForm.NUMBER, "1658821493"),
                PresetOption.of("runNumber", OptionForm.NUMBER, "10"),
                PresetOption.of("runAttempt", OptionForm.NUMBER, "1"),
                PresetOption.of("runnerEnvironment", OptionForm.oneOf("github-hosted", "self-hosted"), "github-hosted"),
                PresetOption.of("repositoryVisibility", OptionForm.oneOf("public", "private", "internal"), "private"),
                PresetOption.of("repositoryId", OptionForm.NUMBER),
                PresetOption.of("repositoryOwnerId", OptionForm.NUMBER),
                PresetOption.of("enterprise", OptionForm.SLUG),
                PresetOption.of("enterpriseId", OptionForm.NUMBER),
                PresetOption.of("enterpriseIssuer", OptionForm.TRUTH, "false"),
                PresetOption.of("domain", OptionForm.of("SUBDOMAIN of SUBDOMAIN.ghe.com", "[a-z0-9-]+")),
                PresetOption.of("immutableSubject", OptionForm.TRUTH, "false"),
                PresetOption.of(
                        "includeClaimKeys",
                        OptionForm.of(
                                "names of claims with commas between, such as repo,context", "[a-z_]+(,[a-z_]+)*")));
    }

    @Override
    public String audience(PresetRequest facts) {
        return AWS_AUDIENCE;
    }

    /** The audience of a token for which the workflow named none. */
    static String ownerUrl(PresetRequest facts) {
        String host = facts.find("domain").map(domain -> domain + ".ghe.com").orElse("github.com");
        return "https://" + host + "/" + owner(facts);
    }

    @Override
    public TokenRequest token(PresetRequest facts, List<String> audience) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        addRepository(facts, claims);
        addRef(facts, claims);
        addRun(facts, claims);
        String subject = new GitHubSubject(facts, claims).text();
        return TokenRequest.of(issuer(facts), audience, Optional.of(subject))
                .withClaims(claims)
                .withExpiresIn(LIFE)
                .withNotBefore(NOT_BEFORE);
    }

    private static String issuer(PresetRequest facts) {
        Optional<String> enterprise = facts.find("enterprise").filter(name -> facts.isTrue("enterpriseIssuer"));
        if (facts.isTrue("enterpriseIssuer")
                && (enterprise.isEmpty() || facts.find("domain").isPresent())) {
            throw new IllegalArgumentException(
                    "\"enterpriseIssuer\" needs \"enterprise\", and does not go with \"domain\".");
        }
        return facts.find("domain")
                .map(domain -> "https://token.actions." + domain + ".ghe.com")
                .orElse("https://token.actions.githubusercontent.com"
                        + enterprise.map(name -> "/" + name).orElse(""));
    }

    private static String owner(PresetRequest facts) {
        return facts.text("repository").split("/")[0];
    }

    private static void addRepository(PresetRequest facts, ObjectNode claims) {
        String repository = facts.text("repository");
        String owner = owner(facts);
        claims.put("repository", repository);
        claims.put("repository_id", facts.find("repositoryId").orElse(StableIds.number("repository", repository)));
        claims.put("repository_owner", owner);
        claims.put("repository_owner_id", facts.find("repositoryOwnerId").orElse(StableIds.number("owner", owner)));
        claims.put("repository_visibility", facts.text("repositoryVisibility"));
        facts.find("enterprise").ifPresent(enterprise -> {
            claims.put("enterprise", enterprise);
            claims.put("enterprise_id", facts.find("enterpriseId").orElse(StableIds.number("enterprise", enterprise)));
        });
    }

    private static void addRef(PresetRequest facts, ObjectNode claims) {
        boolean pullRequest = facts.text("eventName").equals(GitHubSubject.PULL_REQUEST);
        String ref = facts.find("ref").orElse(pullRequest ? "refs/pull/1/merge" : "refs/heads/main");
        if (pullRequest != ref.startsWith("refs/pull/")) {
            throw new IllegalArgumentException("The event pull_request goes with a \"ref\" such as refs/pull/1/merge,"
                    + " and every other event with another.");
        }
        if (!pullRequest
                && (facts.find("headRef").isPresent() || facts.find("baseRef").isPresent())) {
            throw new IllegalArgumentException(
                    "Only a pull request has \"headRef\" and \"baseRef\": set \"eventName\" to" + " pull_request.");
        }
        claims.put("ref", ref);
        claims.put("ref_type", ref.startsWith(TAGS) ? "tag" : "branch");
        claims.put("ref_protected", facts.text("refProtected"));
        claims.put("sha", sha(facts));
        claims.put("head_ref", pullRequest ? facts.find("headRef").orElse("feature") : "");
        claims.put("base_ref", pullRequest ? facts.find("baseRef").orElse("main") : "");
    }

    private static String sha(PresetRequest facts) {
        return facts.find("sha").orElse(StableIds.sha("commit", facts.text("repository")));
    }

    private static void addRun(PresetRequest facts, ObjectNode claims) {
        String actor = facts.text("actor");
        String workflow = facts.text("repository") + "/" + facts.text("workflowPath") + "@"
                + claims.get("ref").asString();
        facts.find("environment").ifPresent(environment -> claims.put("environment", environment));
        claims.put("event_name", facts.text("eventName"));
        claims.put("actor", actor);
        claims.put("actor_id", facts.find("actorId").orElse(StableIds.number("actor", actor)));
        claims.put("workflow", facts.text("workflow"));
        claims.put("workflow_ref", workflow);
        claims.put("workflow_sha", sha(facts));
        claims.put("job_workflow_ref", facts.find("jobWorkflowRef").orElse(workflow));
        claims.put("job_workflow_sha", sha(facts));
        claims.put("run_id", facts.text("runId"));
        claims.put("run_number", facts.text("runNumber"));
        claims.put("run_attempt", facts.text("runAttempt"));
        claims.put("runner_environment", facts.text("runnerEnvironment"));
    }
}
