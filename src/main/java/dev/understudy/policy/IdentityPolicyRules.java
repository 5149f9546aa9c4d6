package dev.understudy.policy;

import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What IAM's PutRolePolicy and CreatePolicy check, and STS of session policies. The messages are AWS's; IAM says only
 * "Syntax errors in policy." of much, so the exception's detail says what.
 *
 * @param refusesUnreadableValues false for session policies
 */
record IdentityPolicyRules(boolean refusesUnreadableValues) implements PolicyRules {
    /** The most for a role's inline policies; a managed policy's own quota is 6144. */
    private static final int LONGEST = 10_240;

    private static final Pattern VENDOR = Pattern.compile("[A-Za-z0-9-]+|\\*");
    private static final Pattern ACTION_NAME = Pattern.compile("[A-Za-z0-9*?_-]+");
    /** Without a repeated group, which would cost Java's engine a stack frame for each repetition. */
    private static final Pattern PARTITION = Pattern.compile("aws|aws-[a-z-]*[a-z]|[a-z-]*\\*[a-z*-]*");

    private static final int ARN_FIELDS = 6;

    @Override
    public int longest() {
        return LONGEST;
    }

    @Override
    public String tooLong() {
        return "Maximum policy size of " + LONGEST + " bytes exceeded";
    }

    @Override
    public String invalidJson() {
        return "Syntax errors in policy.";
    }

    @Override
    public String invalidVersion() {
        return "Syntax errors in policy.";
    }

    @Override
    public String noStatements() {
        return "Syntax errors in policy.";
    }

    @Override
    public String duplicateSid() {
        return "Statement IDs (SID) in a single policy must be unique.";
    }

    @Override
    public String missingEffect() {
        return "Syntax errors in policy.";
    }

    @Override
    public String invalidEffect(String effect) {
        return "Syntax errors in policy.";
    }

    @Override
    public String missingAction() {
        return "Policy statement must contain actions.";
    }

    @Override
    public MalformedPolicyException syntax(String detail, String pointer) {
        return new MalformedPolicyException("Syntax errors in policy.", pointer, detail);
    }

    @Override
    public MalformedPolicyException unknownElement(String name, String pointer) {
        return syntax("Unknown element " + Texts.quote(name), pointer);
    }

    @Override
    public Optional<PrincipalMatcher> principal(JsonPart statement, Effect effect) throws MalformedPolicyException {
        for (String name : new String[] {"Principal", "NotPrincipal"}) {
            if (statement.member(name).isPresent()) {
                throw new MalformedPolicyException(
                        "Policy document should not specify a principal.", statement.pointerTo(name));
            }
        }
        return Optional.empty();
    }

    @Override
    public void checkAction(String action, String pointer) throws MalformedPolicyException {
        if (action.equals("*")) {
            return;
        }
        String[] parts = action.split(":", -1);
        if (parts.length == 1) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", pointer);
        }
        if (!VENDOR.matcher(parts[0]).matches()) {
            throw new MalformedPolicyException("Vendor " + parts[0] + " is not valid", pointer);
        }
        if (parts.length > 2) {
            // From memory of IAM's message.
            throw new MalformedPolicyException("Actions/Condition can contain only one colon.", pointer);
        }
        if (!ACTION_NAME.matcher(parts[1]).matches()) {
            throw syntax(Texts.quote(action) + " is no action", pointer);
        }
    }

    @Override
    public void checkResources(JsonPart statement) throws MalformedPolicyException {
        Optional<JsonPart> element = statement.member("Resource").or(() -> statement.member("NotResource"));
        if (element.isEmpty() || element.get().elements().isEmpty()) {
            throw new MalformedPolicyException("Policy statement must contain resources.", statement.pointer());
        }
        for (JsonPart part : element.get().elements()) {
            checkResource(part.string().orElse(""), part.pointer());
        }
    }

    private static void checkResource(String resource, String pointer) throws MalformedPolicyException {
        if (resource.equals("*")) {
            return;
        }
        String[] fields = resource.split(":", ARN_FIELDS);
        if (fields.length == 1) {
            throw new MalformedPolicyException("Resource " + resource + " must be in ARN format or \"*\".", pointer);
        }
        if (!PARTITION.matcher(fields[1]).matches() || !fields[0].equals("arn")) {
            throw new MalformedPolicyException(
                    "Partition \"" + fields[1] + "\" is not valid for resource \"" + resource + "\".", pointer);
        }
        if (fields.length < ARN_FIELDS) {
            throw new MalformedPolicyException("The policy failed legacy parsing", pointer);
        }
    }

    @Override
    public void checkConditionKey(String key, String pointer) throws MalformedPolicyException {
        if (key.indexOf(':') <= 0) {
            throw new MalformedPolicyException(
                    "Actions/Conditions must be prefaced by a vendor, e.g., iam, sdb, ec2, etc.", pointer);
        }
    }
}
