package dev.understudy.config;

import static dev.understudy.config.Configurations.faults;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * What a person reads who made a mistake. The wording is ours; the rules on names, paths, lengths and URLs are documented
 * in the IAM API reference, and the comparison of names without case in IAM's page of quotas.
 */
class BrokenConfigurationTest {
    static Stream<Arguments> mistakes() {
        return Stream.of(
                        structure(),
                        server(),
                        issuers(),
                        providers(),
                        samlProviders(),
                        roles(),
                        policies(),
                        users(),
                        severalAtOnce())
                .flatMap(it -> it);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("mistakes")
    void everyMistakeIsNamedWithItsPlace(String mistake, String yaml, List<String> expected) {
        assertThat(faults(yaml)).isEqualTo(expected);
    }

    private static Arguments row(String mistake, String yaml, String... expected) {
        return arguments(mistake, yaml, List.of(expected));
    }

    private static Stream<Arguments> structure() {
        return Stream.of(
                row("a misspelt section", "issuer: {}\n", "c.yaml:1: issuer: unknown field; did you mean issuers?"),
                row(
                        "a section that resembles nothing",
                        "server: {}\nbananas: 1\n",
                        "c.yaml:2: bananas: unknown field; known here: server, log, account, region, accounts, sealingKey,"
                                + " minimumSessionDuration, issuers, oidcProviders, samlProviders, roles, managedPolicies,"
                                + " users, rootUsers, identityPools"),
                row("a list for the whole", "- a\n", "c.yaml:1: expected a mapping, found a list"),
                row("a word for the whole", "hello\n", "c.yaml:1: expected a mapping, found a single value"),
                row(
                        "a key twice",
                        "region: us-east-1\naccount: 123456789012\nregion: us-west-2\n",
                        "c.yaml:3: region: the same key is already at line 1"),
                row("a mapping for a list", "roles: {}\n", "c.yaml:1: roles: expected a list, found a mapping"),
                row("nothing for a list", "roles:\n", "c.yaml:1: roles: expected a list, found nothing"),
                row(
                        "a word in a list of roles",
                        "roles: [x]\n",
                        "c.yaml:1: roles[0]: expected a mapping, found a single value"),
                row(
                        "a list for a word",
                        "region: [a]\n",
                        "c.yaml:1: region: expected a region such as us-east-1, found a list"),
                row(
                        "an identity pool without its id",
                        "identityPools:\n  - IdentityPoolName: a\n",
                        "c.yaml:2: identityPools[0]: IdentityPoolId is missing"),
                row(
                        "an identity pool's id, and a flag",
                        "identityPools:\n  - IdentityPoolId: nonsense\n    IdentityPoolName: a\n    AllowClassicFlow: yes\n",
                        "c.yaml:2: identityPools[0].IdentityPoolId: expected an identity pool's id such as"
                                + " us-east-1:12345678-ffff-ffff-ffff-123456, of at most 55 characters, found"
                                + " \"nonsense\"",
                        "c.yaml:4: identityPools[0].AllowClassicFlow: expected true or false, found \"yes\""),
                row(
                        "a role and a provider that an identity pool names and nothing makes",
                        """
                        identityPools:
                          - IdentityPoolId: r:0
                            IdentityPoolName: a
                            OpenIdConnectProviderARNs: ["arn:aws:iam::123456789012:oidc-provider/a"]
                            Roles: { authenticated: "arn:aws:iam::123456789012:role/a" }
                        """,
                        "c.yaml:4: identityPools[0].OpenIdConnectProviderARNs[0]: there is no OIDC provider"
                                + " arn:aws:iam::123456789012:oidc-provider/a",
                        "c.yaml:5: identityPools[0].Roles.authenticated: there is no role"
                                + " arn:aws:iam::123456789012:role/a"),
                row(
                        "an identity pool twice",
                        """
                        identityPools:
                          - { IdentityPoolId: "r:0", IdentityPoolName: a }
                          - { IdentityPoolId: "r:0", IdentityPoolName: b }
                        """,
                        "c.yaml:3: identityPools[1].IdentityPoolId: the same identity pool is already at line 2"),
                row(
                        "a role mapping without rules, and with a wrong word",
                        """
                        identityPools:
                          - IdentityPoolId: r:0
                            IdentityPoolName: a
                            RoleMappings:
                              a: { Type: Rules, AmbiguousRoleResolution: Deny }
                              b: { Type: Rule, AmbiguousRoleResolution: Deny }
                        """,
                        "c.yaml:5: identityPools[0].RoleMappings.a: a mapping of type Rules needs RulesConfiguration with"
                                + " at least one of Rules",
                        "c.yaml:6: identityPools[0].RoleMappings.b.Type: expected Token or Rules, found \"Rule\""),
                row(
                        "logins by SAML",
                        "identityPools:\n  - { IdentityPoolId: \"r:0\", IdentityPoolName: a, SamlProviderARNs: [] }\n",
                        "c.yaml:2: identityPools[0].SamlProviderARNs: logins by SAML are not supported yet"),
                row(
                        "a tab",
                        "server:\n\tport: 1\n",
                        "c.yaml:2: this is not valid YAML: a tab stands here; YAML is indented with spaces"),
                row("an open bracket", "roles: [\n", "c.yaml:2: this is not valid YAML: a bracket is never closed"),
                row(
                        "an open quotation mark",
                        "region: 'us\n\n\n",
                        "c.yaml:4: this is not valid YAML: a quotation mark is never closed"),
                row(
                        "a wrong bracket",
                        "server: {port: 1]\n",
                        "c.yaml:1: this is not valid YAML: a comma or a closing bracket is missing"),
                row(
                        "two colons",
                        "account: 1\nregion: a: b\n",
                        "c.yaml:2: this is not valid YAML: a value cannot begin here; quote a text that holds \": \""),
                row(
                        "uneven indentation",
                        "roles:\n  - RoleName: a\n    Path: /\n   Description: b\n",
                        "c.yaml:4: this is not valid YAML: the indentation fits no line above"),
                row(
                        "a reserved character",
                        "region: @x\n",
                        "c.yaml:1: this is not valid YAML: a character stands here that must be quoted"),
                row(
                        "a key without colon",
                        "region: a\naccount\nserver: {}\n",
                        "c.yaml:3: this is not valid YAML: a key stands here without its colon"),
                row(
                        "an unknown escape",
                        "region: \"\\q\"\n",
                        "c.yaml:1: this is not valid YAML: an unknown escape follows a backslash in double quotes"),
                row("a control character", "region: a\naccount: \u0001\n", "c.yaml:2: a control character stands here"),
                row(
                        "an anchor",
                        "server: &s {port: 1}\n",
                        "c.yaml:1: server: YAML anchors and aliases (&name, *name) are not read here; write the value"
                                + " out"),
                row(
                        "an alias",
                        "account: *a\n",
                        "c.yaml:1: account: YAML anchors and aliases (&name, *name) are not read here; write the value"
                                + " out"),
                row(
                        "a function of CloudFormation",
                        "region: !Ref AWS::Region\n",
                        "c.yaml:1: region: YAML tags are not read here; write the value that a template function such"
                                + " as !Ref stands for, and quote a text that begins with !"),
                row(
                        "two documents",
                        "region: a\n---\nregion: b\n",
                        "c.yaml:3: a second document begins here; one is read"));
    }

    private static Stream<Arguments> server() {
        return Stream.of(
                row(
                        "a misspelt field",
                        "server: {prot: 1}\n",
                        "c.yaml:1: server.prot: unknown field; did you mean port?"),
                row(
                        "a word for a port",
                        "server: {port: http}\n",
                        "c.yaml:1: server.port: expected a whole number from 0 to 65535, found \"http\""),
                row(
                        "a host with a slash",
                        "server: {host: a/b}\n",
                        "c.yaml:1: server.host: expected a host name or an address, found \"a/b\""),
                row(
                        "a misspelt field of TLS",
                        "server: {tls: {key: k.pem}}\n",
                        "c.yaml:1: server.tls.key: unknown field; known here: port, names, certificate, privateKey"),
                row(
                        "a port of TLS that is none",
                        "server: {tls: {port: 65536}}\n",
                        "c.yaml:1: server.tls.port: expected a whole number from 0 to 65535, found \"65536\""),
                row(
                        "a switch instead of TLS",
                        "server: {tls: true}\n",
                        "c.yaml:1: server.tls: expected a mapping, found a single value"),
                row(
                        "a name that no certificate bears",
                        "server: {tls: {names: [a/b, \"1::2::3\"]}}\n",
                        "c.yaml:1: server.tls.names[0]: expected a host name, *. before one, or an IP address, found"
                                + " \"a/b\"",
                        "c.yaml:1: server.tls.names[1]: expected a host name, *. before one, or an IP address, found"
                                + " \"1::2::3\""),
                row(
                        "a log of another form",
                        "log: {format: xml, level: loud}\n",
                        "c.yaml:1: log.format: expected text or json, found \"xml\"",
                        "c.yaml:1: log.level: expected debug, info, warning or off, found \"loud\""),
                row(
                        "an account that is too short",
                        "account: 12345\n",
                        "c.yaml:1: account: expected an account id of twelve digits, found \"12345\""),
                row(
                        "an access key of another status",
                        "users: [{UserName: a, accessKeys: [{AccessKeyId: AKIAALICEALICEALICE2, SecretAccessKey: s, Status: Off}]}]\n",
                        "c.yaml:1: users[0].accessKeys[0].Status: expected Active or Inactive, found \"Off\""),
                row(
                        "an account's decisions that are none",
                        "accounts: [{disabledRegions: [Frankfurt], JwtVendingEnabled: maybe, IssuerIdentifier: https://sts.example.com}]\n",
                        "c.yaml:1: accounts[0].disabledRegions[0]: expected a region such as us-east-1, found \"Frankfurt\"",
                        "c.yaml:1: accounts[0].JwtVendingEnabled: expected true or false, found \"maybe\"",
                        "c.yaml:1: accounts[0].IssuerIdentifier: expected an issuer such as"
                                + " https://12345678-90ab-cdef-1234-567890abcdef.tokens.sts.global.api.aws, found"
                                + " \"https://sts.example.com\""),
                row(
                        "an account twice",
                        "accounts: [{account: 111122223333}, {account: 111122223333}]\n",
                        "c.yaml:1: accounts[1]: the same account is already at line 1"),
                row(
                        "a sealing key that is too short",
                        "sealingKey: c2VjcmV0\n",
                        "c.yaml:1: sealingKey: expected base64 of exactly 32 bytes, found something else"));
    }

    private static Stream<Arguments> issuers() {
        return Stream.of(
                row(
                        "http instead of https",
                        "issuers: {\"http://a.example\": local}\n",
                        "c.yaml:1: issuers[\"http://a.example\"]: AWS trusts only issuers that begin with https://; the"
                                + " keys may come from elsewhere"),
                row(
                        "no scheme",
                        "issuers:\n  a.example/x: local\n",
                        "c.yaml:2: issuers[\"a.example/x\"]: expected an https:// URL of at most 255 characters without"
                                + " query or fragment, or a built-in provider's host; did you mean https://a.example/x?"),
                row(
                        "a misspelt built-in provider",
                        "issuers: {account.google.com: local}\n",
                        "c.yaml:1: issuers[\"account.google.com\"]: expected an https:// URL of at most 255 characters"
                                + " without query or fragment, or a built-in provider's host; did you mean"
                                + " accounts.google.com?"),
                row(
                        "a scheme before a built-in provider",
                        "issuers: {\"https://accounts.google.com\": local}\n",
                        "c.yaml:1: issuers[\"https://accounts.google.com\"]: AWS has this provider built in; write it"
                                + " without https://"),
                row(
                        "a misspelt word",
                        "issuers: {\"https://a.example\": locale}\n",
                        "c.yaml:1: issuers[\"https://a.example\"]: expected local, discover or a mapping with jwksUri,"
                                + " discoveryUri, jwks, found \"locale\"; did you mean local?"),
                row(
                        "a misspelt field",
                        "issuers: {\"https://a.example\": {jwksUrl: \"http://k/\"}}\n",
                        "c.yaml:1: issuers[\"https://a.example\"]: expected one of jwksUri, discoveryUri, jwks",
                        "c.yaml:1: issuers[\"https://a.example\"].jwksUrl: unknown field; did you mean jwksUri?"),
                row(
                        "two addresses",
                        "issuers: {\"https://a.example\": {jwksUri: \"http://k/\", discoveryUri: \"http://d/\"}}\n",
                        "c.yaml:1: issuers[\"https://a.example\"]: expected one of jwksUri, discoveryUri, jwks, found"
                                + " jwksUri and discoveryUri"),
                row(
                        "an address that is none",
                        "issuers: {\"https://a.example\": {jwksUri: keys.json}}\n",
                        "c.yaml:1: issuers[\"https://a.example\"].jwksUri: expected an http:// or https:// URL without a user"
                                + " in it, found something else"),
                row(
                        "keys without a list of keys",
                        "issuers: {\"https://a.example\": {jwks: {kty: EC}}}\n",
                        "c.yaml:1: issuers[\"https://a.example\"].jwks: a JSON Web Key Set has a list named keys"),
                row(
                        "a certificate for keys that are at hand",
                        "issuers: {\"https://a.example\": {jwks: {keys: []}, bearerTokenFile: /t}}\n",
                        "c.yaml:1: issuers[\"https://a.example\"]: nothing is fetched for jwks: remove caCertificate and"
                                + " bearerTokenFile"),
                row(
                        "keys for opaque tokens",
                        "issuers: {www.amazon.com: {jwksUri: \"https://k/\"}, graph.facebook.com: discover}\n",
                        "c.yaml:1: issuers[\"www.amazon.com\"]: tokenInfoUri is missing",
                        "c.yaml:1: issuers[\"www.amazon.com\"].jwksUri: unknown field; known here: tokenInfoUri",
                        "c.yaml:1: issuers[\"graph.facebook.com\"]: the access tokens of graph.facebook.com are opaque"
                                + " and have no keys: expected local or a mapping with debugTokenUri and"
                                + " appAccessToken, found \"discover\""),
                row(
                        "nobody and nothing to ask about access tokens",
                        "issuers:\n  graph.facebook.com: {}\n  www.amazon.com:\n",
                        "c.yaml:2: issuers[\"graph.facebook.com\"]: debugTokenUri is missing",
                        "c.yaml:2: issuers[\"graph.facebook.com\"]: appAccessToken is missing",
                        "c.yaml:3: issuers[\"www.amazon.com\"]: the access tokens of www.amazon.com are opaque and have"
                                + " no keys: expected local or a mapping with tokenInfoUri, found nothing"),
                row(
                        "an address that says more than where to ask, and an empty secret",
                        """
                        issuers:
                          www.amazon.com: { tokenInfoUri: "https://a.example/tokeninfo?x=y" }
                          graph.facebook.com: { debugTokenUri: "ftp://g/", appAccessToken: "" }
                        """,
                        "c.yaml:2: issuers[\"www.amazon.com\"].tokenInfoUri: expected an http:// or https:// URL without"
                                + " user, query or fragment, found something else",
                        "c.yaml:3: issuers[\"graph.facebook.com\"].debugTokenUri: expected an http:// or https:// URL"
                                + " without user, query or fragment, found something else",
                        "c.yaml:3: issuers[\"graph.facebook.com\"].appAccessToken: expected a text that is not empty,"
                                + " found nothing"),
                row(
                        "one provider's fields at another",
                        """
                        issuers:
                          www.amazon.com: { tokenInfoUri: "https://a.example/", appAccessToken: s3cret }
                          https://a.example: { tokenInfoUri: "https://a.example/" }
                          accounts.google.com: { debugTokenUri: "https://a.example/" }
                          https://www.amazon.com: local
                        """,
                        "c.yaml:2: issuers[\"www.amazon.com\"].appAccessToken: unknown field; known here: tokenInfoUri",
                        "c.yaml:3: issuers[\"https://a.example\"].tokenInfoUri: only www.amazon.com has a tokenInfoUri",
                        "c.yaml:4: issuers[\"accounts.google.com\"].debugTokenUri: only graph.facebook.com has a"
                                + " debugTokenUri",
                        "c.yaml:5: issuers[\"https://www.amazon.com\"]: AWS has this provider built in; write it without"
                                + " https://"),
                row(
                        "a list of issuers",
                        "issuers: [\"https://a.example\"]\n",
                        "c.yaml:1: issuers: expected a mapping from issuers to their keys, found a list"),
                row(
                        "an issuer without anything",
                        "issuers:\n  https://a.example:\n",
                        "c.yaml:2: issuers[\"https://a.example\"]: expected local, discover or a mapping with jwksUri,"
                                + " discoveryUri, jwks, found nothing"));
    }

    private static Stream<Arguments> providers() {
        String url = "expected an https:// URL of at most 255 characters without query or fragment, found ";
        return Stream.of(
                row("no URL", "oidcProviders: [{}]\n", "c.yaml:1: oidcProviders[0]: Url is missing"),
                row(
                        "URLs that IAM refuses",
                        """
                        oidcProviders:
                          - Url: http://a.example
                          - Url: https://a.example?x=1
                          - Url: https://a.example#x
                          - Url: https://user@a.example
                          - Url: a.example
                          - Url: "https://"
                        """,
                        "c.yaml:2: oidcProviders[0].Url: " + url + "\"http://a.example\"",
                        "c.yaml:3: oidcProviders[1].Url: " + url + "\"https://a.example?x=1\"",
                        "c.yaml:4: oidcProviders[2].Url: " + url + "\"https://a.example#x\"",
                        "c.yaml:5: oidcProviders[3].Url: " + url + "\"https://user@a.example\"",
                        "c.yaml:6: oidcProviders[4].Url: " + url + "\"a.example\"",
                        "c.yaml:7: oidcProviders[5].Url: " + url + "\"https://\""),
                row(
                        "a provider twice, once with the port that IAM drops",
                        "oidcProviders:\n  - Url: https://a.example/x\n  - Url: https://a.example:443/x\n",
                        "c.yaml:3: oidcProviders[1].Url: the same OIDC provider is already at line 2"),
                row(
                        "an empty audience",
                        "oidcProviders: [{Url: \"https://a.example\", ClientIdList: ['']}]\n",
                        "c.yaml:1: oidcProviders[0].ClientIdList[0]: expected 1 to 255 characters, found nothing"),
                row(
                        "a thumbprint that is too short",
                        "oidcProviders: [{Url: \"https://a.example\", ThumbprintList: [abc]}]\n",
                        "c.yaml:1: oidcProviders[0].ThumbprintList[0]: expected exactly 40 characters, found \"abc\""));
    }

    private static Stream<Arguments> samlProviders() {
        String role =
                "roles: [{RoleName: r, AssumeRolePolicyDocument: {Version: 2012-10-17, Statement: [{Effect: Allow,"
                        + " Principal: {Federated: \"arn:aws:iam::123456789012:saml-provider/%s\"},"
                        + " Action: \"sts:AssumeRoleWithSAML\"}]}}]\n";
        return Stream.of(
                row(
                        "no name and no metadata",
                        "samlProviders: [{}]\n",
                        "c.yaml:1: samlProviders[0]: Name is missing",
                        "c.yaml:1: samlProviders[0]: SamlMetadataDocument is missing; with local: true, Understudy plays"
                                + " the provider"),
                row(
                        "names that IAM refuses",
                        "samlProviders: [{ Name: a b, local: true }, { Name: \"" + "a".repeat(129)
                                + "\", local: true }]\n",
                        "c.yaml:1: samlProviders[0].Name: expected 1 to 128 of the characters A-Z a-z 0-9 _ . -, found"
                                + " \"a b\"",
                        "c.yaml:1: samlProviders[1].Name: expected 1 to 128 of the characters A-Z a-z 0-9 _ . -, found"
                                + " \"" + "a".repeat(80) + "…\""),
                row(
                        "a provider twice",
                        "samlProviders:\n  - { Name: a, local: true }\n  - { Name: a, local: true }\n",
                        "c.yaml:3: samlProviders[1].Name: the same SAML provider is already at line 2"),
                row(
                        "metadata of a provider that is played",
                        "samlProviders: [{ Name: a, local: true, SamlMetadataDocument: a.xml }]\n",
                        "c.yaml:1: samlProviders[0]: a local provider makes its own metadata: remove SamlMetadataDocument"
                                + " or local"),
                row(
                        "a word for a truth",
                        "samlProviders: [{ Name: a, local: yes please, SamlMetadataDocument: <a/> }]\n",
                        "c.yaml:1: samlProviders[0].local: expected true or false, found \"yes please\"",
                        "c.yaml:1: samlProviders[0].SamlMetadataDocument: this is no metadata of an identity provider: its"
                                + " root element is no EntityDescriptor of SAML 2.0 metadata"),
                row(
                        "metadata that is nothing, and no file",
                        "samlProviders:\n  - { Name: a, SamlMetadataDocument: }\n",
                        "c.yaml:2: samlProviders[0].SamlMetadataDocument: expected a path, or the metadata itself, found"
                                + " nothing"),
                row(
                        "encryption, which is to come",
                        "samlProviders: [{ Name: a, local: true, AssertionEncryptionMode: Required }]\n",
                        "c.yaml:1: samlProviders[0].AssertionEncryptionMode: encrypted assertions are not supported yet"),
                row(
                        "a role that trusts a provider which is not there",
                        "samlProviders: [{ Name: Corp, local: true }]\n" + role.formatted("Crop"),
                        "c.yaml:2: roles[0].AssumeRolePolicyDocument: the trust policy names the provider"
                                + " arn:aws:iam::123456789012:saml-provider/Crop, which no entry of samlProviders makes; did"
                                + " you mean arn:aws:iam::123456789012:saml-provider/Corp?"));
    }

    private static Stream<Arguments> roles() {
        return Stream.of(
                row(
                        "a misspelt field",
                        "roles:\n  - RoleNme: a\n    AssumeRolePolicyDocument: $TRUST\n",
                        "c.yaml:2: roles[0].RoleNme: unknown field; did you mean RoleName?",
                        "c.yaml:2: roles[0]: RoleName is missing"),
                row(
                        "our case instead of CloudFormation's",
                        "roles:\n  - RoleName: a\n    assumeRolePolicyDocument: $TRUST\n",
                        "c.yaml:2: roles[0]: AssumeRolePolicyDocument is missing",
                        "c.yaml:3: roles[0].assumeRolePolicyDocument: unknown field; did you mean"
                                + " AssumeRolePolicyDocument?"),
                row(
                        "a name with a blank",
                        "roles: [{RoleName: a b, AssumeRolePolicyDocument: $TRUST}]\n",
                        "c.yaml:1: roles[0].RoleName: expected 1 to 64 of the characters A-Z a-z 0-9 _ + = , . @ -,"
                                + " found \"a b\""),
                row(
                        "names that differ by case",
                        """
                        roles:
                          - {RoleName: Reader, AssumeRolePolicyDocument: $TRUST}
                          - {RoleName: reader, Path: /other/, AssumeRolePolicyDocument: $TRUST}
                        """,
                        "c.yaml:3: roles[1].RoleName: the same role is already at line 2"),
                row(
                        "a path without its slash",
                        "roles: [{RoleName: a, Path: /apps, AssumeRolePolicyDocument: $TRUST}]\n",
                        "c.yaml:1: roles[0].Path: expected a path that begins and ends with a slash, of at most 512"
                                + " characters, found \"/apps\""),
                row(
                        "a duration in words",
                        "roles: [{RoleName: a, MaxSessionDuration: 1h, AssumeRolePolicyDocument: $TRUST}]\n",
                        "c.yaml:1: roles[0].MaxSessionDuration: expected a whole number from 3600 to 43200, found"
                                + " \"1h\""),
                row(
                        "boundaries that nothing makes",
                        """
                        managedPolicies:
                          - {ManagedPolicyName: bound, PolicyDocument: $PERMISSIONS}
                        roles:
                          - {RoleName: a, AssumeRolePolicyDocument: $TRUST,
                             PermissionsBoundary: "arn:aws:iam::123456789012:policy/bund"}
                          - {RoleName: a, account: 000000000001, AssumeRolePolicyDocument: $TRUST,
                             PermissionsBoundary: "arn:aws:iam::123456789012:policy/bound"}
                        users:
                          - {UserName: a, PermissionsBoundary: "arn:aws:iam::aws:policy/PowerUserAccess"}
                          - {UserName: b, PermissionsBoundary: bound}
                        """,
                        "c.yaml:5: roles[0].PermissionsBoundary: no entry of managedPolicies has this ARN; did you mean"
                                + " arn:aws:iam::123456789012:policy/bound?",
                        "c.yaml:7: roles[1].PermissionsBoundary: a managed policy is attached only within its account",
                        "c.yaml:9: users[0].PermissionsBoundary: AWS managed policies are not known here; copy the"
                                + " document to managedPolicies and name that ARN",
                        "c.yaml:10: users[1].PermissionsBoundary: expected an ARN of 20 to 2048 characters, found"
                                + " \"bound\""),
                row(
                        "tag keys that differ by case",
                        "roles: [{RoleName: a, AssumeRolePolicyDocument: $TRUST,"
                                + " Tags: [{Key: team, Value: x}, {Key: Team, Value: y}]}]\n",
                        "c.yaml:1: roles[0].Tags[1].Key: the same tag is already at line 1"),
                row(
                        "a tag without value",
                        "roles: [{RoleName: a, AssumeRolePolicyDocument: $TRUST, Tags: [{Key: team}]}]\n",
                        "c.yaml:1: roles[0].Tags[0]: Value is missing"),
                row(
                        "an account that is none",
                        "roles: [{account: mine, RoleName: a, AssumeRolePolicyDocument: $TRUST}]\n",
                        "c.yaml:1: roles[0].account: expected an account id of twelve digits, found \"mine\""));
    }

    private static Stream<Arguments> policies() {
        return Stream.of(
                row(
                        "no trust policy",
                        "roles:\n  - RoleName: a\n",
                        "c.yaml:2: roles[0]: AssumeRolePolicyDocument is missing"),
                row(
                        "nothing for a trust policy",
                        "roles:\n  - RoleName: a\n    AssumeRolePolicyDocument:\n",
                        "c.yaml:3: roles[0].AssumeRolePolicyDocument: expected a policy document or the path of one,"
                                + " found nothing"),
                row(
                        "a document in quotes",
                        "roles:\n  - RoleName: a\n    AssumeRolePolicyDocument: '{}'\n",
                        "c.yaml:3: roles[0].AssumeRolePolicyDocument: the document stands in quotes; write it without,"
                                + " as a mapping"),
                row(
                        "policies without name or document",
                        "managedPolicies: [{}]\nusers: [{UserName: a, Policies: [{}]}]\n",
                        "c.yaml:1: managedPolicies[0]: ManagedPolicyName is missing",
                        "c.yaml:1: managedPolicies[0]: PolicyDocument is missing",
                        "c.yaml:2: users[0].Policies[0]: PolicyName is missing",
                        "c.yaml:2: users[0].Policies[0]: PolicyDocument is missing"),
                row(
                        "two policies of one name",
                        """
                        users:
                          - UserName: a
                            Policies:
                              - {PolicyName: p, PolicyDocument: $PERMISSIONS}
                              - {PolicyName: p, PolicyDocument: $PERMISSIONS}
                        """,
                        "c.yaml:5: users[0].Policies[1].PolicyName: the same policy is already at line 4"),
                row(
                        "attached policies that are not there",
                        """
                        managedPolicies:
                          - {ManagedPolicyName: ReadOnly, PolicyDocument: $PERMISSIONS}
                          - {ManagedPolicyName: ReadOnly, PolicyDocument: $PERMISSIONS, account: "000000000001"}
                          - {ManagedPolicyName: READONLY, PolicyDocument: $PERMISSIONS}
                        users:
                          - UserName: a
                            ManagedPolicyArns:
                              - arn:aws:iam::123456789012:policy/ReadOnly
                              - arn:aws:iam::123456789012:policy/ReadOnyl
                              - arn:aws:iam::000000000001:policy/ReadOnly
                              - arn:aws:iam::aws:policy/ReadOnlyAccess
                              - ReadOnly
                        """,
                        "c.yaml:4: managedPolicies[2].ManagedPolicyName: the same managed policy is already at line 2",
                        "c.yaml:9: users[0].ManagedPolicyArns[1]: no entry of managedPolicies has this ARN; did you mean"
                                + " arn:aws:iam::123456789012:policy/ReadOnly?",
                        "c.yaml:10: users[0].ManagedPolicyArns[2]: a managed policy is attached only within its account",
                        "c.yaml:11: users[0].ManagedPolicyArns[3]: AWS managed policies are not known here; copy the"
                                + " document to managedPolicies and name that ARN",
                        "c.yaml:12: users[0].ManagedPolicyArns[4]: expected an ARN of 20 to 2048 characters, found"
                                + " \"ReadOnly\""));
    }

    private static Stream<Arguments> users() {
        return Stream.of(
                row("no name", "users: [{}]\n", "c.yaml:1: users[0]: UserName is missing"),
                row(
                        "names that differ by case",
                        "users:\n  - UserName: alice\n  - UserName: Alice\n",
                        "c.yaml:3: users[1].UserName: the same user is already at line 2"),
                row(
                        "groups, which are to come",
                        "users: [{UserName: a, Groups: [g]}]\n",
                        "c.yaml:1: users[0].Groups: groups are not supported yet; give the policies to the user"),
                row(
                        "an access key of two users",
                        """
                        users:
                          - {UserName: a, accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: x}]}
                          - {UserName: b, accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: y}]}
                        """,
                        "c.yaml:3: users[1].accessKeys[0].AccessKeyId: the same access key is already at line 2"),
                row(
                        "an access key without secret",
                        "users: [{UserName: a, accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: ''}]}]\n",
                        "c.yaml:1: users[0].accessKeys[0].SecretAccessKey: expected a text that is not empty, found"
                                + " nothing"),
                row(
                        "a root user of one account twice",
                        """
                        rootUsers:
                          - {accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: x}]}
                          - {account: "123456789012"}
                        """,
                        "c.yaml:3: rootUsers[1]: the same root user is already at line 2"),
                row(
                        "an access key of a user and of a root user",
                        """
                        users: [{UserName: a, accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: x}]}]
                        rootUsers: [{accessKeys: [{AccessKeyId: AKIARZPUZDIKGB2VALC4, SecretAccessKey: x}]}]
                        """,
                        "c.yaml:2: rootUsers[0].accessKeys[0].AccessKeyId: the same access key is already at line 1"),
                row(
                        "an MFA device of two users",
                        """
                        users:
                          - {UserName: a, mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}]}
                          - {UserName: b, mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ}]}
                        """,
                        "c.yaml:3: users[1].mfaDevices[0].SerialNumber: the same MFA device is already at line 2"),
                row(
                        "an MFA device's seed in another base",
                        "users: [{UserName: a, mfaDevices: [{SerialNumber: GAHT12345, Base32StringSeed: 0123456789abcdef0123456789abcdef}]}]\n",
                        "c.yaml:1: users[0].mfaDevices[0].Base32StringSeed: expected base32 of 16 to 64 bytes, found"
                                + " something else"),
                row(
                        "a temporary access key",
                        "users: [{UserName: a, accessKeys: [{AccessKeyId: ASIARZPUZDIKGB2VALC4, SecretAccessKey: x}]}]\n",
                        "c.yaml:1: users[0].accessKeys[0].AccessKeyId: expected 16 to 128 letters, digits or underscores,"
                                + " and not ASIA at the beginning, which marks temporary credentials, found"
                                + " \"ASIARZPUZDIKGB2VALC4\""));
    }

    private static Stream<Arguments> severalAtOnce() {
        return Stream.of(row(
                "a bit of everything, in the order of the file",
                """
                server: {port: 70000}
                users:
                  - UserNam: alice
                roles:
                  - RoleName: Reader
                    AssumeRolePolicyDocument: $TRUST
                    MaxSessionDuration: 60
                  - RoleName: reader
                    AssumeRolePolicyDocument: no/such/file.json
                acount: 123456789012
                """,
                "c.yaml:1: server.port: expected a whole number from 0 to 65535, found \"70000\"",
                "c.yaml:3: users[0].UserNam: unknown field; did you mean UserName?",
                "c.yaml:3: users[0]: UserName is missing",
                "c.yaml:7: roles[0].MaxSessionDuration: expected a whole number from 3600 to 43200, found \"60\"",
                "c.yaml:8: roles[1].RoleName: the same role is already at line 5",
                "c.yaml:9: roles[1].AssumeRolePolicyDocument: cannot use \"no/such/file.json\": it is a relative path,"
                        + " and this configuration has no directory",
                "c.yaml:10: acount: unknown field; did you mean account?"));
    }
}
