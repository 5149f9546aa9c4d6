package dev.understudy.journal;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/** A call as the log has it: one line for people, or the parts of that line by name. */
public record LoggedCall(Call call) {
    private static final int MAXIMUM_LINE = 2_000;
    private static final Pattern UNPRINTABLE = Pattern.compile("[\\p{Cntrl}\\x{80}-\\x{9F}\\x{2028}\\x{2029}]");

    /** The parts by name, for logs that programs read; the reason is that of a call that was not carried out. */
    public Map<String, String> fields() {
        Map<String, String> fields = new LinkedHashMap<>();
        fields.put("outcome", call.outcome().name().toLowerCase(Locale.ROOT));
        fields.put("action", call.action());
        call.errorCode().ifPresent(code -> fields.put("error", code));
        call.role().ifPresent(role -> fields.put("role", role));
        call.issuer().ifPresent(issuer -> fields.put("issuer", issuer));
        call.subject().ifPresent(subject -> fields.put("subject", subject));
        call.signer().flatMap(Call.Signer::arn).ifPresent(arn -> fields.put("caller", arn));
        call.issued()
                .ifPresent(issued -> fields.put("expires", issued.expiration().toString()));
        call.injectedFault().ifPresent(id -> fields.put("injectedFault", id));
        fields.put("requestId", call.requestId());
        if (call.outcome() != Call.Outcome.ALLOWED) {
            fields.put("reason", call.trace().summary());
        }
        return fields;
    }

    /** The call on one line: what became of it, what was asked, and otherwise than allowed its cause. */
    @Override
    public String toString() {
        StringBuilder line = new StringBuilder();
        fields().forEach((name, value) -> {
            switch (name) {
                case "outcome" -> line.append(value);
                case "action", "error" -> line.append(' ').append(value);
                case "reason" -> line.append(": ").append(value);
                default -> line.append(' ').append(name).append('=').append(value);
            }
        });
        return printable(line);
    }

    /** What a client sends must not be able to begin a line of its own. */
    private static String printable(StringBuilder line) {
        String text = line.length() <= MAXIMUM_LINE ? line.toString() : line.substring(0, MAXIMUM_LINE) + "…";
        return UNPRINTABLE.matcher(text).replaceAll("?");
    }
}
