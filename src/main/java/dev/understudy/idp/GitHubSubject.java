package dev.understudy.idp;

import dev.understudy.aws.Misspelling;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;
import tools.jackson.databind.node.ObjectNode;

/**
 * The {@code sub} of GitHub's tokens: by default the repository and what the job stands for, which is its environment,
 * else the pull request, else the ref. An administrator can make it of other claims, or have it name the ids beside the
 * names. (GitHub's OpenID Connect reference; the form with ids is from its announcement of April 2026.)
 */
record GitHubSubject(PresetRequest facts, ObjectNode claims) {
    static final String PULL_REQUEST = "pull_request";

    String text() {
        List<String> keys = facts.find("includeClaimKeys")
                .map(list -> List.of(list.split(",")))
                .orElse(List.of("repo", "context"));
        if (facts.isTrue("immutableSubject") && facts.find("includeClaimKeys").isPresent()) {
            throw new IllegalArgumentException("Give either \"includeClaimKeys\" or \"immutableSubject\": what GitHub"
                    + " makes of both is not known.");
        }
        List<String> parts = new ArrayList<>();
        for (String key : keys) {
            parts.add(part(key));
        }
        return String.join(":", parts);
    }

    private String part(String key) {
        return switch (key) {
            case "repo" -> "repo:" + (facts.isTrue("immutableSubject") ? immutableName() : claim("repository"));
            case "context" -> context();
            default -> key + ":" + escaped(claim(key));
        };
    }

    private String context() {
        if (claims.has("environment")) {
            return "environment:" + escaped(claim("environment"));
        }
        return claim("event_name").equals(PULL_REQUEST) ? PULL_REQUEST : "ref:" + claim("ref");
    }

    private String immutableName() {
        String owner = claim("repository_owner");
        String name = claim("repository").substring(owner.length() + 1);
        return owner + "@" + claim("repository_owner_id") + "/" + name + "@" + claim("repository_id");
    }

    /** A colon would end the value. */
    private static String escaped(String value) {
        return value.replace(":", "%3A");
    }

    private String claim(String name) {
        if (claims.has(name)) {
            return claims.get(name).asString();
        }
        List<String> names = StreamSupport.stream(claims.propertyNames().spliterator(), false)
                .toList();
        throw new IllegalArgumentException("\"includeClaimKeys\" names \"" + name + "\", which this token does not have"
                + Misspelling.nearest(name, names)
                        .map(nearest -> "; did you mean \"" + nearest + "\"?")
                        .orElse("; give repo, context or names of claims, with commas between."));
    }
}
