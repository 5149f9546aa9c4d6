package dev.understudy.control;

import dev.understudy.aws.Partition;
import dev.understudy.saml.AssertionRequest;
import dev.understudy.saml.SignatureChoice;
import dev.understudy.server.HttpRequest;
import java.time.DateTimeException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Reads what an assertion of a local SAML provider shall say. */
final class AssertionRequestReader {
    private static final String DURATION =
            "whole seconds, such as 300 or -60, or an ISO 8601 duration, such as \"PT5M\"," + " of at most "
                    + AssertionRequest.LONGEST.toDays() + " days";

    private final String provider;
    private final Partition partition;
    private final StrictBody body;

    private AssertionRequestReader(String provider, Partition partition, StrictBody body) {
        this.provider = provider;
        this.partition = partition;
        this.body = body;
    }

    /**
     * @param provider the name of the local provider, which the roles are paired with
     * @param partition whose sign-in endpoint the assertion is for, unless the request says otherwise
     */
    static AssertionRequest read(String provider, Partition partition, HttpRequest request) throws ControlException {
        StrictBody body = StrictBody.of(
                request,
                "subject",
                "nameIdFormat",
                "roles",
                "sessionName",
                "sessionDuration",
                "tags",
                "transitiveTagKeys",
                "sourceIdentity",
                "attributes",
                "audience",
                "recipient",
                "expiresIn",
                "sessionExpiresIn",
                "signature");
        return new AssertionRequestReader(provider, partition, body).read();
    }

    private AssertionRequest read() throws ControlException {
        AssertionRequest usual = AssertionRequest.of("", partition);
        AssertionRequest request = new AssertionRequest(
                body.text("subject", "a text"),
                body.text("nameIdFormat", "a text").orElse(usual.nameIdFormat()),
                body.text("audience", "a text").orElse(usual.audience()),
                body.text("recipient", "a text").orElse(usual.recipient()),
                duration("expiresIn").orElse(usual.expiresIn()),
                duration("sessionExpiresIn"),
                Map.of(),
                signature(usual));
        return withAttributes(request);
    }

    private AssertionRequest withAttributes(AssertionRequest bare) throws ControlException {
        AssertionRequest request = bare;
        if (body.value("roles").isPresent()) {
            request = request.withRoles(provider, texts("roles"));
        }
        request =
                body.text("sessionName", "a text").map(request::withSessionName).orElse(request);
        request = sessionDuration().map(request::withSessionDuration).orElse(request);
        for (Map.Entry<String, JsonNode> tag : members("tags").entrySet()) {
            request = request.withTag(tag.getKey(), text("tags", tag.getValue(), "an object of texts"));
        }
        if (body.value("transitiveTagKeys").isPresent()) {
            request = request.withTransitiveTagKeys(texts("transitiveTagKeys"));
        }
        request = body.text("sourceIdentity", "a text")
                .map(request::withSourceIdentity)
                .orElse(request);
        for (Map.Entry<String, JsonNode> attribute : members("attributes").entrySet()) {
            request = request.withAttribute(
                    attribute.getKey(), texts("attributes", attribute.getValue(), "an object of lists of texts"));
        }
        return request;
    }

    private SignatureChoice signature(AssertionRequest usual) throws ControlException {
        String expected = "one of " + String.join(", ", SignatureChoice.words());
        Optional<String> word = body.text("signature", expected);
        if (word.isEmpty()) {
            return usual.signature();
        }
        return SignatureChoice.named(word.get()).orElseThrow(() -> StrictBody.wrong("signature", expected));
    }

    /** A number, or any text, which makes a wrong assertion. */
    private Optional<String> sessionDuration() throws ControlException {
        Optional<JsonNode> value = body.value("sessionDuration");
        return value.isPresent() && value.get().isIntegralNumber()
                ? value.map(JsonNode::asString)
                : body.text("sessionDuration", "whole seconds or a text");
    }

    private Optional<Duration> duration(String member) throws ControlException {
        Optional<JsonNode> value = body.value(member);
        Optional<Duration> duration =
                value.flatMap(AssertionRequestReader::duration).filter(AssertionRequest::isPossible);
        if (value.isPresent() && duration.isEmpty()) {
            throw StrictBody.wrong(member, DURATION);
        }
        return duration;
    }

    private static Optional<Duration> duration(JsonNode node) {
        try {
            if (node.isIntegralNumber() && node.canConvertToLong()) {
                return Optional.of(Duration.ofSeconds(node.longValue()));
            }
            return node.isString() ? Optional.of(Duration.parse(node.stringValue())) : Optional.empty();
        } catch (DateTimeException | ArithmeticException noDuration) {
            return Optional.empty();
        }
    }

    private List<String> texts(String member) throws ControlException {
        Optional<JsonNode> value = body.value(member);
        return value.isPresent() ? texts(member, value.get(), "a list of texts") : List.of();
    }

    private static List<String> texts(String member, JsonNode list, String expected) throws ControlException {
        if (!list.isArray()) {
            throw StrictBody.wrong(member, expected);
        }
        List<String> texts = new ArrayList<>();
        for (JsonNode element : list) {
            texts.add(text(member, element, expected));
        }
        return texts;
    }

    private Map<String, JsonNode> members(String member) throws ControlException {
        Optional<JsonNode> value = body.value(member);
        if (value.isPresent() && !value.get().isObject()) {
            throw StrictBody.wrong(member, "an object");
        }
        Map<String, JsonNode> members = new LinkedHashMap<>();
        value.ifPresent(object -> object.properties().forEach(it -> members.put(it.getKey(), it.getValue())));
        return members;
    }

    private static String text(String member, JsonNode node, String expected) throws ControlException {
        if (!node.isString()) {
            throw StrictBody.wrong(member, expected);
        }
        return node.stringValue();
    }
}
