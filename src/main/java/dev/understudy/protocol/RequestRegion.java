package dev.understudy.protocol;

import dev.understudy.aws.Partition;
import dev.understudy.server.HttpRequest;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The region that a call of STS is for. One local endpoint stands for those of all regions, so a request tells it: by what
 * it was signed for, or by the name of an endpoint of AWS that leads here.
 *
 * @param configured that of a request which tells nothing
 */
record RequestRegion(String configured) {
    /** The names of STS's endpoints: regional, FIPS and dual-stack ones, in every partition. */
    private static final Pattern ENDPOINT =
            Pattern.compile("sts(?:-fips)?\\.([a-z0-9-]{1,32})\\.(?:amazonaws\\.(?:com|com\\.cn|eu)|api\\.aws"
                    + "|api\\.amazonwebservices\\.(?:com\\.cn|eu)|c2s\\.ic\\.gov|api\\.aws\\.ic\\.gov"
                    + "|sc2s\\.sgov\\.gov|api\\.aws\\.scloud|cloud\\.adc-e\\.uk|api\\.cloud-aws\\.adc-e\\.uk"
                    + "|csp\\.hci\\.ic\\.gov|api\\.aws\\.hci\\.ic\\.gov)(?::\\d{1,5})?");

    private static final Pattern GLOBAL = Pattern.compile("sts\\.amazonaws\\.com(?::\\d{1,5})?");
    private static final String REGION_OF_GLOBAL = "us-east-1";

    /** @param scope a region, or SigV4A's set of regions, of which only one of a single region tells anything */
    String signed(String scope) {
        return Partition.haveRegion(scope) ? scope : configured;
    }

    String unsigned(HttpRequest request) {
        String host = request.headers().first("Host").orElse("").toLowerCase(Locale.ROOT);
        if (GLOBAL.matcher(host).matches()) {
            return REGION_OF_GLOBAL;
        }
        Matcher endpoint = ENDPOINT.matcher(host);
        return endpoint.matches() && Partition.haveRegion(endpoint.group(1)) ? endpoint.group(1) : configured;
    }
}
