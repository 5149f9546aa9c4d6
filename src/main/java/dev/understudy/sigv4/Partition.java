package dev.understudy.sigv4;

import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of AWS whose accounts and credentials are its own, and the names of its regions: the form that they have, and
 * those in use, both as in the SDKs' {@code partitions.json}. A region that is too new for the list has the form.
 */
enum Partition {
    AWS(
            "us|eu|ap|sa|ca|me|af|il|mx",
            "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2"
                    + " ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6"
                    + " ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1"
                    + " eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1"
                    + " mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2"),
    AWS_CN("cn", "cn-north-1 cn-northwest-1"),
    AWS_US_GOV("us-gov", "us-gov-east-1 us-gov-west-1"),
    AWS_EUSC("eusc-de", "eusc-de-east-1"),
    AWS_ISO("us-iso", "us-iso-east-1 us-iso-west-1"),
    AWS_ISO_B("us-isob", "us-isob-east-1 us-isob-west-1"),
    AWS_ISO_E("eu-isoe", "eu-isoe-west-1"),
    AWS_ISO_F("us-isof", "us-isof-east-1 us-isof-south-1");

    private final Pattern form;
    private final String regions;

    Partition(String prefix, String regions) {
        form = Pattern.compile("(" + prefix + ")-[a-z]{1,16}-[0-9]{1,2}");
        this.regions = regions;
    }

    /** Whether a region of this name is, or might come to be, in this partition. */
    boolean names(String region) {
        return form.matcher(region).matches();
    }

    /** The regions in use today. */
    List<String> regions() {
        return List.of(regions.split(" ", -1));
    }
}
