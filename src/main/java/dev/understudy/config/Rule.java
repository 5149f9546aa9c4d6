package dev.understudy.config;

import dev.understudy.aws.Base32;
import dev.understudy.idp.LocalUser;
import dev.understudy.idp.RedirectUris;
import dev.understudy.idp.StsIssuer;
import dev.understudy.tls.SelfSigned;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * What a single value must be.
 *
 * @param expected how a fault says it
 * @param secret whether a fault must not quote the value
 */
record Rule(String expected, Predicate<String> test, boolean secret) {
    private static final String NAME_CHARACTERS = "of the characters A-Z a-z 0-9 _ + = , . @ -";

    // Lengths and characters are those of the IAM API reference.
    static final Rule NAME_64 = matching("1 to 64 " + NAME_CHARACTERS, "[\\w+=,.@-]{1,64}");
    static final Rule NAME_128 = matching("1 to 128 " + NAME_CHARACTERS, "[\\w+=,.@-]{1,128}");
    static final Rule SAML_PROVIDER_NAME = matching("1 to 128 of the characters A-Z a-z 0-9 _ . -", "[\\w.-]{1,128}");
    static final Rule TRUTH = matching("true or false", "true|false");
    static final Rule PATH = new Rule(
            "a path that begins and ends with a slash, of at most 512 characters",
            Pattern.compile("/|/[!-~]+/").asMatchPredicate().and(text -> text.length() <= 512),
            false);
    static final Rule DESCRIPTION = length(0, 1000);
    static final Rule TAG_KEY = length(1, 128);
    static final Rule TAG_VALUE = length(0, 256);
    static final Rule CLIENT_ID = length(1, 255);
    static final Rule THUMBPRINT = length(40, 40);
    static final Rule ARN = matching("an ARN of 20 to 2048 characters", "arn:.{16,2044}");
    static final Rule ACCESS_KEY_ID = matching(
            "16 to 128 letters, digits or underscores, and not ASIA at the beginning, which marks temporary credentials",
            "(?!ASIA)\\w{16,128}");
    static final Rule SECRET = new Rule("a text that is not empty", text -> !text.isEmpty(), true);
    static final Rule KEY_STATUS = matching("Active or Inactive", "Active|Inactive");
    static final Rule MFA_SERIAL_NUMBER = matching(
            "an MFA device's ARN or serial number, 9 to 256 of the characters A-Z a-z 0-9 _ + = / : , . @ -",
            "[\\w+=/:,.@-]{9,256}");
    /** RFC 4226 asks for 16 bytes at least; AWS's seeds have 40. */
    static final Rule MFA_SEED = new Rule("base32 of 16 to 64 bytes", Rule::isMfaSeed, true);

    static final Rule SEALING_KEY = new Rule("base64 of exactly 32 bytes", Rule::isSealingKey, true);
    static final Rule ACCOUNT = matching("an account id of twelve digits", "[0-9]{12}");
    static final Rule REGION = matching("a region such as us-east-1", "[a-z0-9-]{1,64}");
    static final Rule STS_ISSUER = new Rule(
            "an issuer such as https://12345678-90ab-cdef-1234-567890abcdef.tokens.sts.global.api.aws",
            text -> text.startsWith("https://") && StsIssuer.is(text),
            false);
    static final Rule HOST = matching("a host name or an address", "[A-Za-z0-9._:%-]{1,255}");
    /** One with a port or a scheme would never match. */
    static final Rule CONTROL_HOST =
            matching("a host name, or a dot and the end of host names", "\\.?[A-Za-z0-9_-]+(\\.[A-Za-z0-9_-]+){0,126}");

    static final Rule CERTIFICATE_NAME =
            new Rule("a host name, *. before one, or an IP address", SelfSigned::isName, false);
    static final Rule LOG_FORMAT = matching("text or json", "text|json");
    static final Rule LOG_LEVEL = matching("debug, info, warning or off", "debug|info|warning|off");
    static final Rule PROVIDER_URL =
            new Rule("an https:// URL of at most 255 characters without query or fragment", Rule::isProviderUrl, false);
    /** Refused and not quoted, if it has a user and a password. */
    static final Rule KEY_ADDRESS =
            new Rule("an http:// or https:// URL without a user in it", text -> isUrl(text, "https?"), true);

    /** What is asked is put into its query. Refused and not quoted, for what else the query may hold. */
    static final Rule ENDPOINT = new Rule(
            "an http:// or https:// URL without user, query or fragment",
            text -> isUrl(text, "https?") && text.indexOf('?') < 0 && text.indexOf('#') < 0,
            true);

    static final Rule SUBJECT = length(1, LocalUser.LONGEST_SUBJECT);
    static final Rule PERSON = length(1, 255);
    static final Rule EMAIL = matching(
            "an email address of at most 254 characters", "(?=.{3,254}$)[^@\\s\\p{Cntrl}]+@[^@\\s\\p{Cntrl}]+");
    static final Rule CLIENT_SECRET = new Rule(
            "1 to 255 characters of printable ASCII",
            Pattern.compile("[ -~]{1,255}").asMatchPredicate(),
            true);
    static final Rule REDIRECT_URI = new Rule(
            "an http:// or https:// URL, or one of an application's own scheme such as com.example.app:/callback, of at"
                    + " most " + RedirectUris.LONGEST + " characters without user or fragment",
            RedirectUris::isPossible,
            false);

    static final Rule METADATA = new Rule("a path, or the metadata itself", text -> !text.isEmpty(), true);

    // Lengths and characters are those of the API reference of Amazon Cognito identity pools.
    static final Rule IDENTITY_POOL_ID = matching(
            "an identity pool's id such as us-east-1:12345678-ffff-ffff-ffff-123456, of at most 55 characters",
            "(?=.{1,55}$)[\\w-]+:[0-9a-f-]+");
    static final Rule IDENTITY_POOL_NAME =
            matching("1 to 128 letters, digits, spaces or characters of _ + = , . @ -", "[\\w\\s+=,.@-]{1,128}");
    static final Rule LOGIN_PROVIDER = length(1, 128);
    static final Rule LOGIN_PROVIDER_APP =
            matching("1 to 128 letters, digits or characters of _ . ; / -", "[\\w.;_/-]{1,128}");
    static final Rule DEVELOPER_PROVIDER =
            matching("1 to 128 letters, digits or characters of _ . -", "[\\w._-]{1,128}");
    static final Rule MAPPING_TYPE = matching("Token or Rules", "Token|Rules");
    static final Rule AMBIGUOUS = matching("AuthenticatedRole or Deny", "AuthenticatedRole|Deny");
    static final Rule MATCH_TYPE =
            matching("Equals, Contains, StartsWith or NotEqual", "Equals|Contains|StartsWith|NotEqual");
    static final Rule MAPPING_CLAIM = length(1, 64);
    static final Rule MAPPING_VALUE = length(1, 128);

    static final Rule FILE = new Rule("a path", text -> !text.isEmpty(), false);

    private static Rule matching(String expected, String pattern) {
        return new Rule(expected, Pattern.compile(pattern).asMatchPredicate(), false);
    }

    private static Rule length(int least, int most) {
        String expected = least == most ? "exactly " + most : least == 0 ? "at most " + most : least + " to " + most;
        return new Rule(
                expected + " characters",
                text -> {
                    int length = text.codePointCount(0, text.length());
                    return least <= length && length <= most;
                },
                false);
    }

    static boolean isProviderUrl(String text) {
        return text.length() <= 255 && isUrl(text, "https") && text.indexOf('?') < 0 && text.indexOf('#') < 0;
    }

    private static boolean isUrl(String text, String scheme) {
        try {
            URI uri = new URI(text);
            return String.valueOf(uri.getScheme()).matches(scheme)
                    && uri.getHost() != null
                    && uri.getUserInfo() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static boolean isMfaSeed(String text) {
        return Base32.decode(text)
                .filter(seed -> 16 <= seed.length && seed.length <= 64)
                .isPresent();
    }

    private static boolean isSealingKey(String text) {
        return sealingKey(text).isPresent();
    }

    /** The key that the text holds in base64, if it is one. */
    static Optional<SealingKeyBytes> sealingKey(String text) {
        try {
            return Optional.of(new SealingKeyBytes(Base64.getDecoder().decode(text)));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }
}
