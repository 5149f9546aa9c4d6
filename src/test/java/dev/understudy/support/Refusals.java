package dev.understudy.support;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import software.amazon.awssdk.services.sts.model.StsException;

/** What an SDK makes of a refusal. */
public final class Refusals {
    private Refusals() {}

    /** The call is refused with exactly this. */
    public static void assertRefused(ThrowingCallable call, int status, String code, String message) {
        Throwable failure = catchThrowable(call);
        assertThat(failure).isInstanceOfSatisfying(StsException.class, refusal -> {
            assertThat(refusal.awsErrorDetails().errorMessage()).isEqualTo(message);
            assertThat(refusal.awsErrorDetails().errorCode()).isEqualTo(code);
            assertThat(refusal.statusCode()).isEqualTo(status);
        });
    }
}
