package dev.understudy.sts;

import dev.understudy.credentials.Session;
import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.SessionValue;
import dev.understudy.iam.Account;
import dev.understudy.iam.Tag;
import dev.understudy.iam.User;
import dev.understudy.json.JsonPrinter;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a token of GetWebIdentityToken says, in the layout of the IAM User Guide's "Understanding token claims". */
record WebIdentityTokenClaims(Caller caller, Account account, String region) {
    /** The claim that holds what AWS says besides the standard claims. */
    static final String AWS = "https://sts.amazonaws.com/";

    /**
     * AWS has a limit and does not tell it. With this one, no token is longer than the 20,000 characters that
     * AssumeRoleWithWebIdentity takes.
     */
    static final int LARGEST = 14_000;

    ObjectNode claims(List<String> audience, SessionTags tags, Instant issuedAt, Instant expiration, String tokenId) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        if (audience.size() == 1) {
            claims.put("aud", audience.get(0));
        } else {
            ArrayNode several = claims.putArray("aud");
            audience.forEach(several::add);
        }
        claims.put("sub", principal());
        claims.set(AWS, aws(tags));
        claims.put("iss", account.issuerIdentifier());
        claims.put("exp", expiration.getEpochSecond());
        claims.put("iat", issuedAt.getEpochSecond());
        claims.put("jti", tokenId);
        return claims;
    }

    /**
     * @return the same
     * @throws StsException {@code JWTPayloadSizeExceededException}
     */
    static ObjectNode checkSize(ObjectNode claims) throws StsException {
        int size = JsonPrinter.PLAIN.print(claims).getBytes(StandardCharsets.UTF_8).length;
        if (size > LARGEST) {
            throw new StsException(
                    new StsFault(
                            StsErrorCode.JWT_PAYLOAD_SIZE_EXCEEDED_EXCEPTION,
                            "The requested token payload size exceeds the maximum allowed size. Reduce the number of request"
                                    + " tags included in the GetWebIdentityToken API call to reduce the token payload"
                                    + " size."),
                    "The payload would have " + size + " bytes; " + LARGEST + " are the most here.");
        }
        return claims;
    }

    private ObjectNode aws(SessionTags tags) {
        ObjectNode aws = JsonNodeFactory.instance.objectNode();
        aws.put("aws_account", account.id().value());
        aws.put("source_region", region);
        aws.put("principal_id", principal());
        put(aws, "principal_tags", principalTags());
        put(aws, "request_tags", tags.tags());
        caller.temporary().ifPresent(session -> addSession(aws, session));
        return aws;
    }

    /** Documented: of a role's session, the ARN of the role. */
    private String principal() {
        return caller instanceof Caller.AssumedRole assumed
                ? assumed.role().arn().toString()
                : caller.arn().toString();
    }

    private static void addSession(ObjectNode aws, Session session) {
        aws.put("original_session_exp", session.expiresAt().toString());
        if (session.context().get(WebIdentity.FEDERATED_PROVIDER) instanceof SessionValue.Single provider) {
            aws.put("federated_provider", provider.value());
        }
        session.sourceIdentity().ifPresent(identity -> aws.put("source_identity", identity));
    }

    /** Documented: a session's tag takes the place of the principal's of the same key, in whatever case either is. */
    private Map<String, String> principalTags() {
        Map<String, String> tags = new LinkedHashMap<>();
        own().forEach(tag -> tags.put(tag.key(), tag.value()));
        caller.temporary().map(session -> session.tags().tags()).ifPresent(taking -> {
            tags.keySet().removeIf(key -> taking.keySet().stream().anyMatch(key::equalsIgnoreCase));
            tags.putAll(taking);
        });
        return tags;
    }

    private List<Tag> own() {
        if (caller instanceof Caller.AssumedRole assumed) {
            return assumed.role().tags();
        }
        return caller instanceof Caller.Holder self && self.holder() instanceof User user ? user.tags() : List.of();
    }

    private static void put(ObjectNode aws, String name, Map<String, String> tags) {
        if (!tags.isEmpty()) {
            ObjectNode object = aws.putObject(name);
            tags.forEach(object::put);
        }
    }
}
