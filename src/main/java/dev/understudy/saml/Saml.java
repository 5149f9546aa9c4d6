package dev.understudy.saml;

/** Names of SAML 2.0 and XML Signature, and those by which AWS goes in them. */
final class Saml {
    static final String ASSERTION = "urn:oasis:names:tc:SAML:2.0:assertion";
    static final String PROTOCOL = "urn:oasis:names:tc:SAML:2.0:protocol";
    static final String METADATA = "urn:oasis:names:tc:SAML:2.0:metadata";
    static final String SIGNATURE = "http://www.w3.org/2000/09/xmldsig#";
    static final String EXCLUSIVE_C14N = "http://www.w3.org/2001/10/xml-exc-c14n#";
    static final String ENVELOPED = SIGNATURE + "enveloped-signature";

    static final String VERSION = "2.0";
    static final String SUCCESS = "urn:oasis:names:tc:SAML:2.0:status:Success";
    static final String BEARER = "urn:oasis:names:tc:SAML:2.0:cm:bearer";
    static final String HTTP_POST = "urn:oasis:names:tc:SAML:2.0:bindings:HTTP-POST";

    /** What an attribute is called by which AWS takes a role, a session's name and so on. */
    static final String AWS_ATTRIBUTES = "https://aws.amazon.com/SAML/Attributes/";

    private Saml() {}
}
