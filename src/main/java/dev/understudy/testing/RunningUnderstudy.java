package dev.understudy.testing;

import dev.understudy.Understudy;

/** An Understudy that JUnit closes with the scope it was started for. */
final class RunningUnderstudy implements AutoCloseable {
    private final Understudy understudy;
    private volatile boolean open = true;

    RunningUnderstudy(Understudy understudy) {
        this.understudy = understudy;
    }

    Understudy understudy() {
        return understudy;
    }

    AwsProperties awsProperties() {
        return new AwsProperties(understudy.endpoint(), understudy.region());
    }

    void reset() {
        understudy.reset();
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
