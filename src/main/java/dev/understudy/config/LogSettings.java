package dev.understudy.config;

/** How the command line's server logs; embedded, Understudy leaves the logging to its host. */
public record LogSettings(Format format, Level level) {
    public static final LogSettings DEFAULT = new LogSettings(Format.TEXT, Level.INFO);

    /** What a record becomes. */
    public enum Format {
        /** A line for people. */
        TEXT,
        /** A JSON object on one line, for programs. */
        JSON
    }

    /** What is logged at least. */
    public enum Level {
        DEBUG,
        INFO,
        WARNING,
        OFF
    }
}
