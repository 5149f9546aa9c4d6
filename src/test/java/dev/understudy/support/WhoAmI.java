package dev.understudy.support;

import software.amazon.awssdk.services.sts.StsClient;

/** An application that knows nothing of Understudy: all that it is told, its environment tells the SDK. */
public final class WhoAmI {
    private WhoAmI() {}

    public static void main(String[] args) {
        try (StsClient sts = StsClient.create()) {
            System.out.println(sts.getCallerIdentity().arn());
        }
    }
}
