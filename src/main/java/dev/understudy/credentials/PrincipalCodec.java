package dev.understudy.credentials;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;

/**
 * A session's principal as bytes: its kind and its fields. A number that was given to a kind stays its number, so that
 * tokens of older versions remain readable; an older version does not open a kind that it does not know.
 */
final class PrincipalCodec {
    private static final int ASSUMED_ROLE = 1;
    private static final int USER = 2;
    private static final int ROOT = 3;
    private static final int FEDERATED_USER = 4;

    private PrincipalCodec() {}

    static void write(SessionPrincipal principal, DataOutputStream out) throws IOException {
        if (principal instanceof SessionPrincipal.AssumedRole role) {
            out.writeByte(ASSUMED_ROLE);
            out.writeUTF(role.roleId());
            out.writeUTF(role.roleArn());
            out.writeUTF(role.sessionName());
        } else if (principal instanceof SessionPrincipal.FederatedUser user) {
            out.writeByte(FEDERATED_USER);
            write(user.holder(), out);
            out.writeUTF(user.name());
        } else if (principal instanceof SessionPrincipal.User user) {
            out.writeByte(USER);
            out.writeUTF(user.userId());
            out.writeUTF(user.userArn());
        } else {
            out.writeByte(ROOT);
        }
    }

    static SessionPrincipal read(DataInputStream in) throws IOException {
        int kind = in.readUnsignedByte();
        return switch (kind) {
            case ASSUMED_ROLE -> new SessionPrincipal.AssumedRole(in.readUTF(), in.readUTF(), in.readUTF());
            case FEDERATED_USER -> new SessionPrincipal.FederatedUser(holder(in.readUnsignedByte(), in), in.readUTF());
            default -> holder(kind, in);
        };
    }

    private static SessionPrincipal.KeyHolder holder(int kind, DataInputStream in) throws IOException {
        return switch (kind) {
            case USER -> new SessionPrincipal.User(in.readUTF(), in.readUTF());
            case ROOT -> new SessionPrincipal.Root();
            default -> throw new IOException("unknown kind of principal");
        };
    }
}
