package dev.understudy.saml;

import java.security.GeneralSecurityException;
import java.util.List;
import javax.xml.crypto.MarshalException;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.SignedInfo;
import javax.xml.crypto.dsig.XMLSignatureException;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Signs an element of a document as SAML wants it: enveloped, after the issuer. */
final class XmlSigner {
    private final SigningCredential credential;

    XmlSigner(SigningCredential credential) {
        this.credential = credential;
    }

    /**
     * Puts a signature into the element.
     *
     * @param id the element's ID
     */
    void sign(Element element, String id) {
        element.setIdAttributeNS(null, "ID", true);
        DOMSignContext context = new DOMSignContext(credential.key(), element, afterIssuer(element));
        context.setDefaultNamespacePrefix("ds");
        try {
            XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
            factory.newXMLSignature(signedInfo(factory, id), null).sign(context);
        } catch (GeneralSecurityException | MarshalException | XMLSignatureException e) {
            throw new IllegalStateException("A local provider's key does not sign", e);
        }
        // Java breaks the value into lines with a carriage return, which XML has to write out.
        Elements.all(element, Saml.SIGNATURE, "SignatureValue")
                .forEach(value -> value.setTextContent(Elements.text(value).replaceAll("\\s", "")));
    }

    private SignedInfo signedInfo(XMLSignatureFactory factory, String id) throws GeneralSecurityException {
        Reference reference = factory.newReference(
                "#" + id,
                factory.newDigestMethod(SignatureAlgorithm.SHA256, null),
                List.of(
                        factory.newTransform(Saml.ENVELOPED, (TransformParameterSpec) null),
                        factory.newTransform(Saml.EXCLUSIVE_C14N, (TransformParameterSpec) null)),
                null,
                null);
        return factory.newSignedInfo(
                factory.newCanonicalizationMethod(CanonicalizationMethod.EXCLUSIVE, (C14NMethodParameterSpec) null),
                factory.newSignatureMethod(
                        SignatureAlgorithm.for256(credential.certificate().getPublicKey())
                                .uri(),
                        null),
                List.of(reference));
    }

    private static Node afterIssuer(Element element) {
        return Elements.children(element).get(1);
    }
}
