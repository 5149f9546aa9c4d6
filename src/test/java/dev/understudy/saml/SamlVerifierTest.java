package dev.understudy.saml;

import static dev.understudy.saml.Responses.NOW;
import static dev.understudy.saml.Responses.accepted;
import static dev.understudy.saml.Responses.good;
import static dev.understudy.saml.Responses.rejected;
import static dev.understudy.saml.Responses.request;
import static dev.understudy.saml.Responses.signed;
import static dev.understudy.saml.Responses.unsigned;
import static dev.understudy.saml.Responses.verify;
import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.aws.Partition;
import dev.understudy.saml.SamlRejection.Check;
import dev.understudy.saml.SamlRejection.Code;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Transform;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What is accepted, what is read of it, and where each bound lies. Attacks have a test of their own. */
class SamlVerifierTest {
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

    @Test
    void an_assertion_is_read_as_it_was_signed() {
        AssertionRequest request = request()
                .withSessionDuration("1800")
                .withTag("team", "mobile")
                .withTag("cost center", "")
                .withTransitiveTagKeys(List.of("team"))
                .withSourceIdentity("alice")
                .withAttribute("urn:oid:2.5.4.3", List.of("Alice", "Al <&\"ice>"));
        VerifiedAssertion assertion = accepted(verify(signed(unsigned(request))));

        assertThat(assertion.issuer()).isEqualTo(Responses.ENTITY_ID);
        assertThat(assertion.subject().value()).isEqualTo("alice");
        assertThat(assertion.subject().type()).isEqualTo("persistent");
        assertThat(assertion.recipient()).isEqualTo("https://signin.aws.amazon.com/saml");
        assertThat(assertion.issuedAt()).isEqualTo(NOW);
        assertThat(assertion.sessionNotOnOrAfter()).isEmpty();
        assertThat(assertion.attributes().of("urn:oid:2.5.4.3")).containsExactly("Alice", "Al <&\"ice>");
        assertThat(assertion.attributes().of("missing")).isEmpty();
        assertThat(assertion.session())
                .isEqualTo(new SessionAttributes(
                        List.of(new RoleMapping(Responses.ROLE, Responses.PROVIDER)),
                        "alice@example.org",
                        Optional.of(Duration.ofMinutes(30)),
                        Map.of("team", "mobile", "cost center", ""),
                        List.of("team"),
                        Optional.of("alice")));
        assertThat(assertion).hasToString("VerifiedAssertion[issuer='https://idp.example.org/saml', subject='alice']");
    }

    @Test
    void a_refusal_tells_a_change_from_another_key() {
        assertThat(rejected(verify(good().replace(">alice<", ">mallory<"))).explanation())
                .isEqualTo("What the signature is over was changed after it was signed.");
        assertThat(rejected(verify(signed(unsigned(), Signing.USUAL.by(Responses.OTHER.getPrivate(), "rsa-sha256"))))
                        .explanation())
                .isEqualTo(
                        "The signature (RSA_SHA256) over the Assertion does not verify with any key of the provider's"
                                + " metadata.");
    }

    static Stream<String> right() {
        Signing usual = Signing.USUAL;
        return Stream.of(
                good(),
                "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n" + good(),
                signed(unsigned(), Signing.RESPONSE),
                signed(signed(unsigned()), Signing.RESPONSE),
                signed(unsigned(), usual.by(Responses.RSA.getPrivate(), "rsa-sha384")),
                signed(unsigned(), usual.by(Responses.RSA.getPrivate(), "rsa-sha512")),
                signed(unsigned(), usual.by(Responses.EC.getPrivate(), "ecdsa-sha256")),
                signed(unsigned(), usual.by(Responses.EC.getPrivate(), "ecdsa-sha384")),
                signed(unsigned(), usual.by(Responses.EC.getPrivate(), "ecdsa-sha512")),
                signed(unsigned(), usual.digesting(MORE + "sha384")),
                signed(unsigned(), usual.digesting("http://www.w3.org/2001/04/xmlenc#sha512")),
                signed(unsigned(), usual.canonicalizing(CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS)),
                signed(
                        unsigned(),
                        usual.transforming(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE_WITH_COMMENTS)),
                signed(
                        unsigned().replace("<samlp:Response ", "<samlp:Response xmlns:xs=\"urn:xs\" "),
                        usual.transforming(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE + "xs")),
                signed(unsigned(), usual.showing(Responses.certificate(Responses.OTHER))),
                signed(unsigned().replace(">alice<", "><![CDATA[alice]]><")),
                signed(unsigned().replace(">alice<", ">&#97;lice<")),
                signed(unsigned().replace("><", ">\n  <")),
                good().replace(" Destination=\"https://signin.aws.amazon.com/saml\"", ""),
                good().replaceFirst("<saml:Issuer xmlns.*?</saml:Issuer>", ""));
    }

    @ParameterizedTest
    @MethodSource("right")
    void every_right_form_is_accepted(String response) {
        VerifiedAssertion assertion = accepted(verify(response));
        assertThat(assertion.subject().value()).isEqualTo("alice");
        assertThat(assertion.session().roleSessionName()).isEqualTo("alice@example.org");
    }

    @Test
    void the_longest_response_is_accepted_and_one_character_more_is_not() {
        String encoded = Responses.base64(good());
        SamlVerifier verifier = new SamlVerifier(InstantSource.fixed(NOW));
        accepted(verifier.verify(
                encoded + " ".repeat(SamlVerifier.LONGEST - encoded.length()), Responses.metadata(), Partition.AWS));
        assertThat(rejected(verifier.verify(
                                encoded + " ".repeat(SamlVerifier.LONGEST - encoded.length() + 1),
                                Responses.metadata(),
                                Partition.AWS))
                        .check())
                .isEqualTo(Check.FORMAT);
    }

    @Test
    void base64_may_be_broken_into_lines_and_must_be_of_utf8() {
        SamlVerifier verifier = new SamlVerifier(InstantSource.fixed(NOW));
        String lines = Base64.getMimeEncoder().encodeToString(good().getBytes(StandardCharsets.UTF_8));
        assertThat(lines).contains("\r\n");
        accepted(verifier.verify(lines + "\n", Responses.metadata(), Partition.AWS));

        String latin = Base64.getEncoder()
                .encodeToString(good().replace("alice", "aliçe").getBytes(StandardCharsets.ISO_8859_1));
        for (String wrong : List.of(latin, "<samlp:Response/>", "____", "a")) {
            SamlRejection rejection = rejected(verifier.verify(wrong, Responses.metadata(), Partition.AWS));
            assertThat(rejection.message()).isEqualTo("Invalid base64 SAMLResponse");
            assertThat(rejection.code()).isEqualTo(Code.INVALID_SAML_RESPONSE);
        }
    }

    /** Its NotOnOrAfter is five minutes after its issue, of both conditions and subject, but where a row says otherwise. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT0S          | accepted
            PT4M59.999S   | accepted
            PT5M          | Response has expired
            -PT5M         | accepted
            -PT5M0.001S   | Your request included an invalid SAML response.
            """)
    void a_response_is_good_until_its_end(Duration later, String outcome) {
        assertOutcome(good(), NOW.plus(later), outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            PT5M        | accepted
            PT5M0.001S  | Token must be redeemed within 5 minutes of issuance
            """)
    void a_response_that_lasts_longer_is_good_for_five_minutes_after_its_issue(Duration later, String outcome) {
        String lasting = unsigned().replaceAll("NotOnOrAfter=\"[^\"]*\"", "NotOnOrAfter=\"2026-11-05T18:00:00Z\"");
        assertOutcome(signed(lasting), NOW.plus(later), outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            SubjectConfirmationData | 2026-11-05T10:00:00.001Z | accepted
            SubjectConfirmationData | 2026-11-05T10:00:00Z     | Response has expired
            Conditions NotBefore="2026-11-05T10:00:00Z" | 2026-11-05T10:00:01Z | accepted
            Conditions NotBefore="2026-11-05T10:00:00Z" | 2026-11-05T10:00:00Z | Response has expired
            Conditions NotBefore="2026-11-05T10:00:00Z" | 2026-11-05 10:05:00  | Your request included an invalid SAML response.
            Conditions NotBefore="2026-11-05T10:00:00Z" | 2026-11-05T10:05:00+00:00 | Your request included an invalid SAML response.
            """)
    void each_end_counts(String element, String end, String outcome) {
        String right = "<saml:" + element + " NotOnOrAfter=\"2026-11-05T10:05:00Z\"";
        assertThat(unsigned()).contains(right);
        String changed = unsigned().replace(right, "<saml:" + element + " NotOnOrAfter=\"" + end + "\"");
        assertOutcome(signed(changed), NOW, outcome);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            2026-11-05T10:05:00Z       | accepted
            2026-11-05T10:05:00.001Z   | Your request included an invalid SAML response.
            """)
    void a_provider_s_clock_may_be_five_minutes_ahead(String notBefore, String outcome) {
        String changed = unsigned().replace("NotBefore=\"2026-11-05T10:00:00Z\"", "NotBefore=\"" + notBefore + "\"");
        assertOutcome(signed(changed), NOW, outcome);
    }

    @Test
    void the_earliest_end_of_the_provider_s_sessions_counts() {
        String statement = "<saml:AuthnStatement AuthnInstant=\"2026-11-05T10:00:00Z\"";
        String two = unsigned()
                .replace(
                        statement,
                        statement + " SessionNotOnOrAfter=\"2026-11-05T10:30:00Z\"/>" + statement
                                + " SessionNotOnOrAfter=\"2026-11-05T10:20:00Z\"/>" + statement);
        assertThat(accepted(verify(signed(two))).sessionNotOnOrAfter()).contains(Instant.parse("2026-11-05T10:20:00Z"));
        String over = unsigned().replace(statement, statement + " SessionNotOnOrAfter=\"2026-11-05T10:00:00Z\"");
        assertThat(rejected(verify(signed(over))).message()).isEqualTo("Response has expired");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "https://us-east-1.signin.aws.amazon.com/saml",
                "https://ap-southeast-12.signin.aws.amazon.com/saml"
            })
    void a_region_s_endpoint_is_a_recipient(String url) {
        String response =
                unsigned().replace("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"" + url + "\"");
        assertThat(accepted(verify(signed(response))).recipient()).isEqualTo(url);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "http://signin.aws.amazon.com/saml", "https://signin.aws.amazon.com/saml/",
                        "https://signin.aws.amazon.com/saml/acs/X",
                "https://evil.signin.aws.amazon.com/saml", "https://signinXaws.amazon.com/saml", "",
                "https://us-east-1.signin.aws.amazon.com.evil.org/saml"
            })
    void another_endpoint_is_none(String url) {
        String response =
                unsigned().replace("Recipient=\"https://signin.aws.amazon.com/saml\"", "Recipient=\"" + url + "\"");
        assertThat(rejected(verify(signed(response))).check()).isEqualTo(Check.SUBJECT);
    }

    @Test
    void each_audience_restriction_must_let_aws_in() {
        String urn = unsigned()
                .replace(
                        "<saml:Audience>https://signin.aws.amazon.com/saml<", "<saml:Audience>urn:amazon:webservices<");
        accepted(verify(signed(urn)));
        String more = unsigned().replace("<saml:Audience>", "<saml:Audience>urn:other</saml:Audience><saml:Audience>");
        accepted(verify(signed(more)));
        String end = "</saml:AudienceRestriction>";
        String second = unsigned()
                .replace(end, end + "<saml:AudienceRestriction><saml:Audience>urn:other</saml:Audience>" + end);
        assertThat(rejected(verify(signed(second))).message())
                .isEqualTo("Response does not contain the required audience.");
        String none = unsigned().replaceAll("<saml:AudienceRestriction>.*</saml:AudienceRestriction>", "");
        assertThat(rejected(verify(signed(none))).check()).isEqualTo(Check.AUDIENCE);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            RoleSessionName | al                    | accepted
            RoleSessionName | a                     | RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}
            RoleSessionName | al ice                | RoleSessionName in AuthnResponse must match [a-zA-Z_0-9+=,.@-]{2,64}
            SourceIdentity  | al                    | accepted
            SourceIdentity  | aws:alice             | Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"
            SourceIdentity  | a                     | Source Identity must match [a-zA-Z_0-9+=,.@-]{2,64} and not begin with "aws:"
            SessionDuration | 900                   | accepted
            SessionDuration | 43200                 | accepted
            SessionDuration | 899                   | Your request included an invalid SAML response.
            SessionDuration | 43201                 | Your request included an invalid SAML response.
            SessionDuration | 15m                   | Your request included an invalid SAML response.
            Role            | arn:aws:iam::123456789012:saml-provider/Corp , arn:aws:iam::123456789012:role/Reader | accepted
            Role            | arn:aws:iam::123456789012:role/Reader | Your request included an invalid SAML response.
            Role            | a,b,c                 | Your request included an invalid SAML response.
            """)
    void the_attributes_of_aws_have_their_form(String attribute, String value, String outcome) {
        AssertionRequest request = request().withAttribute(Saml.AWS_ATTRIBUTES + attribute, List.of(value));
        assertOutcome(signed(unsigned(request)), NOW, outcome);
    }

    @Test
    void a_session_name_has_at_most_64_characters() {
        accepted(verify(signed(unsigned(request().withSessionName("a".repeat(64))))));
        assertThat(rejected(verify(signed(unsigned(request().withSessionName("a".repeat(65))))))
                        .message())
                .startsWith("RoleSessionName in AuthnResponse must match");
    }

    @Test
    void an_attribute_of_aws_is_there_once_with_as_many_values_as_it_may_have() {
        AssertionRequest bare = AssertionRequest.of("alice");
        assertThat(rejected(verify(signed(unsigned(bare.withSessionName("alice")))))
                        .check())
                .isEqualTo(Check.ATTRIBUTES);
        String pair = Responses.ROLE + "," + Responses.PROVIDER;
        assertThat(rejected(verify(signed(unsigned(bare.withAttribute(SessionAttributes.ROLE, List.of(pair))))))
                        .message())
                .isEqualTo("RoleSessionName is required in AuthnResponse");
        for (List<String> values : List.of(List.<String>of(), List.of("alice", "bob"))) {
            AssertionRequest wrong = request().withAttribute(SessionAttributes.ROLE_SESSION_NAME, values);
            assertThat(rejected(verify(signed(unsigned(wrong)))).explanation())
                    .contains("must have exactly one value; it has " + values.size());
        }
        String twice = unsigned()
                .replace(
                        "<saml:AttributeStatement>",
                        "<saml:AttributeStatement><saml:Attribute Name=\"" + SessionAttributes.ROLE
                                + "\"><saml:AttributeValue>" + pair + "</saml:AttributeValue></saml:Attribute>");
        assertThat(rejected(verify(signed(twice))).explanation()).contains("There are two attributes named");
    }

    @Test
    void a_subject_without_a_name_is_not_authorized_as_documented() {
        AssertionRequest usual = request();
        AssertionRequest nameless = new AssertionRequest(
                Optional.empty(),
                usual.nameIdFormat(),
                usual.audience(),
                usual.recipient(),
                usual.expiresIn(),
                usual.sessionExpiresIn(),
                usual.attributes(),
                usual.signature());
        SamlRejection rejection = rejected(verify(signed(unsigned(nameless))));
        assertThat(rejection.code()).isEqualTo(Code.ACCESS_DENIED);
        assertThat(rejection.message()).isEqualTo("Not authorized to perform sts:AssumeRoleWithSAML");
    }

    @ParameterizedTest
    @CsvSource({
        "urn:oasis:names:tc:SAML:2.0:nameid-format:transient, transient",
        "urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress, urn:oasis:names:tc:SAML:1.1:nameid-format:emailAddress",
        ", urn:oasis:names:tc:SAML:1.1:nameid-format:unspecified"
    })
    void the_subject_s_type_is_aws_s_word_for_the_format(String format, String type) {
        String usual = " Format=\"urn:oasis:names:tc:SAML:2.0:nameid-format:persistent\"";
        String response = unsigned().replace(usual, format == null ? "" : " Format=\"" + format + "\"");
        assertThat(accepted(verify(signed(response))).subject().type()).isEqualTo(type);
    }

    @Test
    void a_name_and_its_format_have_at_most_1024_characters() {
        String longest = "a".repeat(NameId.LONGEST);
        accepted(verify(signed(unsigned().replace(">alice<", ">" + longest + "<"))));
        assertThat(rejected(verify(signed(unsigned().replace(">alice<", ">a" + longest + "<"))))
                        .check())
                .isEqualTo(Check.SUBJECT);
        String format = "urn:oasis:names:tc:SAML:2.0:nameid-format:persistent";
        accepted(verify(signed(unsigned().replace(format, longest))));
        assertThat(rejected(verify(signed(unsigned().replace(format, "a" + longest))))
                        .check())
                .isEqualTo(Check.SUBJECT);
    }

    @Test
    void metadata_is_good_until_its_end() {
        SamlMetadata usual = Responses.metadata();
        SamlMetadata ending = new SamlMetadata(usual.entityId(), usual.signingKeys(), List.of(), Optional.of(NOW));
        accepted(verify(good(), NOW.minusMillis(1), ending));
        assertThat(rejected(verify(good(), NOW, ending)).explanation()).contains("was valid until");
    }

    @Test
    void what_a_response_says_of_itself_can_be_told_without_believing_it() {
        UnverifiedAssertion said = UnverifiedAssertion.of(Responses.base64(unsigned()));
        assertThat(said.issuer()).contains(Responses.ENTITY_ID);
        assertThat(said.subject()).contains("alice");
        assertThat(said.sessionName()).contains("alice@example.org");
        assertThat(UnverifiedAssertion.of("garbage").issuer()).isEmpty();
        assertThat(UnverifiedAssertion.of(Responses.base64("<a/>")).subject()).isEmpty();
    }

    private static void assertOutcome(String response, Instant now, String outcome) {
        SamlVerification verification = verify(response, now);
        if (outcome.equals("accepted")) {
            accepted(verification);
        } else {
            assertThat(rejected(verification).message()).isEqualTo(outcome);
        }
    }
}
