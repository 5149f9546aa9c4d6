package dev.understudy.sts;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.support.Fixture;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.FieldSource;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** The attributes that AWS's user guide maps to condition keys, each asked for by a role's trust policy. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SamlContextKeysTest {
    private static final String IAM = "arn:aws:iam::123456789012:";
    private static final String CLAIMS = "http://schemas.xmlsoap.org/ws/2005/05/identity/claims/";
    private static final JsonMapper JSON = new JsonMapper();

    /** Written out a second time, from the user guide's table: its names, and whether it calls the value a list. */
    record Row(String attribute, String key, boolean list) {}

    static final List<Row> ROWS = List.of(
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.1", "saml:eduPersonAffiliation", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.2", "saml:eduPersonNickname", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.3", "saml:eduPersonOrgDN", false),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.4", "saml:eduPersonOrgUnitDN", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.5", "saml:eduPersonPrimaryAffiliation", false),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.6", "saml:eduPersonPrincipalName", false),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.7", "saml:eduPersonEntitlement", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.8", "saml:eduPersonPrimaryOrgUnitDN", false),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.9", "saml:eduPersonScopedAffiliation", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.10", "saml:eduPersonTargetedID", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.1.1.11", "saml:eduPersonAssurance", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.2.1.2", "saml:eduOrgHomePageURI", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.2.1.3", "saml:eduOrgIdentityAuthNPolicyURI", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.2.1.4", "saml:eduOrgLegalName", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.2.1.5", "saml:eduOrgSuperiorURI", true),
            new Row("urn:oid:1.3.6.1.4.1.5923.1.2.1.6", "saml:eduOrgWhitePagesURI", true),
            new Row("urn:oid:2.5.4.3", "saml:cn", true),
            new Row(CLAIMS + "name", "saml:name", false),
            new Row("http://schemas.xmlsoap.org/claims/CommonName", "saml:commonName", false),
            new Row("2.5.4.3", "saml:commonName", false),
            new Row(CLAIMS + "givenname", "saml:givenName", false),
            new Row("2.4.5.42", "saml:givenName", false),
            new Row(CLAIMS + "surname", "saml:surname", false),
            new Row("2.5.4.4", "saml:surname", false),
            new Row(CLAIMS + "emailaddress", "saml:mail", false),
            new Row("0.9.2342.19200300100.1.3", "saml:mail", false),
            new Row("http://schemas.microsoft.com/ws/2008/06/identity/claims/primarygroupsid", "saml:uid", false),
            new Row("0.9.2342.19200300100.1.1", "saml:uid", false),
            new Row("2.5.4.45", "saml:x500UniqueIdentifier", false),
            new Row("0.9.2342.19200300.100.1.45", "saml:organizationStatus", false));

    private static final String SINGLE = "StringEquals";
    private static final String ANY = "ForAnyValue:StringEquals";

    private Fixture fixture;

    @BeforeAll
    void start() {
        ObjectNode configuration = JSON.createObjectNode();
        configuration.putArray("samlProviders").addObject().put("Name", "Corp").put("local", true);
        var roles = configuration.putArray("roles");
        ROWS.stream()
                .map(Row::key)
                .distinct()
                .forEach(key -> Stream.of(SINGLE, ANY).forEach(operator -> {
                    ObjectNode role = roles.addObject().put("RoleName", role(key, operator));
                    ObjectNode statement = role.putObject("AssumeRolePolicyDocument")
                            .put("Version", "2012-10-17")
                            .putArray("Statement")
                            .addObject()
                            .put("Effect", "Allow")
                            .put("Action", "sts:AssumeRoleWithSAML");
                    statement.putObject("Principal").put("Federated", IAM + "saml-provider/Corp");
                    statement.putObject("Condition").putObject(operator).put(key, "wanted");
                }));
        fixture = Fixture.of(configuration.toString());
    }

    @AfterAll
    void stop() {
        fixture.close();
    }

    private static String role(String key, String operator) {
        return key.substring("saml:".length()) + (operator.equals(ANY) ? "-any" : "-single");
    }

    private String outcome(Row row, String operator, String... values) {
        String role = IAM + "role/" + role(row.key(), operator);
        ObjectNode asked = JSON.createObjectNode().put("subject", "alice").put("sessionName", "alice");
        asked.putArray("roles").add(role);
        var attribute = asked.putObject("attributes").putArray(row.attribute());
        Arrays.stream(values).forEach(attribute::add);
        String assertion = fixture.control("POST", "/_understudy/saml/Corp/assertions", asked.toString())
                .required("SAMLAssertion")
                .asString();
        ObjectNode call = JSON.createObjectNode()
                .put("RoleArn", role)
                .put("PrincipalArn", IAM + "saml-provider/Corp")
                .put("SAMLAssertion", assertion);
        return fixture.control("POST", "/_understudy/explain", call.toString())
                .required("outcome")
                .asString();
    }

    @Test
    void the_table_has_every_key() {
        assertThat(ROWS.stream().map(Row::key).distinct()).hasSameSizeAs(SamlContextKey.values());
        assertThat(ROWS.stream().map(Row::attribute)).doesNotHaveDuplicates();
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void a_trust_policy_can_ask_for_the_attribute(Row row) {
        String right = row.list() ? ANY : SINGLE;
        assertThat(outcome(row, right, "wanted")).isEqualTo("allowed");
        assertThat(outcome(row, right, "other")).isEqualTo("refused");
        assertThat(outcome(row, right)).isEqualTo("refused");
    }

    @ParameterizedTest
    @FieldSource("ROWS")
    void a_list_needs_a_set_operator_whether_it_has_one_value_or_more(Row row) {
        if (row.list()) {
            assertThat(outcome(row, SINGLE, "wanted")).isEqualTo("refused");
        }
        assertThat(outcome(row, SINGLE, "wanted", "other")).isEqualTo("refused");
        assertThat(outcome(row, ANY, "other", "wanted")).isEqualTo("allowed");
    }

    /** An attribute of nearly the same name is another. */
    @ParameterizedTest
    @FieldSource("ROWS")
    void another_attribute_is_not_the_key(Row row) {
        String right = row.list() ? ANY : SINGLE;
        assertThat(outcome(new Row(row.attribute() + "0", row.key(), row.list()), right, "wanted"))
                .isEqualTo("refused");
    }
}
