package dev.understudy.sts;

import dev.understudy.iam.Directory;
import java.util.Optional;
import java.util.function.Supplier;

/** Whether the policies of whoever signed a call allow it, for services beside STS. */
public final class CallerPermission {
    private final Supplier<Directory> directory;

    public CallerPermission(Supplier<Directory> directory) {
        this.directory = directory;
    }

    /**
     * Asks for leave.
     *
     * @param action such as {@code cognito-identity:CreateIdentityPool}
     * @param resource the ARN acted upon
     * @throws StsException {@code AccessDenied}, with the reason
     */
    public void require(Caller caller, String action, String resource, RequestFacts facts) throws StsException {
        Permission.of(caller, directory.get(), Optional.of(resource), facts, context -> {})
                .require(action, new Trace.Recorder());
    }
}
