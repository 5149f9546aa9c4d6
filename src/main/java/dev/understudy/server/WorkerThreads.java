package dev.understudy.server;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.jboss.threads.EnhancedQueueExecutor;

/**
 * The threads that requests are answered on. XNIO would make the same, and show them over JMX, whose preparation takes
 * longer than the rest of a server's start.
 */
final class WorkerThreads {
    private WorkerThreads() {}

    /** At most so many daemon threads, few of which stay without work. */
    static EnhancedQueueExecutor atMost(int threads) {
        AtomicInteger number = new AtomicInteger();
        return new EnhancedQueueExecutor.Builder()
                .setCorePoolSize(Math.min(2, threads))
                .setMaximumPoolSize(threads)
                .setKeepAliveTime(Duration.ofSeconds(30))
                .setRegisterMBean(false)
                .setThreadFactory(task -> {
                    Thread thread = new Thread(task, "understudy-http task-" + number.incrementAndGet());
                    thread.setDaemon(true);
                    return thread;
                })
                .build();
    }
}
