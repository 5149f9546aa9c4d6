package dev.understudy.saml;

import java.security.Key;
import java.util.ArrayList;
import java.util.List;
import javax.xml.crypto.dsig.CanonicalizationMethod;
import javax.xml.crypto.dsig.Reference;
import javax.xml.crypto.dsig.Transform;
import javax.xml.crypto.dsig.XMLSignatureFactory;
import javax.xml.crypto.dsig.dom.DOMSignContext;
import javax.xml.crypto.dsig.keyinfo.KeyInfo;
import javax.xml.crypto.dsig.keyinfo.KeyInfoFactory;
import javax.xml.crypto.dsig.spec.C14NMethodParameterSpec;
import javax.xml.crypto.dsig.spec.ExcC14NParameterSpec;
import javax.xml.crypto.dsig.spec.TransformParameterSpec;
import javax.xml.crypto.dsig.spec.XPathFilterParameterSpec;
import org.w3c.dom.Element;

/**
 * How a test signs, rightly or wrongly; always so that the signature verifies for whoever does not look at its form.
 *
 * @param key signs, an asymmetric one or a secret
 * @param uri of the reference
 * @param transforms their URIs
 * @param shownCertificate of whom the KeyInfo tells, if there shall be one
 */
record Signing(
        Key key,
        String method,
        String digest,
        String canonicalization,
        String uri,
        List<String> transforms,
        List<java.security.cert.X509Certificate> shownCertificate) {
    private static final String MORE = "http://www.w3.org/2001/04/xmldsig-more#";

    static final Signing USUAL = new Signing(
            Responses.RSA.getPrivate(),
            MORE + "rsa-sha256",
            SignatureAlgorithm.SHA256,
            CanonicalizationMethod.EXCLUSIVE,
            "#_assertion",
            List.of(Transform.ENVELOPED, CanonicalizationMethod.EXCLUSIVE),
            List.of());

    static final Signing RESPONSE = USUAL.to("#_response");

    Signing by(Key other, String name) {
        return new Signing(
                other,
                name.contains(":") ? name : MORE + name,
                digest,
                canonicalization,
                uri,
                transforms,
                shownCertificate);
    }

    Signing digesting(String other) {
        return new Signing(key, method, other, canonicalization, uri, transforms, shownCertificate);
    }

    Signing canonicalizing(String other) {
        return new Signing(key, method, digest, other, uri, transforms, shownCertificate);
    }

    Signing to(String other) {
        return new Signing(key, method, digest, canonicalization, other, transforms, shownCertificate);
    }

    Signing transforming(String... others) {
        return new Signing(key, method, digest, canonicalization, uri, List.of(others), shownCertificate);
    }

    Signing showing(java.security.cert.X509Certificate certificate) {
        return new Signing(key, method, digest, canonicalization, uri, transforms, List.of(certificate));
    }

    /** Puts the signature into the element that the reference is to, or into the assertion. */
    void sign(Element response) {
        Element target = uri.equals("#_response") ? response : Responses.assertion(response);
        signInto(target, response);
    }

    /** Puts the signature into any element. */
    void signInto(Element target, Element response) {
        Elements.all(response)
                .filter(element -> element.hasAttributeNS(null, "ID"))
                .forEach(element -> element.setIdAttributeNS(null, "ID", true));
        XMLSignatureFactory factory = XMLSignatureFactory.getInstance("DOM");
        DOMSignContext context =
                new DOMSignContext(key, target, Elements.children(target).get(1));
        context.setDefaultNamespacePrefix("ds");
        try {
            Reference reference =
                    factory.newReference(uri, factory.newDigestMethod(digest, null), transforms(factory), null, null);
            factory.newXMLSignature(
                            factory.newSignedInfo(
                                    factory.newCanonicalizationMethod(canonicalization, (C14NMethodParameterSpec) null),
                                    factory.newSignatureMethod(method, null),
                                    List.of(reference)),
                            keyInfo(factory))
                    .sign(context);
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    private List<Transform> transforms(XMLSignatureFactory factory) throws Exception {
        List<Transform> made = new ArrayList<>();
        for (String transform : transforms) {
            TransformParameterSpec parameters = null;
            if (transform.equals(Transform.XPATH)) {
                parameters =
                        new XPathFilterParameterSpec("not(ancestor-or-self::*[local-name()='AttributeStatement'])");
            } else if (transform.equals(CanonicalizationMethod.EXCLUSIVE + "xs")) {
                parameters = new ExcC14NParameterSpec(List.of("xs"));
            }
            String uri = parameters instanceof ExcC14NParameterSpec ? CanonicalizationMethod.EXCLUSIVE : transform;
            made.add(factory.newTransform(uri, parameters));
        }
        return made;
    }

    private KeyInfo keyInfo(XMLSignatureFactory factory) {
        if (shownCertificate.isEmpty()) {
            return null;
        }
        KeyInfoFactory infos = factory.getKeyInfoFactory();
        return infos.newKeyInfo(List.of(infos.newX509Data(shownCertificate)));
    }
}
