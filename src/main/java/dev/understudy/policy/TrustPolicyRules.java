package dev.understudy.policy;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What IAM's CreateRole and UpdateAssumeRolePolicy check. The messages are AWS's, as recorded or reported, save where a
 * comment says that they are ours.
 */
final class TrustPolicyRules implements PolicyRules {
    /** The highest quota; an account's default is half of it. */
    private static final int LONGEST = 4096;

    /** STS actions by what a trust policy may grant. */
    private static final List<String> GRANTABLE = List.of(
            "sts:AssumeRole",
            "sts:AssumeRoleWithWebIdentity",
            "sts:AssumeRoleWithSAML",
            "sts:TagSession",
            "sts:SetSourceIdentity",
            "sts:SetContext");

    private static final List<String> OTHER_ACTIONS = List.of(
            "sts:AssumeRoot",
            "sts:DecodeAuthorizationMessage",
            "sts:GetAccessKeyInfo",
            "sts:GetCallerIdentity",
            "sts:GetDelegatedAccessToken",
            "sts:GetFederationToken",
            "sts:GetScopedCredentials",
            "sts:GetServiceBearerToken",
            "sts:GetSessionToken",
            "sts:GetWebIdentityToken",
            "sts:TagGetWebIdentityToken");

    private static final Pattern AWS_PRINCIPAL = Pattern.compile("\\*|\\d{12}|A[A-Z0-9]{15,127}"
            + "|arn:[a-z-]+:iam::\\d{12}:(?:root|(?:user|role)/[^*?]+)"
            + "|arn:[a-z-]+:sts::\\d{12}:(?:assumed-role/[^*?/]+|federated-user)/[^*?/]+");
    private static final String HOST = "[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?";
    private static final Pattern DOMAIN = Pattern.compile("(?=.{1,253}$)" + HOST + "(?:\\." + HOST + ")+");
    private static final Pattern PROVIDER_ARN = Pattern.compile(
            "arn:[a-z-]+:iam::\\d{12}:(?:saml-provider/[\\w.-]+|oidc-provider/(?!https?:)[^*?\\s/][^*?\\s]*)");

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public String tooLong() {
        return "Cannot exceed quota for ACLSizePerRole: " + LONGEST;
    }

    @Override
    public String invalidJson() {
        return "This policy contains invalid Json";
    }

    @Override
    public String invalidVersion() {
        return "The policy must contain a valid version string";
    }

    @Override
    public String noStatements() {
        return "Could not parse the policy: Statement is empty!";
    }

    @Override
    public String duplicateSid() {
        return "The Statement Ids in the policy are not unique";
    }

    @Override
    public String missingEffect() {
        return "Missing required field Effect";
    }

    @Override
    public String invalidEffect(String effect) {
        return "Invalid effect: " + effect;
    }

    @Override
    public String missingAction() {
        return "Missing required field Action";
    }

    /** AWS's words are unknown, so these are ours. */
    @Override
    public MalformedPolicyException syntax(String detail, String pointer) {
        return new MalformedPolicyException(detail, pointer);
    }

    /** AWS says so of Resource; for other names it is a guess. */
    @Override
    public MalformedPolicyException unknownElement(String name, String pointer) {
        return new MalformedPolicyException("Has prohibited field " + name, pointer);
    }

    @Override
    public boolean refusesUnreadableValues() {
        return true;
    }

    @Override
    public Optional<PrincipalMatcher> principal(JsonPart statement, Effect effect) throws MalformedPolicyException {
        if (statement.member("NotPrincipal").isPresent()) {
            throw new MalformedPolicyException(
                    effect == Effect.ALLOW
                            ? "Allow with NotPrincipal is not allowed."
                            : "AssumeRole policy must not contain NotPrincipal field.",
                    statement.pointerTo("NotPrincipal"));
        }
        JsonPart element = statement
                .member("Principal")
                .orElseThrow(
                        () -> new MalformedPolicyException("Missing required field Principal", statement.pointer()));
        if (!element.isObject()) {
            throw new MalformedPolicyException(
                    element.string().filter("*"::equals).isPresent()
                            ? "AssumeRolepolicy contained an invalid principal: \"STAR\":\"*\"."
                            : "Principal must be a JSON object.",
                    element.pointer());
        }
        return Optional.of(principal(element));
    }

    private PrincipalMatcher principal(JsonPart element) throws MalformedPolicyException {
        if (element.members().isEmpty()) {
            throw new MalformedPolicyException("Missing required field Principal cannot be empty!", element.pointer());
        }
        List<String> aws = new ArrayList<>();
        List<String> federated = new ArrayList<>();
        List<String> services = new ArrayList<>();
        for (JsonPart kind : element.members()) {
            switch (kind.name()) {
                case "AWS" -> principals(kind, AWS_PRINCIPAL, aws);
                case "Service" -> principals(kind, DOMAIN, services);
                case "Federated" -> federated(kind, federated);
                // CanonicalUser names an S3 user; whether IAM takes it here is unknown.
                default ->
                    throw new MalformedPolicyException(
                            "Invalid principal in policy: \"" + kind.name() + "\"", kind.pointer());
            }
        }
        if (aws.isEmpty() && federated.isEmpty() && services.isEmpty()) {
            throw new MalformedPolicyException(
                    "Invalid principal in policy: com.amazon.balsa.error.InvalidPolicyException: The passed in policy"
                            + " has a statement with no principals!",
                    element.pointer());
        }
        return new PrincipalMatcher(aws, federated, services, element.pointer());
    }

    private void principals(JsonPart kind, Pattern form, List<String> valid) throws MalformedPolicyException {
        for (JsonPart part : kind.elements()) {
            String text = part.scalar().orElse("");
            if (part.string().isEmpty() || !form.matcher(text).matches()) {
                throw new MalformedPolicyException(
                        "Invalid principal in policy: \"" + kind.name().toUpperCase(Locale.ROOT) + "\":\"" + text
                                + "\"",
                        part.pointer());
            }
            valid.add(text);
        }
    }

    /** Whether AWS takes {@code "Federated": "*"} is unknown; it is no domain name, so it is refused as one. */
    private void federated(JsonPart kind, List<String> valid) throws MalformedPolicyException {
        for (JsonPart part : kind.elements()) {
            String text = part.string().orElse("");
            if (!DOMAIN.matcher(text).matches() && !PROVIDER_ARN.matcher(text).matches()) {
                throw new MalformedPolicyException(
                        "Federated principals must be valid domain names or SAML metadata ARNs", part.pointer());
            }
            valid.add(text);
        }
    }

    /** Every STS action that the pattern covers must be one that a trust policy may grant; so {@code sts:*} is refused. */
    @Override
    public void checkAction(String action, String pointer) throws MalformedPolicyException {
        Wildcard pattern = Wildcard.ignoringCase(action);
        if (GRANTABLE.stream().noneMatch(pattern::matches)
                || OTHER_ACTIONS.stream().anyMatch(pattern::matches)) {
            throw new MalformedPolicyException("AssumeRole policy may only specify STS AssumeRole actions.", pointer);
        }
    }

    @Override
    public void checkResources(JsonPart statement) throws MalformedPolicyException {
        if (statement.member("Resource").isPresent()) {
            throw new MalformedPolicyException("Has prohibited field Resource", statement.pointerTo("Resource"));
        }
        if (statement.member("NotResource").isPresent()) {
            throw new MalformedPolicyException(
                    "AssumeRole policy must not contain resources.", statement.pointerTo("NotResource"));
        }
    }

    /** Tag names after the slash keep their colons. */
    @Override
    public void checkConditionKey(String key, String pointer) throws MalformedPolicyException {
        String name = key.replaceFirst("(?is)(Tag/).*", "$1");
        int colon = name.indexOf(':');
        if (colon <= 0) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", pointer);
        }
        if (colon != name.lastIndexOf(':')) {
            throw new MalformedPolicyException("Condition can contain only one colon.", pointer);
        }
    }

    @Override
    public void checkTogether(
            Effect effect, Optional<PrincipalMatcher> principal, List<Condition> conditions, String pointer)
            throws MalformedPolicyException {
        if (effect == Effect.ALLOW && principal.isPresent()) {
            SharedProviders.check(principal.get().federated(), conditions, pointer);
        }
    }
}
