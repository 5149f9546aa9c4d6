package dev.understudy.idp;

import dev.understudy.token.SigningAlgorithm;
import java.util.Arrays;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What a provider says of itself (OpenID Connect Discovery 1.0, section 3; RFC 8414; RFC 9207). */
final class DiscoveryDocument {
    private static final List<String> CLAIMS = List.of(
            "iss",
            "sub",
            "aud",
            "azp",
            "exp",
            "iat",
            "auth_time",
            "nonce",
            "at_hash",
            "name",
            "email",
            "email_verified");

    private static final String STS_CLAIMS = "https://sts.amazonaws.com/";

    private DiscoveryDocument() {}

    static ObjectNode of(Provider provider) {
        return provider.protocol() == Protocol.STS ? ofSts(provider) : ofProvider(provider);
    }

    /** What AWS publishes, member for member. */
    private static ObjectNode ofSts(Provider provider) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        list(document, "claims_supported", List.of("sub", "iss", "aud", "exp", "iat", "jti", STS_CLAIMS));
        list(document, "id_token_signing_alg_values_supported", List.of("RS256", "ES384"));
        document.put("issuer", provider.issuer());
        document.put("jwks_uri", provider.uri(PublicEndpoint.JWKS));
        list(document, "subject_types_supported", List.of("public"));
        return document;
    }

    private static ObjectNode ofProvider(Provider provider) {
        ObjectNode document = JsonNodeFactory.instance.objectNode();
        document.put("issuer", provider.issuer());
        document.put("authorization_endpoint", provider.uri(PublicEndpoint.AUTHORIZE));
        document.put("token_endpoint", provider.uri(PublicEndpoint.TOKEN));
        document.put("userinfo_endpoint", provider.uri(PublicEndpoint.USERINFO));
        document.put("jwks_uri", provider.uri(PublicEndpoint.JWKS));
        list(document, "scopes_supported", Scopes.SUPPORTED);
        list(document, "response_types_supported", List.of("code"));
        list(document, "response_modes_supported", List.of("query"));
        list(document, "grant_types_supported", List.of("authorization_code", "refresh_token", "client_credentials"));
        list(document, "subject_types_supported", List.of("public"));
        list(
                document,
                "id_token_signing_alg_values_supported",
                Arrays.stream(SigningAlgorithm.values()).map(Enum::name).toList());
        list(
                document,
                "token_endpoint_auth_methods_supported",
                List.of("client_secret_basic", "client_secret_post", "none"));
        list(document, "code_challenge_methods_supported", List.of(CodeChallenge.METHOD));
        list(document, "claims_supported", claims(provider));
        document.put("request_uri_parameter_supported", false);
        document.put("authorization_response_iss_parameter_supported", true);
        return document;
    }

    private static Set<String> claims(Provider provider) {
        Set<String> claims = new LinkedHashSet<>(CLAIMS);
        provider.settings().users().forEach(user -> claims.addAll(user.claims().propertyNames()));
        return claims;
    }

    private static void list(ObjectNode document, String name, Collection<String> values) {
        values.forEach(document.putArray(name)::add);
    }
}
