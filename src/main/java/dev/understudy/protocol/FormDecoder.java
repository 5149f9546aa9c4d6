package dev.understudy.protocol;

import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsException;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** Decodes {@code application/x-www-form-urlencoded}: of a name that comes twice, the first value wins. */
final class FormDecoder {
    private FormDecoder() {}

    /**
     * Adds the parameters of a form or a query string to those already there.
     *
     * @param encoded one character for each octet
     * @throws StsException {@code MalformedInput} for broken percent-encoding, text that is not UTF-8, or too many
     *     parameters; what AWS answers to these is not known
     */
    static void decode(String encoded, Map<String, String> parameters) throws StsException {
        int start = 0;
        int count = 0;
        while (start < encoded.length()) {
            int end = encoded.indexOf('&', start);
            end = end < 0 ? encoded.length() : end;
            if (end > start) {
                if (++count > QueryParameters.MAXIMUM_PARAMETERS) {
                    throw malformed("More than " + QueryParameters.MAXIMUM_PARAMETERS + " parameters");
                }
                pair(encoded.substring(start, end), parameters);
            }
            start = end + 1;
        }
    }

    private static void pair(String pair, Map<String, String> parameters) throws StsException {
        int equals = pair.indexOf('=');
        String name = equals < 0 ? pair : pair.substring(0, equals);
        String value = equals < 0 ? "" : pair.substring(equals + 1);
        parameters.putIfAbsent(text(name), text(value));
    }

    private static String text(String encoded) throws StsException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(encoded.length());
        byte[] raw = encoded.getBytes(StandardCharsets.ISO_8859_1);
        for (int i = 0; i < raw.length; i++) {
            switch (raw[i]) {
                case '+' -> bytes.write(' ');
                case '%' -> {
                    bytes.write(octet(raw, i));
                    i += 2;
                }
                default -> bytes.write(raw[i]);
            }
        }
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes.toByteArray()))
                    .toString();
        } catch (CharacterCodingException notUtf8) {
            throw malformed("A parameter is not UTF-8");
        }
    }

    private static int octet(byte[] raw, int percent) throws StsException {
        if (percent + 2 < raw.length) {
            int high = Character.digit(raw[percent + 1], 16);
            int low = Character.digit(raw[percent + 2], 16);
            if (high >= 0 && low >= 0) {
                return (high << 4) | low;
            }
        }
        throw malformed("A percent sign stands without two hexadecimal digits");
    }

    private static StsException malformed(String message) {
        return new StsException(StsErrorCode.MALFORMED_INPUT, message);
    }
}
