package dev.understudy;

import java.util.logging.LogManager;

/**
 * Keeps the log open to the end. Java's own closes it in the moment in which the process is told to stop, and the calls
 * that are still in flight would leave no trace. Public for Java, which makes it by name.
 */
public final class LastingLogManager extends LogManager {
    private volatile boolean lasting;

    public LastingLogManager() {}

    /** From now on nothing closes the log but the end of the process. */
    void last() {
        lasting = true;
    }

    @Override
    public void reset() {
        if (!lasting) {
            super.reset();
        }
    }
}
