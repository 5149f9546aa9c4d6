package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.credentials.Session;
import dev.understudy.iam.KeyHolder;
import dev.understudy.iam.Role;
import dev.understudy.policy.Requester;
import java.util.List;
import java.util.Optional;

/** Who signed a request. */
public sealed interface Caller {
    AccountId account();

    /** What GetCallerIdentity shows. */
    Arn arn();

    /** {@code AIDA…} of a user, an account id of a root user, {@code AROA…:session}, {@code 123456789012:name}. */
    String userId();

    /** What came with temporary credentials; nothing came with a long-term key. */
    Optional<Session> temporary();

    /** The caller in the words of a policy's Principal element. */
    Requester requester();

    /**
     * A user or a root user.
     *
     * @param temporary of GetSessionToken or AssumeRoot
     */
    record Holder(KeyHolder holder, Optional<Session> temporary) implements Caller {
        @Override
        public AccountId account() {
            return holder.account();
        }

        @Override
        public Arn arn() {
            return holder.arn();
        }

        @Override
        public String userId() {
            return holder.uniqueId();
        }

        @Override
        public Requester requester() {
            return new Requester.Aws(account().value(), List.of(arn().toString(), userId()));
        }
    }

    /** A session of a role, which still exists. */
    record AssumedRole(Role role, String sessionName, Session session) implements Caller {
        @Override
        public AccountId account() {
            return role.account();
        }

        @Override
        public Arn arn() {
            return role.assumedRoleArn(sessionName);
        }

        @Override
        public String userId() {
            return role.roleId() + ":" + sessionName;
        }

        @Override
        public Optional<Session> temporary() {
            return Optional.of(session);
        }

        @Override
        public Requester requester() {
            return new Requester.Aws(
                    account().value(),
                    List.of(role.arn().toString(), role.roleId()),
                    List.of(arn().toString(), userId()));
        }
    }

    /** Somebody for whom a user or root user, who is still there, has called GetFederationToken. */
    record FederatedUser(KeyHolder holder, String name, Session session) implements Caller {
        /** The ARN of a federated user of this name; AWS leaves out the path of the user who called. */
        static Arn arn(KeyHolder holder, String name) {
            return Arn.sts(holder.partition(), holder.account(), "federated-user/" + name);
        }

        static String userId(KeyHolder holder, String name) {
            return holder.account() + ":" + name;
        }

        @Override
        public AccountId account() {
            return holder.account();
        }

        @Override
        public Arn arn() {
            return arn(holder, name);
        }

        @Override
        public String userId() {
            return userId(holder, name);
        }

        @Override
        public Optional<Session> temporary() {
            return Optional.of(session);
        }

        /** Documented: a resource policy may name the federated user, or the user who called. */
        @Override
        public Requester requester() {
            return new Requester.Aws(
                    account().value(),
                    List.of(holder.arn().toString(), holder.uniqueId()),
                    List.of(arn().toString(), userId()));
        }
    }
}
