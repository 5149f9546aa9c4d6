package dev.understudy.saml;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.InstantSource;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.ls.DOMImplementationLS;
import org.w3c.dom.ls.LSSerializer;

/**
 * The SAML identity providers that this process plays: they issue responses that verify, and publish metadata as a real one
 * does. A provider is called by the name that IAM has for it; accounts that give it the same name share it. Its key is made
 * when it is first needed, and lives as long as the process.
 */
public final class LocalSamlProviders {
    private static final int ID_BYTES = 16;

    private final Supplier<Set<String>> names;
    private final Supplier<SigningCredential> credentials;
    private final InstantSource clock;
    private final SecureRandom random;
    private final Map<String, SigningCredential> made = new ConcurrentHashMap<>();

    /**
     * @param names of the providers that are played now
     * @param credentials makes a new key and its certificate
     */
    public LocalSamlProviders(
            Supplier<Set<String>> names,
            Supplier<SigningCredential> credentials,
            InstantSource clock,
            SecureRandom random) {
        this.names = names;
        this.credentials = credentials;
        this.clock = clock;
        this.random = random;
    }

    /** Whether the provider of this name is played here. */
    public boolean plays(String name) {
        return names.get().contains(name);
    }

    /** What the metadata of a provider says that the configuration calls, or has just called, local. */
    public SamlMetadata metadata(String name) {
        return new SamlMetadata(
                entityId(name), List.of(made(name).certificate().getPublicKey()), List.of(), Optional.empty());
    }

    /**
     * The metadata as a document, which IAM would take.
     *
     * @param baseUri where this process is reached; nobody signs in there, but metadata must name a place
     * @throws IllegalArgumentException if it is not played here
     */
    public String metadataDocument(String name, String baseUri) {
        return """
                <?xml version="1.0" encoding="UTF-8"?>
                <md:EntityDescriptor xmlns:md="%s" entityID="%s">
                  <md:IDPSSODescriptor protocolSupportEnumeration="%s">
                    <md:KeyDescriptor use="signing">
                      <ds:KeyInfo xmlns:ds="%s">
                        <ds:X509Data>
                          <ds:X509Certificate>%s</ds:X509Certificate>
                        </ds:X509Data>
                      </ds:KeyInfo>
                    </md:KeyDescriptor>
                    <md:SingleSignOnService Binding="%s" Location="%s"/>
                  </md:IDPSSODescriptor>
                </md:EntityDescriptor>
                """.formatted(
                        Saml.METADATA,
                        XmlText.escaped(entityId(name)),
                        Saml.PROTOCOL,
                        Saml.SIGNATURE,
                        credential(name).encodedCertificate(),
                        Saml.HTTP_POST,
                        XmlText.escaped(baseUri + "/_understudy/saml/" + name));
    }

    /**
     * A response with an assertion as the request wants it, in base64 as {@code SAMLAssertion} takes it.
     *
     * @throws InvalidAssertionRequestException if it holds what XML cannot, or would be longer than AWS takes
     * @throws IllegalArgumentException if the provider is not played here
     */
    public String issue(String name, AssertionRequest request) {
        SigningCredential own = credential(name);
        XmlSigner signer = new XmlSigner(request.signature() == SignatureChoice.OTHER_KEY ? credentials.get() : own);
        String responseId = id();
        String assertionId = id();
        Document document =
                parse(new ResponseWriter(entityId(name), request, clock.instant()).write(responseId, assertionId));
        Element response = Elements.root(document);
        if (request.signature().ofAssertion()) {
            signer.sign(Elements.all(response, Saml.ASSERTION, "Assertion").get(0), assertionId);
        }
        if (request.signature().ofResponse()) {
            signer.sign(response, responseId);
        }
        String encoded = Base64.getEncoder().encodeToString(text(document).getBytes(StandardCharsets.UTF_8));
        if (encoded.length() > SamlVerifier.LONGEST) {
            throw new InvalidAssertionRequestException("The assertion would have more than " + SamlVerifier.LONGEST
                    + " characters, which AWS does not take.");
        }
        return encoded;
    }

    private static Document parse(String xml) {
        try {
            return SecureXml.parse(xml);
        } catch (MalformedXmlException unwritable) {
            throw new InvalidAssertionRequestException("A text holds a character that XML cannot.");
        }
    }

    private static String text(Document document) {
        DOMImplementationLS implementation = (DOMImplementationLS) document.getImplementation();
        LSSerializer serializer = implementation.createLSSerializer();
        serializer.getDomConfig().setParameter("xml-declaration", false);
        return serializer.writeToString(document);
    }

    private SigningCredential credential(String name) {
        if (!plays(name)) {
            throw new IllegalArgumentException(name + " is not a local SAML provider of the configuration.");
        }
        return made(name);
    }

    private SigningCredential made(String name) {
        return made.computeIfAbsent(name, it -> credentials.get());
    }

    private static String entityId(String name) {
        return "urn:understudy:saml:" + name;
    }

    /** An ID must not begin with a digit. */
    private String id() {
        byte[] bytes = new byte[ID_BYTES];
        random.nextBytes(bytes);
        return "_" + HexFormat.of().formatHex(bytes);
    }
}
