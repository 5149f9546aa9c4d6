package dev.understudy.testing;

import dev.understudy.Understudy;
import java.util.Map;

/** An Understudy that JUnit closes with the scope it was started for. */
final class RunningUnderstudy implements AutoCloseable {
    private final Understudy understudy;
    private final RemoteUnderstudy remote;
    private volatile boolean open = true;

    RunningUnderstudy(Understudy understudy) {
        this.understudy = understudy;
        this.remote = RemoteUnderstudy.at(understudy.endpoint());
    }

    Understudy understudy() {
        return understudy;
    }

    AwsProperties awsProperties() {
        return new AwsProperties(understudy.endpoint(), understudy.region());
    }

    String token(Token wanted) {
        return remote.token(Map.of(
                "issuer", wanted.issuer(),
                "audience", wanted.audience(),
                "subject", wanted.subject(),
                "expiresIn", wanted.expiresIn()));
    }

    String token(String issuer, String audience, String subject) {
        return remote.token(issuer, audience, subject);
    }

    void reset() {
        understudy.clock().reset();
        understudy.sessions().reset();
    }

    boolean isOpen() {
        return open;
    }

    @Override
    public void close() {
        open = false;
        understudy.close();
    }
}
