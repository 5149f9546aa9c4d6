package dev.understudy.saml;

import dev.understudy.aws.Partition;
import java.util.regex.Pattern;

/** Where AWS takes a provider's response, and by what names it goes as an audience (documented). */
enum SignInEndpoint {
    AWS("signin.aws.amazon.com", "urn:amazon:webservices"),
    CHINA("signin.amazonaws.cn", "urn:amazon:webservices:cn-north-1"),
    GOVCLOUD("signin.amazonaws-us-gov.com", "urn:amazon:webservices:govcloud");

    private final String host;
    private final String urn;
    private final Pattern recipient;

    SignInEndpoint(String host, String urn) {
        this.host = host;
        this.urn = urn;
        this.recipient =
                Pattern.compile("https://(?:[a-z]{2}(?:-[a-z]+){1,3}-\\d{1,2}\\.)?" + Pattern.quote(host) + "/saml");
    }

    /** That of a partition; those of which nothing is documented are taken to be like aws. */
    static SignInEndpoint of(Partition partition) {
        return switch (partition) {
            case AWS_CN -> CHINA;
            case AWS_US_GOV -> GOVCLOUD;
            case AWS, AWS_EUSC, AWS_ISO, AWS_ISO_B, AWS_ISO_E, AWS_ISO_F -> AWS;
        };
    }

    String url() {
        return "https://" + host + "/saml";
    }

    String urn() {
        return urn;
    }

    /** That of a region, as an example. */
    String regionalUrl(String region) {
        return "https://" + region + "." + host + "/saml";
    }

    boolean isAudience(String audience) {
        return audience.equals(url()) || audience.equals(urn);
    }

    /** Whether the URL is the endpoint's, the global one or a region's. */
    boolean isRecipient(String url) {
        return recipient.matcher(url).matches();
    }
}
