package dev.understudy.idp;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * An authorization request (RFC 6749, section 4.1.1; OpenID Connect Core, section 3.1.2.1), except where its
 * answer goes.
 *
 * @param responseType {@code code}, or {@code token} of RFC 6749, section 4.2.1
 * @param scope what can be granted of what was asked for
 */
record AuthorizationRequest(
        String responseType, Set<String> scope, Optional<String> nonce, Optional<CodeChallenge> codeChallenge) {
    /** What the sign-in page carries on. */
    private static final List<String> CARRIED = List.of(
            "response_type",
            "client_id",
            "redirect_uri",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method");

    private static final List<String> PROMPTS = List.of("none", "login", "consent", "select_account", "create");

    /** @throws OAuthException for the client to be told by redirect */
    static AuthorizationRequest of(Protocol protocol, LocalClient client, OAuthParameters parameters)
            throws OAuthException {
        refuse(parameters, "request", OAuthErrorCode.REQUEST_NOT_SUPPORTED);
        refuse(parameters, "request_uri", OAuthErrorCode.REQUEST_URI_NOT_SUPPORTED);
        refuse(parameters, "registration", OAuthErrorCode.REGISTRATION_NOT_SUPPORTED);
        String responseType = responseType(protocol, parameters);
        if (!protocol.responseTypes().contains(responseType)) {
            throw new OAuthException(
                    OAuthErrorCode.UNSUPPORTED_RESPONSE_TYPE,
                    "response_type must be " + String.join(" or ", protocol.responseTypes()) + ".");
        }
        if (!parameters.optional("response_mode").orElse("query").equals("query")) {
            throw OAuthException.invalidRequest("response_mode must be query.");
        }
        Optional<String> asked = parameters.optional("scope");
        Set<String> scope = Scopes.granted(protocol, asked);
        Optional<CodeChallenge> challenge = CodeChallenge.read(parameters);
        if (responseType.equals("code") && client.isPublic() && challenge.isEmpty()) {
            throw OAuthException.invalidRequest(
                    "A client without a secret needs PKCE: code_challenge, and code_challenge_method=S256.");
        }
        checkPrompt(parameters);
        return new AuthorizationRequest(responseType, scope, parameters.optional("nonce"), challenge);
    }

    /** Facebook's dialog gives a code to who does not say what it shall give. */
    private static String responseType(Protocol protocol, OAuthParameters parameters) throws OAuthException {
        return protocol == Protocol.FACEBOOK
                ? parameters.optional("response_type").orElse("code")
                : parameters.required("response_type");
    }

    private static void refuse(OAuthParameters parameters, String name, OAuthErrorCode code) throws OAuthException {
        if (parameters.optional(name).isPresent()) {
            throw new OAuthException(code, "The parameter " + name + " is not supported.");
        }
    }

    /** Nobody is ever signed in already, so whoever may not be asked cannot be known. */
    private static void checkPrompt(OAuthParameters parameters) throws OAuthException {
        List<String> prompts =
                List.of(parameters.optional("prompt").orElse("login").split(" ", -1));
        if (!PROMPTS.containsAll(prompts) || (prompts.contains("none") && prompts.size() > 1)) {
            throw OAuthException.invalidRequest("prompt must be none, or of the words "
                    + String.join(", ", PROMPTS.subList(1, PROMPTS.size())) + ".");
        }
        if (prompts.contains("none")) {
            throw new OAuthException(
                    OAuthErrorCode.LOGIN_REQUIRED, "Nobody stays signed in here, so prompt=none never succeeds.");
        }
    }

    /** What was asked for, for the form of the sign-in page; it is read and checked again when the form comes back. */
    static Map<String, String> carried(OAuthParameters parameters) throws OAuthException {
        Map<String, String> carried = new LinkedHashMap<>();
        for (String name : CARRIED) {
            parameters.optional(name).ifPresent(value -> carried.put(name, value));
        }
        return carried;
    }
}
