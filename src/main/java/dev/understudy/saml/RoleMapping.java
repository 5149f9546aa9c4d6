package dev.understudy.saml;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** A role that the provider maps the user to, and the SAML provider by which it does, as their ARNs. */
public record RoleMapping(String roleArn, String principalArn) {
    /** From two ARNs with a comma between them, in either order, as AWS reads them. */
    static Optional<RoleMapping> parse(String text) {
        List<String> arns =
                Arrays.stream(text.split(",", -1)).map(String::strip).toList();
        if (arns.size() != 2) {
            return Optional.empty();
        }
        return of(arns.get(0), arns.get(1)).or(() -> of(arns.get(1), arns.get(0)));
    }

    /** As the assertion has it. */
    @Override
    public String toString() {
        return roleArn + "," + principalArn;
    }

    private static Optional<RoleMapping> of(String role, String provider) {
        return role.contains(":role/") && provider.contains(":saml-provider/")
                ? Optional.of(new RoleMapping(role, provider))
                : Optional.empty();
    }
}
