package dev.understudy.config;

/**
 * Something wrong in a configuration, or probably wrong in a policy of it, for a person to read.
 *
 * @param file the file as it was named, or the policy file that it names
 * @param line from 1; 0 if the file as a whole is meant
 * @param path where in the file, such as {@code roles[0].RoleName}; empty for the whole document
 * @param message one sentence, which never holds a secret
 */
public record Fault(String file, int line, String path, String message) {
    /** {@code understudy.yaml:12: roles[0].RoleNme: unknown field; did you mean RoleName?} */
    @Override
    public String toString() {
        return file + (line > 0 ? ":" + line : "") + ": " + (path.isEmpty() ? "" : path + ": ") + message;
    }
}
