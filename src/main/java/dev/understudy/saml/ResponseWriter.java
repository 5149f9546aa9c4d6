package dev.understudy.saml;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.stream.Collectors;

/** Writes a response with an assertion, as identity providers do, without signatures. */
final class ResponseWriter {
    private final String entityId;
    private final AssertionRequest request;
    private final Instant now;

    ResponseWriter(String entityId, AssertionRequest request, Instant now) {
        this.entityId = entityId;
        this.request = request;
        this.now = now.truncatedTo(ChronoUnit.MILLIS);
    }

    /**
     * @param responseId the response's ID
     * @param assertionId the assertion's
     */
    String write(String responseId, String assertionId) {
        return """
                <samlp:Response xmlns:samlp="%s" ID="%s" Version="2.0" IssueInstant="%s" Destination="%s">\
                <saml:Issuer xmlns:saml="%s">%s</saml:Issuer>\
                <samlp:Status><samlp:StatusCode Value="%s"/></samlp:Status>%s</samlp:Response>""".formatted(
                        Saml.PROTOCOL,
                        responseId,
                        now,
                        XmlText.escaped(request.recipient()),
                        Saml.ASSERTION,
                        XmlText.escaped(entityId),
                        Saml.SUCCESS,
                        assertion(assertionId));
    }

    private String assertion(String id) {
        return """
                <saml:Assertion xmlns:saml="%s" ID="%s" Version="2.0" IssueInstant="%s"><saml:Issuer>%s</saml:Issuer>\
                %s<saml:Conditions NotBefore="%s" NotOnOrAfter="%s"><saml:AudienceRestriction>\
                <saml:Audience>%s</saml:Audience></saml:AudienceRestriction></saml:Conditions>\
                <saml:AuthnStatement AuthnInstant="%s"%s><saml:AuthnContext><saml:AuthnContextClassRef>\
                urn:oasis:names:tc:SAML:2.0:ac:classes:unspecified</saml:AuthnContextClassRef></saml:AuthnContext>\
                </saml:AuthnStatement>%s</saml:Assertion>""".formatted(
                        Saml.ASSERTION,
                        id,
                        now,
                        XmlText.escaped(entityId),
                        subject(),
                        now,
                        end(),
                        XmlText.escaped(request.audience()),
                        now,
                        request.sessionExpiresIn()
                                .map(it -> " SessionNotOnOrAfter=\"" + now.plus(it) + "\"")
                                .orElse(""),
                        attributes());
    }

    private String subject() {
        String nameId = request.subject()
                .map(it -> "<saml:NameID Format=\"%s\">%s</saml:NameID>"
                        .formatted(XmlText.escaped(format()), XmlText.escaped(it)))
                .orElse("");
        return """
                <saml:Subject>%s<saml:SubjectConfirmation Method="%s">\
                <saml:SubjectConfirmationData NotOnOrAfter="%s" Recipient="%s"/></saml:SubjectConfirmation>\
                </saml:Subject>""".formatted(nameId, Saml.BEARER, end(), XmlText.escaped(request.recipient()));
    }

    private String format() {
        String format = request.nameIdFormat();
        return format.contains(":") ? format : NameId.PREFIX + format;
    }

    private Instant end() {
        return now.plus(request.expiresIn());
    }

    private String attributes() {
        if (request.attributes().isEmpty()) {
            return "";
        }
        return request.attributes().entrySet().stream()
                .map(attribute -> "<saml:Attribute Name=\"%s\">%s</saml:Attribute>"
                        .formatted(
                                XmlText.escaped(attribute.getKey()),
                                attribute.getValue().stream()
                                        .map(value -> "<saml:AttributeValue>" + XmlText.escaped(value)
                                                + "</saml:AttributeValue>")
                                        .collect(Collectors.joining())))
                .collect(Collectors.joining("", "<saml:AttributeStatement>", "</saml:AttributeStatement>"));
    }
}
