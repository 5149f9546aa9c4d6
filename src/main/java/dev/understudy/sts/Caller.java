package dev.understudy.sts;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.credentials.Session;
import dev.understudy.iam.Role;

/** Who signed a request. */
public sealed interface Caller {
    AccountId account();

    /** What GetCallerIdentity shows: the user's ARN, or the assumed role session's. */
    Arn arn();

    /** {@code AIDA…} of a user, {@code AROA…:session} of an assumed role. */
    String userId();

    /** A user with a long-term access key. */
    record User(dev.understudy.iam.User user) implements Caller {
        @Override
        public AccountId account() {
            return user.account();
        }

        @Override
        public Arn arn() {
            return user.arn();
        }

        @Override
        public String userId() {
            return user.userId();
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
    }
}
