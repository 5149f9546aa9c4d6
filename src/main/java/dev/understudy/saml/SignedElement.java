package dev.understudy.saml;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.PublicKey;
import java.util.List;
import java.util.Optional;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.XMLSignature;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMValidateContext;
import org.w3c.dom.Element;

/**
 * Verifies a signature over the element that it stands in, and gives back what was signed: the very bytes whose digest
 * was compared, read anew. So whatever was not signed cannot be read afterwards, wherever it stood.
 */
final class SignedElement {
    private static final String SECURE_VALIDATION = "org.jcp.xml.dsig.secureValidation";
    private static final String KEEP_DIGEST_INPUT = "javax.xml.crypto.dsig.cacheReference";

    private SignedElement() {}

    /**
     * The element without its signature, as it was signed.
     *
     * @param keys any of them may have signed; the signature's own KeyInfo does not count
     */
    static Element verified(Element signed, Element signature, List<PublicKey> keys) throws RejectedAssertionException {
        SignatureAlgorithm algorithm = SignatureForm.check(signature, signed);
        signed.setIdAttributeNS(null, "ID", true);
        for (PublicKey key : algorithm.suited(keys)) {
            Optional<String> content = content(signature, key);
            if (content.isPresent()) {
                return parse(content.get());
            }
        }
        throw Rejections.signature("The signature (" + algorithm + ") over the " + signed.getLocalName()
                + " does not verify with any key of the provider's metadata.");
    }

    /** What was signed with this key; nothing if it was not. */
    private static Optional<String> content(Element signature, PublicKey key) throws RejectedAssertionException {
        DOMValidateContext context = new DOMValidateContext(key, signature);
        context.setProperty(SECURE_VALIDATION, true);
        context.setProperty(KEEP_DIGEST_INPUT, true);
        try {
            XMLSignature xmlSignature = XMLSignatureFactory.getInstance("DOM").unmarshalXMLSignature(context);
            if (!xmlSignature.validate(context)) {
                // Good for whoever looks for the cause: the right key, but not what it has signed.
                if (xmlSignature.getSignatureValue().validate(context)) {
                    throw Rejections.signature("What the signature is over was changed after it was signed.");
                }
                return Optional.empty();
            }
            Reference reference = xmlSignature.getSignedInfo().getReferences().get(0);
            try (InputStream digested = reference.getDigestInputStream()) {
                return Optional.of(new String(digested.readAllBytes(), StandardCharsets.UTF_8));
            }
        } catch (MarshalException | XMLSignatureException | IOException malformed) {
            throw Rejections.signature("The signature cannot be read.");
        }
    }

    private static Element parse(String content) throws RejectedAssertionException {
        try {
            return Elements.root(SecureXml.parse(content));
        } catch (MalformedXmlException impossible) {
            throw Rejections.signature("What was signed cannot be read by itself. " + impossible.reason());
        }
    }
}
