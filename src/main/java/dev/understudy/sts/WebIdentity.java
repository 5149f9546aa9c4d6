package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.SessionValue;
import dev.understudy.token.RolesClaim;
import dev.understudy.token.VerifiedAccessToken;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * Who a call is made for, in whichever way their token was verified.
 *
 * @param provider what a trust policy's {@code Federated} names: the OIDC provider's ARN, or a built-in host
 * @param subject the user, as the provider names them
 * @param audience the application that the token was issued to
 * @param roles which roles the token is for
 * @param tags the session tags that the token brings
 * @param sourceIdentity what the token brings of it
 * @param trustKeys the condition keys that the provider vouches for, as a trust policy sees them
 * @param sessionKeys those that live on in the session
 */
record WebIdentity(
        String provider,
        String subject,
        String audience,
        RolesClaim roles,
        SessionTags tags,
        Optional<String> sourceIdentity,
        Map<String, SessionValue> trustKeys,
        Map<String, SessionValue> sessionKeys) {
    static final String FEDERATED_PROVIDER = "aws:FederatedProvider";

    WebIdentity {
        trustKeys = Collections.unmodifiableMap(new LinkedHashMap<>(trustKeys));
        sessionKeys = Collections.unmodifiableMap(new LinkedHashMap<>(sessionKeys));
    }

    /** The user of an access token, which says nothing but who they are and which app they use. */
    static WebIdentity of(VerifiedAccessToken token) {
        String host = token.provider().host();
        String user = switch (token.provider()) {
            case LOGIN_WITH_AMAZON -> "user_id";
            case FACEBOOK -> "id";
        };
        ContextKeys keys =
                new ContextKeys().with(host + ":app_id", token.appId()).with(host + ":" + user, token.userId());
        return new WebIdentity(
                host,
                token.userId(),
                token.appId(),
                new RolesClaim.Absent(),
                SessionTags.NONE,
                Optional.empty(),
                keys.toMap(),
                keys.with(FEDERATED_PROVIDER, host).toMap());
    }
}
