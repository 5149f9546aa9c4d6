package dev.understudy.token;

import dev.understudy.aws.Arn;
import dev.understudy.token.TokenRejection.Check;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * AWS's own claims, by which an identity provider shapes the session. Lengths, number and characters of tags are not
 * checked here. Session tags come nested, as {@code "https://aws.amazon.com/tags": {"principal_tags": {"Team":
 * ["x"]}}}, or flat, as {@code "https://aws.amazon.com/tags/principal_tags/Team": "x"} (recorded). What AWS does with
 * one tag in both forms is not known; here the flat one wins.
 */
record SessionClaims(
        RolesClaim roles,
        Map<String, String> principalTags,
        List<String> transitiveTagKeys,
        Optional<String> sourceIdentity) {
    static final String ROLES = "https://aws.amazon.com/roles";
    private static final String TAGS = "https://aws.amazon.com/tags";
    private static final String FLAT_TAG = TAGS + "/principal_tags/";
    private static final String FLAT_TRANSITIVE = TAGS + "/transitive_tag_keys";
    private static final String SOURCE_IDENTITY = "https://aws.amazon.com/source_identity";

    SessionClaims {
        principalTags = Collections.unmodifiableMap(new LinkedHashMap<>(principalTags));
        transitiveTagKeys = List.copyOf(transitiveTagKeys);
    }

    static SessionClaims read(ObjectNode claims) throws RejectedTokenException {
        RolesClaim roles = roles(claims.path(ROLES));
        Map<String, String> tags = new LinkedHashMap<>();
        JsonNode nested = claims.path(TAGS);
        if (!nested.isObject() && !absent(nested)) {
            throw Rejections.malformedPrincipalTags("The claim \"" + TAGS + "\" must be an object.");
        }
        readNestedTags(nested.path("principal_tags"), tags);
        readFlatTags(claims, tags);
        JsonNode flatTransitive = claims.path(FLAT_TRANSITIVE);
        JsonNode transitive = absent(flatTransitive) ? nested.path("transitive_tag_keys") : flatTransitive;
        return new SessionClaims(roles, tags, transitiveTagKeys(transitive), sourceIdentity(claims));
    }

    /**
     * A list, or one string with semicolons; entries that are not role ARNs are passed over, and spaces around them are
     * dropped; null is as good as absent, and a claim without any role ARN is refused (recorded).
     */
    private static RolesClaim roles(JsonNode node) throws RejectedTokenException {
        if (absent(node)) {
            return new RolesClaim.Absent();
        }
        Stream<String> entries =
                node.isString() ? Arrays.stream(node.stringValue().split(";")) : StandardClaims.strings(node).stream();
        List<String> arns =
                entries.map(String::strip).filter(SessionClaims::isRole).toList();
        if (arns.isEmpty()) {
            throw Rejections.noValidRoles();
        }
        return new RolesClaim.Listed(arns);
    }

    private static boolean isRole(String text) {
        return Arn.parse(text)
                .filter(arn -> arn.service().equals("iam") && arn.resource().startsWith("role/"))
                .isPresent();
    }

    private static void readNestedTags(JsonNode node, Map<String, String> tags) throws RejectedTokenException {
        if (absent(node)) {
            return;
        }
        if (!node.isObject()) {
            throw Rejections.malformedPrincipalTags("\"principal_tags\" must be an object.");
        }
        for (Map.Entry<String, JsonNode> tag : node.properties()) {
            JsonNode value = tag.getValue();
            if (!value.isArray() || value.size() != 1 || !value.path(0).isString()) {
                throw Rejections.malformedPrincipalTags(
                        "The tag " + Quoted.of(tag.getKey()) + " must be a list of exactly one string.");
            }
            tags.put(tag.getKey(), value.path(0).stringValue());
        }
    }

    private static void readFlatTags(ObjectNode claims, Map<String, String> tags) throws RejectedTokenException {
        for (Map.Entry<String, JsonNode> claim : claims.properties()) {
            if (claim.getKey().startsWith(FLAT_TAG)) {
                String key = claim.getKey().substring(FLAT_TAG.length());
                if (!claim.getValue().isString()) {
                    throw Rejections.malformedPrincipalTags(
                            "The tag " + Quoted.of(key) + ", in its flat form, must be a string.");
                }
                tags.put(key, claim.getValue().stringValue());
            }
        }
    }

    private static List<String> transitiveTagKeys(JsonNode node) throws RejectedTokenException {
        if (absent(node)) {
            return List.of();
        }
        List<String> keys = StandardClaims.strings(node);
        if (!node.isArray() || keys.size() != node.size()) {
            throw Rejections.wrongType(Check.SESSION_CLAIMS, "transitive_tag_keys", "a list of strings");
        }
        return keys;
    }

    private static Optional<String> sourceIdentity(ObjectNode claims) throws RejectedTokenException {
        if (absent(claims.path(SOURCE_IDENTITY))) {
            return Optional.empty();
        }
        return Optional.of(Json.string(claims, SOURCE_IDENTITY)
                .orElseThrow(() -> Rejections.wrongType(Check.SESSION_CLAIMS, SOURCE_IDENTITY, "a string")));
    }

    private static boolean absent(JsonNode node) {
        return node.isMissingNode() || node.isNull();
    }
}
