package dev.understudy.policy;

import dev.understudy.policy.ValueMatcher.Match;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * ARNs, compared field by field: a wildcard does not reach over a colon, save in the sixth field, which keeps its own.
 * The comparison has three values (recorded): a malformed pattern, once reached, is undecidable, and what the request
 * holds is incomparable if it is no ARN.
 */
final class ArnValues {
    private static final int FIELDS = 6;

    private ArnValues() {}

    /** Whether IAM stores it. Six fields are needed; whether AWS takes a lone {@code *} is unknown, so it is refused. */
    static boolean isReadable(String value) {
        return Template.hasVariable(value) || fields(value) != null;
    }

    static ValueMatcher of(List<String> values, boolean variables) {
        List<ArnPattern> patterns = values.stream()
                .map(value -> ArnPattern.of(Template.compile(value, true, variables)))
                .toList();
        return (actual, context) -> {
            String[] fields = fields(actual);
            if (fields == null) {
                return Match.INCOMPARABLE;
            }
            for (ArnPattern pattern : patterns) {
                Match match = pattern.match(fields, context);
                if (match != Match.UNMATCHED) {
                    return match;
                }
            }
            return Match.UNMATCHED;
        };
    }

    /** @param constant the fields of a pattern without variables, split once; nothing for one with variables */
    private record ArnPattern(Template template, @Nullable List<Wildcard> constant) {
        static ArnPattern of(Template template) {
            Wildcard pattern = template.isConstant() ? template.resolve(RequestContext.empty()) : null;
            return new ArnPattern(template, pattern == null ? null : fields(pattern));
        }

        Match match(String[] actual, RequestContext context) {
            if (constant != null) {
                return compare(constant, actual);
            }
            Wildcard resolved = template.resolve(context);
            // An unresolved variable is no malformed ARN: it only does not match.
            return resolved == null ? Match.UNMATCHED : compare(fields(resolved), actual);
        }

        private static Match compare(List<Wildcard> wanted, String[] actual) {
            if (wanted.size() < FIELDS || !wanted.get(0).matches("arn")) {
                return Match.UNDECIDABLE;
            }
            for (int i = 1; i < FIELDS; i++) {
                if (!wanted.get(i).matches(actual[i])) {
                    return Match.UNMATCHED;
                }
            }
            return Match.MATCHED;
        }
    }

    private static String @Nullable [] fields(String arn) {
        String[] fields = arn.split(":", FIELDS);
        return fields.length == FIELDS && fields[0].equals("arn") ? fields : null;
    }

    private static List<Wildcard> fields(Wildcard pattern) {
        int[] units = pattern.units();
        List<Wildcard> fields = new ArrayList<>(FIELDS);
        int start = 0;
        for (int i = 0; i < units.length && fields.size() < FIELDS - 1; i++) {
            if (units[i] == ':') {
                fields.add(Wildcard.of(Arrays.copyOfRange(units, start, i)));
                start = i + 1;
            }
        }
        fields.add(Wildcard.of(Arrays.copyOfRange(units, start, units.length)));
        return fields;
    }
}
