package dev.understudy.idp;

import java.util.regex.Pattern;

/**
 * What the values of a preset's option look like.
 *
 * @param words for people, such as {@code owner/name}
 */
record OptionForm(String words, Pattern pattern) {
    /** The longest value. */
    static final int LONGEST = 255;

    static final OptionForm NUMBER = of("a whole number", "[0-9]{1,18}");
    static final OptionForm UUID = of("a UUID in lower case", "[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}");
    static final OptionForm SHA = of("a commit's 40 hexadecimal digits", "[0-9a-f]{40}");
    static final OptionForm SLUG = of("a name of letters, digits, ., _ and -", "[A-Za-z0-9._-]+");
    static final OptionForm TEXT = of("a text without control characters", "\\P{Cntrl}+");
    static final OptionForm GIT_NAME = of("the name of a branch or tag", "[^\\p{Cntrl}\\p{Space}:~^?*\\\\]+");
    static final OptionForm HOST =
            of("a host in lower case", "[a-z0-9]([a-z0-9-]*[a-z0-9])?(\\.[a-z0-9]([a-z0-9-]*[a-z0-9])?)*");
    static final OptionForm TRUTH = oneOf("true", "false");

    static OptionForm of(String words, String regex) {
        return new OptionForm(words, Pattern.compile(regex));
    }

    static OptionForm oneOf(String... values) {
        return of(String.join(" or ", values), String.join("|", values));
    }

    boolean takes(String value) {
        return value.length() <= LONGEST && pattern.matcher(value).matches();
    }
}
