package dev.understudy.sts;

import dev.understudy.policy.RequestContext;
import dev.understudy.saml.SamlAttributes;
import java.util.Arrays;
import java.util.List;

/**
 * The attributes of an assertion that AWS exposes as condition keys of trust policies, by the names that its user guide
 * documents, oddities included. Where two attributes stand for one key, the first that is there counts.
 */
enum SamlContextKey {
    EDU_PERSON_AFFILIATION("edupersonaffiliation", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.1"),
    EDU_PERSON_NICKNAME("edupersonnickname", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.2"),
    EDU_PERSON_ORG_DN("edupersonorgdn", false, "urn:oid:1.3.6.1.4.1.5923.1.1.1.3"),
    EDU_PERSON_ORG_UNIT_DN("edupersonorgunitdn", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.4"),
    EDU_PERSON_PRIMARY_AFFILIATION("edupersonprimaryaffiliation", false, "urn:oid:1.3.6.1.4.1.5923.1.1.1.5"),
    EDU_PERSON_PRINCIPAL_NAME("edupersonprincipalname", false, "urn:oid:1.3.6.1.4.1.5923.1.1.1.6"),
    EDU_PERSON_ENTITLEMENT("edupersonentitlement", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.7"),
    EDU_PERSON_PRIMARY_ORG_UNIT_DN("edupersonprimaryorgunitdn", false, "urn:oid:1.3.6.1.4.1.5923.1.1.1.8"),
    EDU_PERSON_SCOPED_AFFILIATION("edupersonscopedaffiliation", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.9"),
    EDU_PERSON_TARGETED_ID("edupersontargetedid", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.10"),
    EDU_PERSON_ASSURANCE("edupersonassurance", true, "urn:oid:1.3.6.1.4.1.5923.1.1.1.11"),
    EDU_ORG_HOME_PAGE("eduorghomepageuri", true, "urn:oid:1.3.6.1.4.1.5923.1.2.1.2"),
    EDU_ORG_AUTHENTICATION_POLICY("eduorgidentityauthnpolicyuri", true, "urn:oid:1.3.6.1.4.1.5923.1.2.1.3"),
    EDU_ORG_LEGAL_NAME("eduorglegalname", true, "urn:oid:1.3.6.1.4.1.5923.1.2.1.4"),
    EDU_ORG_SUPERIOR("eduorgsuperioruri", true, "urn:oid:1.3.6.1.4.1.5923.1.2.1.5"),
    EDU_ORG_WHITE_PAGES("eduorgwhitepagesuri", true, "urn:oid:1.3.6.1.4.1.5923.1.2.1.6"),
    CN("cn", true, "urn:oid:2.5.4.3"),
    NAME("name", false, SamlContextKey.CLAIMS + "name"),
    COMMON_NAME("commonName", false, "http://schemas.xmlsoap.org/claims/CommonName", "2.5.4.3"),
    GIVEN_NAME("givenName", false, SamlContextKey.CLAIMS + "givenname", "2.4.5.42"),
    SURNAME("surname", false, SamlContextKey.CLAIMS + "surname", "2.5.4.4"),
    MAIL("mail", false, SamlContextKey.CLAIMS + "emailaddress", "0.9.2342.19200300100.1.3"),
    UID(
            "uid",
            false,
            "http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid",
            "0.9.2342.19200300100.1.1"),
    X500_UNIQUE_IDENTIFIER("x500UniqueIdentifier", false, "2.5.4.45"),
    ORGANIZATION_STATUS("organizationStatus", false, "0.9.2342.19200300.100.1.45");

    private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";

    private final String key;
    private final boolean list;

    /** Made by List.of, which nothing can change. */
    @SuppressWarnings("ImmutableEnumChecker")
    private final List<String> attributes;

    /**
     * @param list whether AWS types it as a list of strings; a string of which there are several values becomes one
     */
    SamlContextKey(String key, boolean list, String... attributes) {
        this.key = "saml:" + key;
        this.list = list;
        this.attributes = List.of(attributes);
    }

    /** Adds the keys for those attributes that the assertion has. */
    static void addTo(RequestContext.Builder context, SamlAttributes attributes) {
        Arrays.stream(values()).forEach(it -> it.add(context, attributes));
    }

    private void add(RequestContext.Builder context, SamlAttributes assertion) {
        List<String> values = attributes.stream()
                .map(assertion::of)
                .filter(it -> !it.isEmpty())
                .findFirst()
                .orElse(List.of());
        if (!list && values.size() == 1) {
            context.with(key, values.get(0));
        } else if (!values.isEmpty()) {
            context.withAll(key, values);
        }
    }
}
