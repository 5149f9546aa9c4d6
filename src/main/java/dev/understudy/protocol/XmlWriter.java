package dev.understudy.protocol;

import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoUnit;
import java.util.Locale;

/** Writes elements as STS does, byte for byte: two spaces of indent, LF, a newline at the end, no XML declaration. */
final class XmlWriter {
    private static final String INDENT = "  ";
    private static final DateTimeFormatter MILLISECONDS =
            new DateTimeFormatterBuilder().appendInstant(3).toFormatter(Locale.ROOT);

    private final StringBuilder xml = new StringBuilder(1024);

    private XmlWriter() {}

    static String write(Element root, String namespace) {
        XmlWriter writer = new XmlWriter();
        writer.element(root, 0, " xmlns=\"" + namespace + "\"");
        return writer.xml.toString();
    }

    private void element(Element element, int depth, String attribute) {
        indent(depth);
        xml.append('<').append(element.name()).append(attribute).append('>');
        if (element.value() instanceof Element.Structure structure) {
            xml.append('\n');
            structure.members().forEach(member -> element(member, depth + 1, ""));
            indent(depth);
        } else {
            scalar(element.value());
        }
        xml.append("</").append(element.name()).append(">\n");
    }

    private void indent(int depth) {
        xml.append(INDENT.repeat(depth));
    }

    private void scalar(Element.Value value) {
        if (value instanceof Element.Text text) {
            escape(text.text());
        } else if (value instanceof Element.Whole whole) {
            xml.append(whole.number());
        } else if (value instanceof Element.Timestamp timestamp) {
            xml.append(DateTimeFormatter.ISO_INSTANT.format(timestamp.instant().truncatedTo(ChronoUnit.SECONDS)));
        } else if (value instanceof Element.PreciseTimestamp timestamp) {
            xml.append(MILLISECONDS.format(timestamp.instant()));
        }
    }

    /** A subject or a session's message may hold what XML 1.0 cannot; that becomes the replacement character. */
    private void escape(String text) {
        text.codePoints().forEach(c -> {
            switch (c) {
                case '&' -> xml.append("&amp;");
                case '<' -> xml.append("&lt;");
                case '>' -> xml.append("&gt;");
                case '\r' -> xml.append("&#xD;");
                default -> xml.appendCodePoint(isXmlCharacter(c) ? c : 0xFFFD);
            }
        });
    }

    private static boolean isXmlCharacter(int c) {
        return (c >= 0x20 && c <= 0xD7FF) || c == '\t' || c == '\n' || (c >= 0xE000 && c <= 0xFFFD) || c >= 0x10000;
    }
}
