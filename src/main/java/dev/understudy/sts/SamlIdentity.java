package dev.understudy.sts;

import dev.understudy.credentials.SessionTags;
import dev.understudy.credentials.SessionValue;
import dev.understudy.iam.SamlProvider;
import dev.understudy.policy.RequestContext;
import dev.understudy.saml.SessionAttributes;
import dev.understudy.saml.VerifiedAssertion;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** A user whom a SAML provider vouches for, and the condition keys that tell of both. */
record SamlIdentity(SamlProvider provider, VerifiedAssertion assertion) {
    /** Documented: base64 of the SHA-1 of issuer, account, a slash and the provider's name. */
    String nameQualifier() {
        String text = assertion.issuer() + document();
        try {
            byte[] hash = MessageDigest.getInstance("SHA-1").digest(text.getBytes(StandardCharsets.UTF_8));
            return Base64.getEncoder().encodeToString(hash);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java has SHA-1", e);
        }
    }

    /** What {@code saml:doc} says: the account and the provider's name. */
    private String document() {
        return provider.account() + "/" + provider.name();
    }

    SessionTags tags() {
        return new SessionTags(
                assertion.session().principalTags(), assertion.session().transitiveTagKeys());
    }

    /** The keys that the trust policy sees. */
    RequestContext context(RequestFacts facts) {
        SessionAttributes session = assertion.session();
        RequestContext.Builder context = RequestContext.builder()
                .with("saml:aud", assertion.recipient())
                .with("saml:iss", assertion.issuer())
                .with("saml:sub", assertion.subject().value())
                .with("saml:sub_type", assertion.subject().type())
                .with("saml:namequalifier", nameQualifier())
                .with("saml:doc", document())
                .with("sts:RoleSessionName", session.roleSessionName());
        SamlContextKey.addTo(context, assertion.attributes());
        session.sourceIdentity().ifPresent(identity -> context.with("sts:SourceIdentity", identity));
        session.principalTags().forEach((key, value) -> context.with("aws:RequestTag/" + key, value));
        context.withAll("aws:TagKeys", List.copyOf(session.principalTags().keySet()));
        context.withAll("sts:TransitiveTagKeys", session.transitiveTagKeys());
        // As recorded for OIDC providers; what AWS has for a SAML provider's user is not known.
        context.with("aws:PrincipalAccount", provider.account().value())
                .with("aws:PrincipalType", "User")
                .with("aws:userid", provider.arn().toString());
        facts.addTo(context);
        return context.build();
    }

    /** The keys that live on in the session; the others are for the trust policy alone (documented). */
    Map<String, SessionValue> persistent() {
        return Map.of(
                "aws:FederatedProvider",
                new SessionValue.Single(provider.arn().toString()),
                "saml:namequalifier",
                new SessionValue.Single(nameQualifier()),
                "saml:sub",
                new SessionValue.Single(assertion.subject().value()),
                "saml:sub_type",
                new SessionValue.Single(assertion.subject().type()));
    }
}
