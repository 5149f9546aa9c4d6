package dev.understudy.protocol;

import dev.understudy.sts.Members;
import dev.understudy.sts.StsErrorCode;
import dev.understudy.sts.StsException;
import dev.understudy.sts.StsFault;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.Pattern;

/**
 * The parameters of a Query call. Lists are {@code Name.member.N}, one-based; structures are {@code Name.Member}.
 * Unknown parameters are ignored, as AWS ignores them.
 */
public final class QueryParameters implements Members {
    /** Far above what any action can use: the longest, AssumeRole, has fewer than three hundred. */
    public static final int MAXIMUM_PARAMETERS = 1_000;

    private static final Pattern WHOLE = Pattern.compile("[+-]?[0-9]+");
    private static final String MEMBER = ".member.";
    /** A list may leave out up to ten elements in a row; the gap is filled with nulls. */
    private static final int MAXIMUM_GAP = 10;

    private final Map<String, String> parameters;

    /** Parameters by their wire names, such as {@code PolicyArns.member.1.arn}. */
    public QueryParameters(Map<String, String> parameters) {
        // In order, so that of two malformed names it is always the same that is reported.
        this.parameters = Collections.unmodifiableMap(new TreeMap<>(parameters));
    }

    /**
     * The parameters of a form's body.
     *
     * @throws StsException {@code MalformedInput} if it cannot be decoded
     */
    public static QueryParameters ofForm(byte[] body) throws StsException {
        Map<String, String> decoded = new HashMap<>();
        FormDecoder.decode(new String(body, StandardCharsets.ISO_8859_1), decoded);
        return new QueryParameters(decoded);
    }

    /** The names that were given, in order. */
    public Set<String> names() {
        return parameters.keySet();
    }

    /** The same parameters, and this one where it is missing. */
    public QueryParameters withDefault(String name, String value) {
        Map<String, String> more = new HashMap<>(parameters);
        more.putIfAbsent(name, value);
        return new QueryParameters(more);
    }

    @Override
    public Optional<String> string(String name) {
        return Optional.ofNullable(parameters.get(name));
    }

    @Override
    public Optional<Integer> integer(String name) throws StsException {
        Optional<String> text = string(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(whole(text.get()));
    }

    private static int whole(String text) throws StsException {
        if (text.isEmpty()) {
            throw malformed("missing value for decimal type");
        }
        try {
            if (WHOLE.matcher(text).matches()) {
                return Integer.parseInt(text);
            }
        } catch (NumberFormatException beyond32Bits) {
            // Falls through to the same answer as for text that is no number.
        }
        // Recorded: the error has no Message element.
        throw new StsException(
                new StsFault(StsErrorCode.MALFORMED_INPUT, Optional.empty()),
                "An integer parameter is not a 32-bit integer.");
    }

    @Override
    public List<Optional<Members>> structures(String name) throws StsException {
        String prefix = name + MEMBER;
        SortedMap<Integer, Map<String, String>> byIndex = new TreeMap<>();
        for (Map.Entry<String, String> parameter : parameters.entrySet()) {
            if (parameter.getKey().startsWith(prefix)) {
                String rest = parameter.getKey().substring(prefix.length());
                int dot = rest.indexOf('.');
                int index = index(dot < 0 ? rest : rest.substring(0, dot));
                byIndex.computeIfAbsent(index, any -> new LinkedHashMap<>())
                        .put(dot < 0 ? "" : rest.substring(dot + 1), parameter.getValue());
            }
        }
        return filled(byIndex);
    }

    @Override
    public List<Optional<String>> strings(String name) throws StsException {
        List<Optional<String>> texts = new ArrayList<>();
        for (Optional<Members> element : structures(name)) {
            texts.add(element.isEmpty() ? Optional.empty() : element.get().string(""));
        }
        return texts;
    }

    /** SDKs write an empty list as {@code Audience=}. */
    @Override
    public boolean isEmptyList(String name) {
        return string(name).filter(String::isEmpty).isPresent()
                && parameters.keySet().stream().noneMatch(parameter -> parameter.startsWith(name + MEMBER));
    }

    @Override
    public Optional<Members> structure(String name) {
        String prefix = name + ".";
        Map<String, String> members = new HashMap<>();
        parameters.forEach((parameter, value) -> {
            if (parameter.startsWith(prefix)) {
                members.put(parameter.substring(prefix.length()), value);
            }
        });
        return members.isEmpty() ? Optional.empty() : Optional.of(new QueryParameters(members));
    }

    private static List<Optional<Members>> filled(SortedMap<Integer, Map<String, String>> byIndex) throws StsException {
        List<Optional<Members>> list = new ArrayList<>();
        for (Map.Entry<Integer, Map<String, String>> element : byIndex.entrySet()) {
            int gap = element.getKey() - 1 - list.size();
            if (gap > MAXIMUM_GAP) {
                throw malformed("Excessively sparse input would skip " + gap + " list elements");
            }
            for (int i = 0; i < gap; i++) {
                list.add(Optional.empty());
            }
            list.add(Optional.of(new QueryParameters(element.getValue())));
        }
        return list;
    }

    /** Recorded on IAM, which has the same front end: leading zeros are fine, signs and words are not. */
    private static int index(String text) throws StsException {
        if (text.startsWith("-")) {
            throw malformed("Key " + text + " may not have a leading '-'");
        }
        if (text.isEmpty() || !text.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw malformed("Start of list found where not expected");
        }
        int index;
        try {
            index = Integer.parseInt(text);
        } catch (NumberFormatException beyond32Bits) {
            throw malformed("Start of list found where not expected");
        }
        if (index == 0) {
            throw malformed("0 is not a valid index");
        }
        return index;
    }

    private static StsException malformed(String message) {
        return new StsException(StsErrorCode.MALFORMED_INPUT, message);
    }
}
