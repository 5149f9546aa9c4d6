package dev.understudy.saml;

import dev.understudy.aws.Partition;
import java.util.regex.Pattern;

/**
 * Where AWS takes a provider's response, and by what names it goes as an audience, in a partition (documented for aws,
 * aws-cn and aws-us-gov; the others are taken to be like aws).
 */
record SignInEndpoint(String host, String urn) {
    private static final String REGION = "[a-z]{2}(?:-[a-z]+){1,3}-\\d{1,2}";

    static SignInEndpoint of(Partition partition) {
        return switch (partition) {
            case AWS_CN -> new SignInEndpoint("signin.amazonaws.cn", "urn:amazon:webservices:cn-north-1");
            case AWS_US_GOV -> new SignInEndpoint("signin.amazonaws-us-gov.com", "urn:amazon:webservices:govcloud");
            case AWS, AWS_EUSC, AWS_ISO, AWS_ISO_B, AWS_ISO_E, AWS_ISO_F ->
                new SignInEndpoint("signin.aws.amazon.com", "urn:amazon:webservices");
        };
    }

    String url() {
        return "https://" + host + "/saml";
    }

    /** That of a region, as an example. */
    String regionalUrl(String region) {
        return "https://" + region + "." + host + "/saml";
    }

    boolean isAudience(String audience) {
        return audience.equals(url()) || audience.equals(urn);
    }

    /** Whether the URL is the endpoint's, the global one or a region's. */
    boolean isRecipient(String recipient) {
        return Pattern.matches("https://(?:" + REGION + "\\.)?" + Pattern.quote(host) + "/saml", recipient);
    }
}
