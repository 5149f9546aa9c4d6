package dev.understudy.aws;

import java.util.Arrays;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A part of AWS whose accounts and credentials are its own, and the names of its regions: the form that they have, and
 * those in use, both as in the SDKs' {@code partitions.json}. A region that is too new for the list has the form.
 */
public enum Partition {
    AWS(
            "aws",
            "us|eu|ap|sa|ca|me|af|il|mx",
            "af-south-1 ap-east-1 ap-east-2 ap-northeast-1 ap-northeast-2 ap-northeast-3 ap-south-1 ap-south-2"
                    + " ap-southeast-1 ap-southeast-2 ap-southeast-3 ap-southeast-4 ap-southeast-5 ap-southeast-6"
                    + " ap-southeast-7 ca-central-1 ca-west-1 eu-central-1 eu-central-2 eu-north-1 eu-south-1"
                    + " eu-south-2 eu-west-1 eu-west-2 eu-west-3 il-central-1 me-central-1 me-south-1 me-west-1"
                    + " mx-central-1 sa-east-1 sa-west-1 us-east-1 us-east-2 us-west-1 us-west-2"),
    AWS_CN("aws-cn", "cn", "cn-north-1 cn-northwest-1"),
    AWS_US_GOV("aws-us-gov", "us-gov", "us-gov-east-1 us-gov-west-1"),
    AWS_EUSC("aws-eusc", "eusc-de", "eusc-de-east-1"),
    AWS_ISO("aws-iso", "us-iso", "us-iso-east-1 us-iso-west-1"),
    AWS_ISO_B("aws-iso-b", "us-isob", "us-isob-east-1 us-isob-west-1"),
    AWS_ISO_E("aws-iso-e", "eu-isoe", "eu-isoe-west-1"),
    AWS_ISO_F("aws-iso-f", "us-isof", "us-isof-east-1 us-isof-south-1");

    private final String id;
    private final Pattern form;
    private final String regions;

    Partition(String id, String prefix, String regions) {
        this.id = id;
        form = Pattern.compile("(" + prefix + ")-[a-z]{1,16}-[0-9]{1,2}");
        this.regions = regions;
    }

    /** The partition that a region is in; a name of no known form, such as {@code local}, counts as of {@code aws}. */
    public static Partition ofRegion(String region) {
        return Arrays.stream(values())
                .filter(partition -> partition.names(region))
                .findFirst()
                .orElse(AWS);
    }

    /** Whether there is, or might come to be, a region of this name. */
    public static boolean haveRegion(String name) {
        return Arrays.stream(values()).anyMatch(partition -> partition.names(name));
    }

    /** What stands for it in an ARN, such as {@code aws-cn}. */
    public String id() {
        return id;
    }

    /** Whether a region of this name is, or might come to be, in this partition. */
    public boolean names(String region) {
        return form.matcher(region).matches();
    }

    /** The regions in use today. */
    public List<String> regions() {
        return List.of(regions.split(" ", -1));
    }
}
