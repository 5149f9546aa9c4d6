package dev.understudy;

import dev.understudy.journal.LoggedCall;
import dev.understudy.json.JsonPrinter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** One JSON object on one line for each record. A call of the journal brings its parts as members besides. */
final class JsonLogFormatter extends Formatter {
    /** Not every reader of a log knows its encoding, and some take U+2028 for the end of a line. */
    private static final JsonPrinter JSON = JsonPrinter.ASCII;

    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter();

    @Override
    public String format(LogRecord logRecord) {
        ObjectNode line = JsonNodeFactory.instance
                .objectNode()
                .put("time", MILLISECONDS.format(logRecord.getInstant()))
                .put("level", level(logRecord.getLevel()))
                .put("logger", logRecord.getLoggerName())
                .put("message", formatMessage(logRecord));
        Object[] parameters = logRecord.getParameters();
        if (parameters != null && parameters.length == 1 && parameters[0] instanceof LoggedCall call) {
            ObjectNode members = line.putObject("call");
            call.fields().forEach(members::put);
        }
        if (logRecord.getThrown() != null) {
            line.put("thrown", stackTrace(logRecord.getThrown()));
        }
        return JSON.print(line) + "\n";
    }

    /** In the words of {@link System.Logger}. */
    private static String level(Level level) {
        int value = level.intValue();
        if (value >= Level.SEVERE.intValue()) {
            return "ERROR";
        }
        if (value >= Level.WARNING.intValue()) {
            return "WARNING";
        }
        if (value >= Level.INFO.intValue()) {
            return "INFO";
        }
        return value >= Level.FINE.intValue() ? "DEBUG" : "TRACE";
    }

    private static String stackTrace(Throwable thrown) {
        StringWriter text = new StringWriter();
        thrown.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
