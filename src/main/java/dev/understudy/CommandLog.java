package dev.understudy;

import dev.understudy.config.LogSettings;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.logging.Handler;
import java.util.logging.Level;
import java.util.logging.LogManager;
import java.util.logging.Logger;

/** The log of the command line, on standard error. Embedded, Understudy leaves logging to its host. */
final class CommandLog {
    private static final String OWN_FILE = "java.util.logging.config.file";
    private static final String MANAGER = "java.util.logging.manager";

    /** Java forgets the level of a logger that nobody holds. */
    private final Logger ours = Logger.getLogger("dev.understudy");

    private final boolean untouched;

    private CommandLog(boolean untouched) {
        this.untouched = untouched;
    }

    /** Sets up the log, before anything is logged. Somebody who brings a configuration of their own keeps it. */
    static CommandLog start() {
        boolean own = System.getProperty(OWN_FILE) != null || System.getProperty(MANAGER) != null;
        if (!own) {
            System.setProperty(MANAGER, LastingLogManager.class.getName());
            read(LogManager.getLogManager());
        }
        return new CommandLog(own);
    }

    private static void read(LogManager manager) {
        try (InputStream configuration = CommandLog.class.getResourceAsStream("logging.properties")) {
            manager.readConfiguration(configuration);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
        if (manager instanceof LastingLogManager lasting) {
            lasting.last();
        }
    }

    /** Logs as the configuration says from now on. */
    void apply(LogSettings settings) {
        if (untouched) {
            return;
        }
        Level level = level(settings.level());
        ours.setLevel(level);
        for (Handler handler : Logger.getLogger("").getHandlers()) {
            handler.setLevel(level);
            if (settings.format() == LogSettings.Format.JSON) {
                handler.setFormatter(new JsonLogFormatter());
            }
        }
    }

    private static Level level(LogSettings.Level level) {
        return switch (level) {
            case DEBUG -> Level.FINE;
            case INFO -> Level.INFO;
            case WARNING -> Level.WARNING;
            case OFF -> Level.OFF;
        };
    }
}
