package dev.understudy.saml;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.understudy.tls.Certificates;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SamlMetadataTest {
    @Test
    void name_keys_and_addresses_are_read() throws Exception {
        String xml = Responses.metadataDocument(Responses.RSA, Responses.EC)
                .replace("entityID", "validUntil=\"2030-01-31T12:00:00Z\" entityID");
        SamlMetadata metadata = SamlMetadata.parse("<?xml version=\"1.0\"?>\n<!-- of the provider -->" + xml);
        assertThat(metadata.entityId()).isEqualTo("https://idp.example.org/saml");
        assertThat(metadata.signingKeys()).containsExactly(Responses.RSA.getPublic(), Responses.EC.getPublic());
        assertThat(metadata.singleSignOnUrls()).containsExactly("https://idp.example.org/sso");
        assertThat(metadata.validUntil()).contains(Instant.parse("2030-01-31T12:00:00Z"));
    }

    @ParameterizedTest
    @CsvSource({
        "2030-01-31T12:00:00Z, 2031-01-31T12:00:00Z, 2030-01-31T12:00:00Z",
        "2031-01-31T12:00:00Z, 2030-01-31T12:00:00Z, 2030-01-31T12:00:00Z",
        ", 2030-01-31T12:00:00Z, 2030-01-31T12:00:00Z"
    })
    void the_earlier_end_of_provider_and_role_counts(String ofProvider, String ofRole, String end) throws Exception {
        String xml = Responses.metadataDocument(Responses.RSA)
                .replace("<md:IDPSSODescriptor", "<md:IDPSSODescriptor validUntil=\"" + ofRole + "\"");
        String whole = ofProvider == null ? xml : xml.replace("entityID", "validUntil=\"" + ofProvider + "\" entityID");
        assertThat(SamlMetadata.parse(whole).validUntil()).contains(Instant.parse(end));
    }

    /** Or whoever has an authority's key could sign in as anybody. */
    @Test
    void of_a_chain_of_certificates_only_the_end_signs() throws Exception {
        Instant now = Instant.parse("2026-11-22T12:00:00Z");
        KeyPair authority = Certificates.keys("RSA");
        String chain = "";
        for (X509Certificate certificate : List.of(
                Certificates.certificate("idp", Responses.RSA, "authority", authority.getPrivate(), now),
                Certificates.certificate("authority", authority, "authority", authority.getPrivate(), now))) {
            chain += "<ds:X509Certificate>" + Base64.getEncoder().encodeToString(certificate.getEncoded())
                    + "</ds:X509Certificate>";
        }
        String xml = Responses.metadataDocument(Responses.EC)
                .replaceFirst("(?s)<ds:X509Certificate>.*</ds:X509Certificate>", chain);
        assertThat(SamlMetadata.parse(xml).signingKeys()).containsExactly(Responses.RSA.getPublic());
    }

    @Test
    void a_key_without_a_use_signs_and_one_for_encryption_does_not() throws Exception {
        assertThat(SamlMetadata.parse(Responses.metadataDocument(Responses.RSA).replace(" use=\"signing\"", ""))
                        .signingKeys())
                .hasSize(1);
        assertThatThrownBy(() -> SamlMetadata.parse(
                        Responses.metadataDocument(Responses.RSA).replace("use=\"signing\"", "use=\"encryption\"")))
                .isInstanceOf(InvalidMetadataException.class)
                .hasMessage("it has no X509Certificate of a key for signing");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            entityID=         | name=              | the entityID of an EntityDescriptor has 1 to 1024 characters
            EntityDescriptor  | EntitiesDescriptor | its root element is no EntityDescriptor of SAML 2.0 metadata
            IDPSSODescriptor  | SPSSODescriptor    | it has no IDPSSODescriptor for SAML 2.0; is it the metadata of a service provider?
            SAML:2.0:protocol | SAML:1.1:protocol  | it has no IDPSSODescriptor for SAML 2.0; is it the metadata of a service provider?
            entityID=         | validUntil='soon' entityID= | its validUntil is no time such as 2030-01-31T12:00:00Z
            MII               | AAA                | an X509Certificate in it is no certificate
            MII               | !                  | an X509Certificate in it is no certificate
            </md:EntityDescriptor> | ''            | It is not well-formed XML
            <md:EntityDescriptor | <!DOCTYPE x><md:EntityDescriptor | It has a document type (DOCTYPE), which is never read.
            <md:EntityDescriptor | \uFEFF<md:EntityDescriptor | it begins with a byte order mark, which IAM does not take
            """)
    void each_fault_has_a_sentence(String right, String wrong, String sentence) throws Exception {
        String xml = Responses.metadataDocument(Responses.RSA);
        assertThat(xml).contains(right);
        assertThatThrownBy(() -> SamlMetadata.parse(xml.replace(right, wrong)))
                .isInstanceOfSatisfying(
                        InvalidMetadataException.class,
                        invalid -> assertThat(invalid.reason()).startsWith(sentence));
    }

    @Test
    void an_entity_id_has_at_most_1024_characters() throws Exception {
        String xml = Responses.metadataDocument(Responses.RSA);
        String longest = "https://idp/" + "a".repeat(1012);
        assertThat(SamlMetadata.parse(xml.replace(Responses.ENTITY_ID, longest)).entityId())
                .hasSize(1024);
        assertThatThrownBy(() -> SamlMetadata.parse(xml.replace(Responses.ENTITY_ID, longest + "a")))
                .isInstanceOf(InvalidMetadataException.class);
    }

    @Test
    void a_small_key_is_refused() throws Exception {
        assertThat(SamlMetadata.parse(Responses.metadataDocument(rsa(1024))).signingKeys())
                .hasSize(1);
        assertThatThrownBy(() -> SamlMetadata.parse(Responses.metadataDocument(rsa(1016))))
                .hasMessage("a certificate in it cannot be used: its key has 1016 bits, at least 1024 are needed");
        KeyPairGenerator dsa = KeyPairGenerator.getInstance("DSA");
        dsa.initialize(1024);
        assertThat(SigningKeySize.refusal(dsa.generateKeyPair().getPublic()))
                .contains("its key is neither RSA nor EC but DSA");
        KeyPairGenerator curve = KeyPairGenerator.getInstance("EC");
        curve.initialize(new ECGenParameterSpec("secp521r1"));
        assertThat(SigningKeySize.refusal(curve.generateKeyPair().getPublic())).isEmpty();
    }

    private static KeyPair rsa(int bits) throws Exception {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
        generator.initialize(bits);
        return generator.generateKeyPair();
    }

    @Test
    void nothing_but_the_exception_comes_out_of_changed_metadata() throws Exception {
        Random random = new Random(1);
        String xml = Responses.metadataDocument(Responses.EC);
        for (int i = 0; i < 2_000; i++) {
            StringBuilder changed = new StringBuilder(xml);
            for (int change = 0; change <= random.nextInt(3); change++) {
                changed.setCharAt(random.nextInt(xml.length()), "<>\"'&/=A\u0000 ".charAt(random.nextInt(10)));
            }
            try {
                assertThat(SamlMetadata.parse(changed.toString()).signingKeys()).isNotEmpty();
            } catch (InvalidMetadataException invalid) {
                assertThat(invalid.reason()).isNotEmpty();
            }
        }
    }
}
