package dev.understudy.saml;

import static dev.understudy.saml.Responses.accepted;
import static dev.understudy.saml.Responses.assertion;
import static dev.understudy.saml.Responses.find;
import static dev.understudy.saml.Responses.rejected;
import static dev.understudy.saml.Responses.signed;
import static dev.understudy.saml.Responses.unsigned;
import static dev.understudy.saml.Responses.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.saml.SamlRejection.Check;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import javax.crypto.spec.SecretKeySpec;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/**
 * Known attacks on verifiers of SAML. What AWS says to most of them is not known; that it must refuse is. Each attack has a
 * twin, the same response without the attack, which must be accepted, so that nothing is refused for another reason.
 */
class SamlAttacksTest {
    private static final String SIGN_IN = "https://signin.aws.amazon.com/saml";

    private static final String EVIL = "mallory";

    record Attack(String name, Check check, Supplier<String> twin, Supplier<String> attack) {
        @Override
        public String toString() {
            return name;
        }
    }

    private static String goodResponse() {
        return signed(unsigned(), Signing.RESPONSE);
    }

    /** The good response with a change to its text. */
    private static Attack text(String name, Check check, UnaryOperator<String> change) {
        return new Attack(name, check, Responses::good, () -> change.apply(Responses.good()));
    }

    /** The good response with a change to its elements. */
    private static Attack wrapping(String name, Check check, Supplier<String> twin, Consumer<Element> change) {
        return new Attack(name, check, twin, () -> {
            Document document = Responses.parse(twin.get());
            change.accept(Elements.root(document));
            return Responses.text(document);
        });
    }

    /** The good response signed in another way. */
    private static Attack signing(String name, Signing signing) {
        return new Attack(name, Check.SIGNATURE, Responses::good, () -> signed(unsigned(), signing));
    }

    @ParameterizedTest
    @MethodSource({"wrappings", "documents", "algorithms", "contents", "names", "keyInfos", "doubles"})
    void an_attack_is_refused_and_its_twin_is_accepted(Attack attack) {
        String twin = attack.twin().get();
        String attacked = attack.attack().get();
        assertThat(attacked).isNotEqualTo(twin);
        assertThat(accepted(verify(twin)).subject().value()).isEqualTo("alice");
        SamlRejection rejection = rejected(verify(attacked));
        assertThat(rejection.check()).as("%s", rejection).isEqualTo(attack.check());
        assertThat(rejection.explanation()).doesNotContain("Signature>");
    }

    /** A copy that nobody signed, of another ID and another subject. */
    private static Element evil(Element original) {
        Element copy = (Element) original.cloneNode(true);
        Elements.children(copy, Saml.SIGNATURE, "Signature").forEach(copy::removeChild);
        copy.setAttributeNS(null, "ID", "_evil");
        find(copy, Saml.ASSERTION, "NameID").setTextContent(EVIL);
        return copy;
    }

    private static Element signature(Element signed) {
        return Elements.only(signed, Saml.SIGNATURE, "Signature").orElseThrow();
    }

    private static Element create(Element any, String namespace, String name) {
        return any.getOwnerDocument().createElementNS(namespace, name);
    }

    /** The eight of "On Breaking SAML: Be Whoever You Want to Be" (2012), by the names that SAML Raider gives them. */
    static Stream<Attack> wrappings() {
        return Stream.of(
                wrapping(
                        "XSW1: the signed response inside the signature of an evil one",
                        Check.FORMAT,
                        SamlAttacksTest::goodResponse,
                        response -> {
                            Element original = (Element) response.cloneNode(true);
                            Elements.children(original, Saml.SIGNATURE, "Signature")
                                    .forEach(original::removeChild);
                            makeEvil(response, "_evil");
                            signature(response).appendChild(original);
                        }),
                wrapping(
                        "XSW2: the signed response before the signature of an evil one",
                        Check.FORMAT,
                        SamlAttacksTest::goodResponse,
                        response -> {
                            Element original = (Element) response.cloneNode(true);
                            Elements.children(original, Saml.SIGNATURE, "Signature")
                                    .forEach(original::removeChild);
                            makeEvil(response, "_evil");
                            response.insertBefore(original, signature(response));
                        }),
                wrapping("XSW3: an evil assertion before the signed one", Check.FORMAT, Responses::good, response -> {
                    Element original = assertion(response);
                    response.insertBefore(evil(original), original);
                }),
                wrapping("XSW4: the signed assertion inside an evil one", Check.FORMAT, Responses::good, response -> {
                    Element original = assertion(response);
                    Element evil = evil(original);
                    response.replaceChild(evil, original);
                    evil.appendChild(original);
                }),
                wrapping(
                        "XSW5: an evil assertion with the signature, the signed one at the end",
                        Check.FORMAT,
                        Responses::good,
                        response -> {
                            Element original = assertion(response);
                            Element evil = evil(original);
                            response.replaceChild(evil, original);
                            evil.insertBefore(
                                    signature(original), Elements.children(evil).get(1));
                            response.appendChild(original);
                        }),
                wrapping(
                        "XSW6: an evil assertion with the signature, the signed one inside it",
                        Check.FORMAT,
                        Responses::good,
                        response -> {
                            Element original = assertion(response);
                            Element evil = evil(original);
                            response.replaceChild(evil, original);
                            Element signature = signature(original);
                            evil.insertBefore(signature, Elements.children(evil).get(1));
                            signature.appendChild(original);
                        }),
                wrapping("XSW7: an evil assertion in Extensions", Check.FORMAT, Responses::good, response -> {
                    Element original = assertion(response);
                    Element extensions = create(response, Saml.PROTOCOL, "samlp:Extensions");
                    extensions.appendChild(evil(original));
                    response.insertBefore(
                            extensions, Elements.children(response).get(1));
                }),
                wrapping(
                        "XSW8: an evil assertion, the signed one in an Object of its signature",
                        Check.FORMAT,
                        Responses::good,
                        response -> {
                            Element original = assertion(response);
                            Element evil = evil(original);
                            response.replaceChild(evil, original);
                            Element signature = signature(original);
                            evil.insertBefore(signature, Elements.children(evil).get(1));
                            Element object = create(response, Saml.SIGNATURE, "ds:Object");
                            object.appendChild(original);
                            signature.appendChild(object);
                        }),
                wrapping("the evil one has the signed one's ID", Check.FORMAT, Responses::good, response -> {
                    Element original = assertion(response);
                    Element evil = evil(original);
                    evil.setAttributeNS(null, "ID", "_assertion");
                    response.insertBefore(evil, original);
                }),
                wrapping(
                        "a foreign assertion beside the one of a signed response",
                        Check.FORMAT,
                        SamlAttacksTest::goodResponse,
                        response -> response.appendChild(evil(assertion(response)))),
                wrapping(
                        "the assertion of a signed response replaced",
                        Check.SIGNATURE,
                        SamlAttacksTest::goodResponse,
                        response -> response.replaceChild(evil(assertion(response)), assertion(response))),
                wrapping("the signed assertion in an Advice", Check.FORMAT, Responses::good, response -> {
                    Element original = assertion(response);
                    Element evil = evil(original);
                    response.replaceChild(evil, original);
                    Element advice = create(response, Saml.ASSERTION, "saml:Advice");
                    advice.appendChild(original);
                    evil.appendChild(advice);
                }),
                wrapping(
                        "the signature outside the element that it signs",
                        Check.SIGNATURE,
                        Responses::good,
                        response -> response.insertBefore(
                                signature(assertion(response)),
                                Elements.children(response).get(1))),
                wrapping(
                        "the signature at the end of the assertion",
                        Check.SIGNATURE,
                        Responses::good,
                        response -> assertion(response).appendChild(signature(assertion(response)))),
                wrapping(
                        "two signatures in one assertion",
                        Check.SIGNATURE,
                        Responses::good,
                        response -> assertion(response)
                                .insertBefore(
                                        signature(assertion(response)).cloneNode(true),
                                        signature(assertion(response)))),
                wrapping(
                        "an Object in the signature",
                        Check.SIGNATURE,
                        Responses::good,
                        response -> signature(assertion(response))
                                .appendChild(create(response, Saml.SIGNATURE, "ds:Object"))),
                wrapping("a second SignedInfo", Check.SIGNATURE, Responses::good, response -> {
                    Element info = find(response, Saml.SIGNATURE, "SignedInfo");
                    info.getParentNode().insertBefore(info.cloneNode(true), info);
                }),
                wrapping("a second Reference", Check.SIGNATURE, Responses::good, response -> {
                    Element reference = find(response, Saml.SIGNATURE, "Reference");
                    Element second = (Element) reference.cloneNode(true);
                    reference.getParentNode().insertBefore(second, reference);
                }),
                wrapping(
                        "unsigned",
                        Check.SIGNATURE,
                        Responses::good,
                        response -> assertion(response).removeChild(signature(assertion(response)))),
                new Attack("the signature over another element", Check.SIGNATURE, Responses::good, () -> {
                    Document document = Responses.parse(unsigned());
                    Element response = Elements.root(document);
                    Signing.USUAL.to("#_response").signInto(assertion(response), response);
                    return Responses.text(document);
                }),
                new Attack(
                        "a good signature over the response, a bad one over the assertion",
                        Check.SIGNATURE,
                        () -> signed(signed(unsigned()), Signing.RESPONSE),
                        () -> signed(
                                signed(unsigned(), Signing.USUAL.by(Responses.OTHER.getPrivate(), "rsa-sha256")),
                                Signing.RESPONSE)));
    }

    /** Turns a response into another one, but leaves its signature. */
    private static void makeEvil(Element response, String id) {
        response.setAttributeNS(null, "ID", id);
        Element assertion = assertion(response);
        assertion.setAttributeNS(null, "ID", "_evil_assertion");
        find(assertion, Saml.ASSERTION, "NameID").setTextContent(EVIL);
    }

    static Stream<Attack> documents() {
        String lol = "<!DOCTYPE lolz [<!ENTITY a \"aaaaaaaaaa\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                + "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\">]>";
        return Stream.of(
                text(
                        "XXE: an external entity",
                        Check.FORMAT,
                        xml -> "<!DOCTYPE r [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>"
                                + xml.replace(">alice<", ">&x;<")),
                text(
                        "XXE: an external DTD",
                        Check.FORMAT,
                        xml -> "<!DOCTYPE Response SYSTEM \"http://127.0.0.1:1/evil.dtd\">" + xml),
                text(
                        "XXE: a parameter entity",
                        Check.FORMAT,
                        xml -> "<!DOCTYPE r [<!ENTITY % x SYSTEM \"http://127.0.0.1:1/\"> %x;]>" + xml),
                text("billion laughs", Check.FORMAT, xml -> lol + xml.replace(">alice<", ">&c;<")),
                text("a DTD alone", Check.FORMAT, xml -> "<!DOCTYPE Response>" + xml),
                text(
                        "a DTD that makes another attribute the ID",
                        Check.FORMAT,
                        xml -> "<!DOCTYPE r [<!ATTLIST Assertion Name ID #IMPLIED>]>" + xml),
                text("an undeclared entity", Check.FORMAT, xml -> xml.replace(">alice<", ">&alice;<")),
                text(
                        "XInclude",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                ">alice<",
                                "><xi:include xmlns:xi=\"http://www.w3.org/2001/XInclude\" parse=\"text\""
                                        + " href=\"file:///etc/hostname\"/><")),
                text(
                        "a comment that cuts the name short",
                        Check.FORMAT,
                        xml -> xml.replace(">alice<", ">alice<!-- -->.mallory.example<")),
                text(
                        "a comment in the name that the signature does not see",
                        Check.FORMAT,
                        xml -> xml.replace(">alice<", ">al<!---->ice<")),
                text(
                        "a comment in the digest",
                        Check.FORMAT,
                        xml -> xml.replace("</ds:DigestValue>", "<!-- --></ds:DigestValue>")),
                text("a processing instruction", Check.FORMAT, xml -> xml.replace(">alice<", ">al<?x y?>ice<")),
                text(
                        "duplicate IDs",
                        Check.FORMAT,
                        xml -> xml.replace("<samlp:Status>", "<samlp:Status ID=\"_assertion\">")),
                text(
                        "duplicate IDs, one of them encoded",
                        Check.FORMAT,
                        xml -> xml.replace("<samlp:Status>", "<samlp:Status ID=\"&#95;assertion\">")),
                text(
                        "duplicate IDs by xml:id",
                        Check.FORMAT,
                        xml -> xml.replace("<samlp:Status>", "<samlp:Status xml:id=\"_assertion\">")),
                text(
                        "duplicate IDs by another case",
                        Check.FORMAT,
                        xml -> xml.replace("<samlp:Status>", "<samlp:Status Id=\"_assertion\">")),
                text("XML 1.1", Check.FORMAT, xml -> "<?xml version=\"1.1\"?>" + xml),
                text(
                        "an encrypted assertion beside",
                        Check.FORMAT,
                        xml -> xml.replace(
                                "</samlp:Response>",
                                "<saml:EncryptedAssertion xmlns:saml=\"" + Saml.ASSERTION + "\"/></samlp:Response>")),
                text(
                        "an encrypted name",
                        Check.FORMAT,
                        xml -> xml.replace("<saml:NameID", "<saml:EncryptedID/><saml:NameID")));
    }

    static Stream<Attack> algorithms() {
        SecretKeySpec secret = new SecretKeySpec(Responses.RSA.getPublic().getEncoded(), "HmacSHA256");
        return Stream.of(
                signing("another's key", Signing.USUAL.by(Responses.OTHER.getPrivate(), "rsa-sha256")),
                signing(
                        "key confusion: another's key, shown in KeyInfo",
                        Signing.USUAL
                                .by(Responses.OTHER.getPrivate(), "rsa-sha256")
                                .showing(Responses.certificate(Responses.OTHER))),
                signing(
                        "key confusion: another's key, the provider's certificate shown",
                        Signing.USUAL
                                .by(Responses.OTHER.getPrivate(), "rsa-sha256")
                                .showing(Responses.certificate(Responses.RSA))),
                signing("HMAC with the public key", Signing.USUAL.by(secret, "hmac-sha256")),
                signing("HMAC with SHA-1", Signing.USUAL.by(secret, Saml.SIGNATURE + "hmac-sha1")),
                signing("SHA-1", Signing.USUAL.by(Responses.RSA.getPrivate(), Saml.SIGNATURE + "rsa-sha1")),
                signing("ECDSA with SHA-1", Signing.USUAL.by(Responses.EC.getPrivate(), "ecdsa-sha1")),
                signing("a digest of SHA-1", Signing.USUAL.digesting(Saml.SIGNATURE + "sha1")),
                signing("an empty URI", Signing.USUAL.to("")),
                signing(
                        "an XPath transform that leaves the attributes out",
                        Signing.USUAL.transforming(
                                Transform.ENVELOPED, Transform.XPATH, CanonicalizationMethod.EXCLUSIVE)),
                signing("inclusive canonicalization", Signing.USUAL.canonicalizing(CanonicalizationMethod.INCLUSIVE)),
                signing(
                        "a transform by inclusive canonicalization",
                        Signing.USUAL.transforming(Transform.ENVELOPED, CanonicalizationMethod.INCLUSIVE)),
                signing("no canonicalization among the transforms", Signing.USUAL.transforming(Transform.ENVELOPED)),
                text(
                        "an XSLT transform",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "</ds:Transforms>",
                                "<ds:Transform Algorithm=\"" + Transform.XSLT + "\"><xsl:stylesheet version=\"1.0\""
                                        + " xmlns:xsl=\"http://www.w3.org/1999/XSL/Transform\"/></ds:Transform></ds:Transforms>")),
                text(
                        "a transform by base64",
                        Check.SIGNATURE,
                        xml -> xml.replace(Transform.ENVELOPED, Transform.BASE64)),
                text(
                        "a reference to elsewhere",
                        Check.SIGNATURE,
                        xml -> xml.replace("URI=\"#_assertion\"", "URI=\"http://127.0.0.1:1/#_assertion\"")),
                text(
                        "a reference by XPointer",
                        Check.SIGNATURE,
                        xml -> xml.replace("URI=\"#_assertion\"", "URI=\"#xpointer(id('_assertion'))\"")),
                text(
                        "a digest truncated",
                        Check.SIGNATURE,
                        xml -> xml.replaceAll("<ds:DigestValue>[^<]*", "<ds:DigestValue>")),
                text(
                        "a signature of nothing",
                        Check.SIGNATURE,
                        xml -> xml.replaceAll("<ds:SignatureValue>[^<]*", "<ds:SignatureValue>")),
                text(
                        "an algorithm with a length of its own",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "rsa-sha256\"/>",
                                "rsa-sha256\"><ds:HMACOutputLength>8</ds:HMACOutputLength></ds:SignatureMethod>")));
    }

    static Stream<Attack> contents() {
        return Stream.of(
                content(
                        "a wrong audience",
                        Check.AUDIENCE,
                        "<saml:Audience>" + SIGN_IN,
                        "<saml:Audience>https://sp.example.com"),
                content(
                        "a wrong recipient",
                        Check.SUBJECT,
                        "Recipient=\"" + SIGN_IN,
                        "Recipient=\"https://sp.example.com/acs"),
                content(
                        "a recipient that only begins right",
                        Check.SUBJECT,
                        "Recipient=\"" + SIGN_IN,
                        "Recipient=\"" + SIGN_IN + ".example.com"),
                content(
                        "a destination that is another's",
                        Check.SUBJECT,
                        "Destination=\"" + SIGN_IN,
                        "Destination=\"https://sp.example.com/acs"),
                content(
                        "another issuer, signed with the right key",
                        Check.ISSUER,
                        ENTITY,
                        ">https://evil.example.org<"),
                content("another status", Check.STATUS, Saml.SUCCESS, "urn:oasis:names:tc:SAML:2.0:status:Requester"),
                content(
                        "holder of key in place of bearer",
                        Check.SUBJECT,
                        Saml.BEARER,
                        "urn:oasis:names:tc:SAML:2.0:cm:holder-of-key"),
                content(
                        "a condition that nobody knows",
                        Check.FORMAT,
                        "</saml:Conditions>",
                        "<x:Never xmlns:x=\"urn:x\"/></saml:Conditions>"),
                content(
                        "SAML 1.1",
                        Check.FORMAT,
                        "ID=\"_assertion\" Version=\"2.0\"",
                        "ID=\"_assertion\" Version=\"1.1\""),
                new Attack(
                        "replayed after five minutes",
                        Check.TIME,
                        Responses::good,
                        () -> signed(unsigned()
                                .replace(
                                        "IssueInstant=\"2026-11-05T10:00:00Z\"",
                                        "IssueInstant=\"2026-11-05T09:54:59.999Z\""))),
                text("another name after signing", Check.SIGNATURE, xml -> xml.replace(">alice<", ">mallory<")),
                text("another role after signing", Check.SIGNATURE, xml -> xml.replace("role/Reader", "role/Admin")),
                text(
                        "a longer life after signing",
                        Check.SIGNATURE,
                        xml -> xml.replaceAll("NotOnOrAfter=\"[^\"]*\"", "NotOnOrAfter=\"2036-01-01T00:00:00Z\"")));
    }

    private static final String ENTITY = ">" + Responses.ENTITY_ID + "<";

    /** A response that its provider has signed, but that says what it must not. */
    private static Attack content(String name, Check check, String right, String wrong) {
        return new Attack(name, check, Responses::good, () -> {
            assertThat(unsigned()).contains(right);
            return signed(unsigned().replace(right, wrong));
        });
    }

    static Stream<Attack> names() {
        return Stream.of(
                text(
                        "an Assertion of another namespace",
                        Check.FORMAT,
                        xml -> xml.replace("xmlns:saml=\"" + Saml.ASSERTION + "\" ID", "xmlns:saml=\"urn:evil\" ID")),
                text(
                        "a Signature of another namespace",
                        Check.SIGNATURE,
                        xml -> xml.replace("xmlns:ds=\"" + Saml.SIGNATURE + "\"", "xmlns:ds=\"urn:evil\"")),
                text(
                        "a SignedInfo of another namespace",
                        Check.SIGNATURE,
                        xml -> xml.replace("<ds:SignedInfo>", "<e:SignedInfo xmlns:e=\"urn:evil\">")
                                .replace("</ds:SignedInfo>", "</e:SignedInfo>")),
                text(
                        "an ID of another namespace",
                        Check.SIGNATURE,
                        xml -> xml.replace(" ID=\"_assertion\"", " saml:ID=\"_assertion\"")),
                text(
                        "a Response of another namespace",
                        Check.FORMAT,
                        xml -> xml.replace(Saml.PROTOCOL + "\"", "urn:evil\"")),
                text(
                        "a prefix that is bound anew",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "<saml:NameID",
                                "<saml:NameID xmlns:saml=\"urn:evil\">mallory</saml:NameID><saml:NameID")),
                text(
                        "an Algorithm of another namespace",
                        Check.SIGNATURE,
                        xml -> xml.replace("<ds:SignatureMethod Algorithm", "<ds:SignatureMethod ds:Algorithm")));
    }

    /** Nothing in a KeyInfo may be believed, fetched, or stop the verifier otherwise than by a refusal. */
    static Stream<Attack> keyInfos() {
        return Stream.of(
                keyInfo("an empty KeyInfo", ""),
                keyInfo("an empty KeyValue", "<ds:KeyValue/>"),
                keyInfo("an empty X509Data", "<ds:X509Data/>"),
                keyInfo(
                        "a certificate that is none",
                        "<ds:X509Data><ds:X509Certificate>AAAA</ds:X509Certificate></ds:X509Data>"),
                keyInfo(
                        "a certificate that is no base64",
                        "<ds:X509Data><ds:X509Certificate>%</ds:X509Certificate></ds:X509Data>"),
                keyInfo(
                        "a serial number that is none",
                        "<ds:X509Data><ds:X509IssuerSerial><ds:X509IssuerName>CN=a</ds:X509IssuerName>"
                                + "<ds:X509SerialNumber>x</ds:X509SerialNumber></ds:X509IssuerSerial>"
                                + "</ds:X509Data>"),
                keyInfo(
                        "an RSA key without a modulus",
                        "<ds:KeyValue><ds:RSAKeyValue><ds:Modulus/><ds:Exponent/></ds:RSAKeyValue></ds:KeyValue>"),
                keyInfo(
                        "an EC key of a curve that is none",
                        "<ds:KeyValue><dsig11:ECKeyValue xmlns:dsig11=\"http://www.w3.org/2009/xmldsig11#\">"
                                + "<dsig11:NamedCurve URI=\"urn:oid:1.2.3\"/><dsig11:PublicKey>BA==</dsig11:PublicKey>"
                                + "</dsig11:ECKeyValue></ds:KeyValue>"),
                keyInfo(
                        "a retrieval from elsewhere",
                        "<ds:RetrievalMethod URI=\"http://127.0.0.1:1/\"><ds:Transforms><ds:Transform"
                                + " Algorithm=\"http://www.w3.org/TR/1999/REC-xslt-19991116\"/></ds:Transforms>"
                                + "</ds:RetrievalMethod>"),
                keyInfo("a retrieval of itself", "<ds:RetrievalMethod URI=\"#_loop\"/>"));
    }

    /** The KeyInfo in a response that another has signed: it must not help. */
    private static Attack keyInfo(String name, String content) {
        Signing other = Signing.USUAL.by(Responses.OTHER.getPrivate(), "rsa-sha256");
        return new Attack(
                "KeyInfo: " + name,
                Check.SIGNATURE,
                Responses::good,
                () -> signed(unsigned(), other)
                        .replace(
                                "</ds:SignatureValue>",
                                "</ds:SignatureValue><ds:KeyInfo Id=\"_loop\">" + content + "</ds:KeyInfo>"));
    }

    /** What is there twice, or at a place where a careless reader would find it first. */
    static Stream<Attack> doubles() {
        String status = "<samlp:Status><samlp:StatusCode Value=\"" + Saml.SUCCESS + "\"/></samlp:Status>";
        return Stream.of(
                content("two Subjects", Check.FORMAT, "<saml:Subject>", SUBJECT + "<saml:Subject>"),
                content("two names", Check.SUBJECT, "<saml:NameID", "<saml:NameID>mallory</saml:NameID><saml:NameID"),
                content(
                        "two Conditions",
                        Check.FORMAT,
                        "</saml:Conditions>",
                        "</saml:Conditions><saml:Conditions><saml:AudienceRestriction><saml:Audience>" + SIGN_IN
                                + "</saml:Audience></saml:AudienceRestriction></saml:Conditions>"),
                content(
                        "a second AudienceRestriction, for another",
                        Check.AUDIENCE,
                        "</saml:Conditions>",
                        "<saml:AudienceRestriction><saml:Audience>https://sp.example.com</saml:Audience>"
                                + "</saml:AudienceRestriction></saml:Conditions>"),
                content(
                        "an empty AudienceRestriction beside",
                        Check.AUDIENCE,
                        "</saml:Conditions>",
                        "<saml:AudienceRestriction/></saml:Conditions>"),
                content(
                        "two confirmations of the subject",
                        Check.FORMAT,
                        "</saml:Subject>",
                        "<saml:SubjectConfirmation Method=\"" + Saml.BEARER + "\"/></saml:Subject>"),
                content(
                        "two Issuers in the assertion",
                        Check.FORMAT,
                        "<saml:Subject>",
                        "<saml:Issuer>" + Responses.ENTITY_ID + "</saml:Issuer><saml:Subject>"),
                content("two Status", Check.STATUS, "<samlp:Status>", status + "<samlp:Status>"),
                content(
                        "two attributes of roles",
                        Check.ATTRIBUTES,
                        "<saml:AttributeStatement>",
                        "<saml:AttributeStatement>" + roleAttribute("Admin")),
                content(
                        "a second attribute of roles in a second statement",
                        Check.ATTRIBUTES,
                        "</saml:AttributeStatement>",
                        "</saml:AttributeStatement><saml:AttributeStatement>" + roleAttribute("Admin")
                                + "</saml:AttributeStatement>"),
                content(
                        "a role of three parts",
                        Check.ATTRIBUTES,
                        Responses.PROVIDER + "<",
                        Responses.PROVIDER + "," + Responses.ROLE + "<"),
                content("no AuthnStatement", Check.FORMAT, "saml:AuthnStatement", "saml:AuthzDecisionStatement"),
                content(
                        "a time without a zone",
                        Check.FORMAT,
                        "IssueInstant=\"2026-11-05T10:00:00Z\"",
                        "IssueInstant=\"2026-11-05T10:00:00\""),
                content(
                        "an issuer with white space around it",
                        Check.ISSUER,
                        ENTITY,
                        "> " + Responses.ENTITY_ID + " <"),
                text(
                        "an unsigned response of another issuer around the signed assertion",
                        Check.ISSUER,
                        xml -> xml.replaceFirst(ENTITY, ">https://evil.example.org<")),
                text(
                        "an unsigned response for another destination around the signed assertion",
                        Check.SUBJECT,
                        xml -> xml.replaceFirst("Destination=\"[^\"]*", "Destination=\"https://sp.example.com/acs")),
                text(
                        "an encrypted attribute in the unsigned response",
                        Check.FORMAT,
                        xml -> xml.replace(
                                "<samlp:Status>",
                                "<saml:EncryptedAttribute xmlns:saml=\"" + Saml.ASSERTION + "\"/><samlp:Status>")),
                text(
                        "an assertion in the detail of the status",
                        Check.FORMAT,
                        xml -> xml.replace(
                                "</samlp:Status>",
                                "<samlp:StatusDetail><saml:Assertion xmlns:saml=\"" + Saml.ASSERTION
                                        + "\" ID=\"_evil\"/></samlp:StatusDetail></samlp:Status>")),
                text(
                        "the name in CDATA with another behind it",
                        Check.SIGNATURE,
                        xml -> xml.replace(">alice<", "><![CDATA[alice]]>.mallory<")),
                text(
                        "a default namespace that moves a child into another",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "<saml:NameID",
                                "<NameID xmlns=\"" + Saml.ASSERTION + "\">mallory</NameID><saml:NameID")),
                text(
                        "an attribute of the schema's type",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "<saml:NameID",
                                "<saml:NameID xmlns:xsi=\"http://www.w3.org/2001/XMLSchema-instance\" xsi:nil=\"true\"")),
                text(
                        "a prefix list of the canonicalization that was not signed",
                        Check.SIGNATURE,
                        xml -> xml.replaceFirst(
                                "<ds:CanonicalizationMethod ([^>]*)/>",
                                "<ds:CanonicalizationMethod $1><ec:InclusiveNamespaces xmlns:ec=\""
                                        + Saml.EXCLUSIVE_C14N
                                        + "\" PrefixList=\"#default samlp\"/></ds:CanonicalizationMethod>")),
                text(
                        "a prefix list without prefixes",
                        Check.SIGNATURE,
                        xml -> xml.replaceFirst(
                                "<ds:CanonicalizationMethod ([^>]*)/>",
                                "<ds:CanonicalizationMethod $1><ec:InclusiveNamespaces xmlns:ec=\""
                                        + Saml.EXCLUSIVE_C14N + "\"/></ds:CanonicalizationMethod>")),
                text(
                        "an entity in the reference, of an ID that is another's",
                        Check.SIGNATURE,
                        xml -> xml.replace("URI=\"#_assertion\"", "URI=\"#_respons&#101;\"")),
                text("a reference without a URI", Check.SIGNATURE, xml -> xml.replace(" URI=\"#_assertion\"", "")),
                text(
                        "another ID and the reference to it, after signing",
                        Check.SIGNATURE,
                        xml -> xml.replace("_assertion\"", "_evil\"")),
                text(
                        "transforms in another order",
                        Check.SIGNATURE,
                        xml -> xml.replaceFirst("(<ds:Transform [^>]*/>)(<ds:Transform [^>]*/>)", "$2$1")),
                text(
                        "the enveloped signature twice",
                        Check.SIGNATURE,
                        xml -> xml.replaceFirst("(<ds:Transform [^>]*/>)", "$1$1")),
                text(
                        "deep elements",
                        Check.FORMAT,
                        xml -> xml.replace(">alice<", ">" + "<a>".repeat(70) + "</a>".repeat(70) + "alice<")),
                text(
                        "RSA with MGF1",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256",
                                "http://www.w3.org/2007/05/xmldsig-more#sha256-rsa-MGF1")),
                text(
                        "DSA",
                        Check.SIGNATURE,
                        xml -> xml.replace(
                                "http://www.w3.org/2001/04/xmldsig-more#rsa-sha256", Saml.SIGNATURE + "dsa-sha1")),
                text(
                        "ECDSA said of a signature by RSA",
                        Check.SIGNATURE,
                        xml -> xml.replace("rsa-sha256", "ecdsa-sha256")),
                text("RSA with MD5", Check.SIGNATURE, xml -> xml.replace("rsa-sha256", "rsa-md5")));
    }

    private static final String SUBJECT = "<saml:Subject><saml:NameID>" + EVIL + "</saml:NameID></saml:Subject>";

    private static String roleAttribute(String role) {
        return "<saml:Attribute Name=\"" + SessionAttributes.ROLE + "\"><saml:AttributeValue>"
                + "arn:aws:iam::123456789012:role/" + role + "," + Responses.PROVIDER
                + "</saml:AttributeValue></saml:Attribute>";
    }
}
