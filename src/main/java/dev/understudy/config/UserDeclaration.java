package dev.understudy.config;

/** A user, as a test declares it. Immutable: each method gives another declaration. */
public final class UserDeclaration {
    private final Members members;

    private UserDeclaration(Members members) {
        this.members = members;
    }

    /** A user who may do nothing and has no access key yet. */
    public static UserDeclaration named(String name) {
        return new UserDeclaration(Members.NONE.with("UserName", name));
    }

    /** A long-term access key, to sign calls with. */
    public UserDeclaration accessKey(String id, String secret) {
        Members key = Members.NONE.with("AccessKeyId", id).with("SecretAccessKey", secret);
        return new UserDeclaration(members.adding("accessKeys", key));
    }

    /** A virtual MFA device, whose codes the user may give to a call; the seed is in base32. */
    public UserDeclaration mfaDevice(String serialNumber, String seed) {
        Members device = Members.NONE.with("SerialNumber", serialNumber).with("Base32StringSeed", seed);
        return new UserDeclaration(members.adding("mfaDevices", device));
    }

    /** An inline permissions policy, as JSON. */
    public UserDeclaration policy(String name, String json) {
        return new UserDeclaration(members.adding("Policies", Configuration.policy("PolicyName", name, json)));
    }

    /** Attaches a policy that {@link Configuration#managedPolicy} declares. */
    public UserDeclaration managedPolicy(String arn) {
        return new UserDeclaration(members.adding("ManagedPolicyArns", arn));
    }

    /** The ARN of the managed policy that bounds what the others allow. */
    public UserDeclaration permissionsBoundary(String arn) {
        return new UserDeclaration(members.with("PermissionsBoundary", arn));
    }

    /** A path such as {@code /team/}. */
    public UserDeclaration path(String path) {
        return new UserDeclaration(members.with("Path", path));
    }

    public UserDeclaration tag(String key, String value) {
        return new UserDeclaration(members.adding("Tags", Configuration.tag(key, value)));
    }

    /** Another account than the configuration's. */
    public UserDeclaration account(String id) {
        return new UserDeclaration(members.with("account", id));
    }

    Members members() {
        return members;
    }

    /** The name only: access keys and seeds are secret. */
    @Override
    public String toString() {
        return "UserDeclaration[" + members.json().path("UserName").stringValue() + "]";
    }
}
