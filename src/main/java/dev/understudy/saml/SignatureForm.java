package dev.understudy.saml;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.w3c.dom.Element;

/**
 * What a signature must be made of before anything is computed: one reference to the element around it, an enveloped
 * signature under exclusive canonicalization, and nothing that could bring in more (SAML core, section 5.4).
 */
final class SignatureForm {
    private static final Set<String> CANONICALIZATIONS =
            Set.of(Saml.EXCLUSIVE_C14N, Saml.EXCLUSIVE_C14N + "WithComments");

    private SignatureForm() {}

    /** The algorithm of a signature of this form, which stands in the element that it signs. */
    static SignatureAlgorithm check(Element signature, Element signed) throws RejectedAssertionException {
        List<String> parts =
                Elements.children(signature).stream().map(SignatureForm::name).toList();
        require(
                parts.equals(List.of("SignedInfo", "SignatureValue"))
                        || parts.equals(List.of("SignedInfo", "SignatureValue", "KeyInfo")),
                "A signature is made of SignedInfo, SignatureValue and perhaps KeyInfo; here are " + parts + ".");
        List<Element> info = Elements.children(Elements.children(signature).get(0));
        List<String> names = info.stream().map(SignatureForm::name).toList();
        require(
                names.equals(List.of("CanonicalizationMethod", "SignatureMethod", "Reference")),
                "SignedInfo has a CanonicalizationMethod, a SignatureMethod and exactly one Reference; here are "
                        + names + ".");
        checkCanonicalization(info.get(0));
        SignatureAlgorithm algorithm = algorithm(info.get(1));
        checkReference(info.get(2), signed);
        return algorithm;
    }

    private static SignatureAlgorithm algorithm(Element method) throws RejectedAssertionException {
        require(Elements.children(method).isEmpty(), "SignatureMethod has parameters, which are not read.");
        Optional<SignatureAlgorithm> algorithm = SignatureAlgorithm.of(algorithmOf(method));
        if (algorithm.isEmpty()) {
            throw Rejections.signature("The signature's algorithm is " + Rejections.quote(algorithmOf(method))
                    + "; accepted are RSA and ECDSA with SHA-256, SHA-384 and SHA-512.");
        }
        return algorithm.get();
    }

    private static void checkReference(Element reference, Element signed) throws RejectedAssertionException {
        String wanted = "#" + Elements.attribute(signed, "ID").orElse("");
        String uri = Elements.attribute(reference, "URI").orElse("");
        require(
                uri.length() > 1 && uri.equals(wanted),
                "The signature's Reference is to " + Rejections.quote(uri) + "; it must be to the element around it, "
                        + Rejections.quote(wanted) + ".");
        List<Element> parts = Elements.children(reference);
        List<String> names = parts.stream().map(SignatureForm::name).toList();
        require(
                names.equals(List.of("Transforms", "DigestMethod", "DigestValue")),
                "A Reference has Transforms, a DigestMethod and a DigestValue; here are " + names + ".");
        checkTransforms(Elements.children(parts.get(0)));
        require(
                SignatureAlgorithm.DIGESTS.contains(algorithmOf(parts.get(1)))
                        && Elements.children(parts.get(1)).isEmpty(),
                "The digest's algorithm is " + Rejections.quote(algorithmOf(parts.get(1)))
                        + "; accepted are SHA-256, SHA-384 and SHA-512.");
    }

    private static void checkTransforms(List<Element> transforms) throws RejectedAssertionException {
        require(
                transforms.size() == 2
                        && transforms.stream()
                                .allMatch(transform -> name(transform).equals("Transform"))
                        && algorithmOf(transforms.get(0)).equals(Saml.ENVELOPED)
                        && Elements.children(transforms.get(0)).isEmpty(),
                "The transforms must be the enveloped signature and exclusive canonicalization, in this order; here are "
                        + transforms.stream()
                                .map(SignatureForm::algorithmOf)
                                .map(Rejections::quote)
                                .toList() + ".");
        checkCanonicalization(transforms.get(1));
    }

    private static void checkCanonicalization(Element method) throws RejectedAssertionException {
        require(
                CANONICALIZATIONS.contains(algorithmOf(method)),
                "Canonicalization must be exclusive; here it is " + Rejections.quote(algorithmOf(method)) + ".");
        List<Element> parameters = Elements.children(method);
        require(
                parameters.size() <= 1
                        && parameters.stream()
                                .allMatch(parameter ->
                                        Elements.is(parameter, Saml.EXCLUSIVE_C14N, "InclusiveNamespaces")),
                "Exclusive canonicalization has no parameter but InclusiveNamespaces.");
    }

    private static String algorithmOf(Element method) {
        return Elements.attribute(method, "Algorithm").orElse("");
    }

    /** The local name; one of another namespace is told apart. */
    private static String name(Element element) {
        return Stream.of(element)
                .filter(it -> Saml.SIGNATURE.equals(it.getNamespaceURI()))
                .map(Element::getLocalName)
                .findFirst()
                .orElse("{" + element.getNamespaceURI() + "}" + element.getLocalName());
    }

    private static void require(boolean condition, String otherwise) throws RejectedAssertionException {
        if (!condition) {
            throw Rejections.signature(otherwise);
        }
    }
}
