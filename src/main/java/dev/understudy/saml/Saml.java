package dev.understudy.saml;

import java.util.Set;
import java.util.regex.Pattern;

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

    /** AWS's sign-in endpoint, where the provider's response is for (documented). */
    static final String SIGN_IN = "https://signin.aws.amazon.com/saml";

    /** Either of them is AWS's name as an audience (documented). */
    static final Set<String> AUDIENCES = Set.of(SIGN_IN, "urn:amazon:webservices");

    private static final Pattern RECIPIENT =
            Pattern.compile("https://(?:[a-z]{2}(?:-[a-z]+){1,3}-\\d{1,2}\\.)?signin\\.aws\\.amazon\\.com/saml");

    private Saml() {}

    /** Whether the URL is that of AWS's sign-in endpoint, the global one or a region's (documented). */
    static boolean isSignIn(String url) {
        return RECIPIENT.matcher(url).matches();
    }
}
