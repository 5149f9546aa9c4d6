package dev.understudy.aws;

import java.util.Optional;

/**
 * An Amazon Resource Name: {@code arn:partition:service:region:account:resource}. Region and account may be empty;
 * partition, service and resource may not. The resource keeps every colon and slash after the fifth colon.
 */
public record Arn(String partition, String service, String region, String account, String resource) {
    /** Reads an ARN, or nothing if the text has not the six fields of one. */
    public static Optional<Arn> parse(String text) {
        String[] fields = text.split(":", 6);
        if (fields.length != 6
                || !fields[0].equals("arn")
                || fields[1].isEmpty()
                || fields[2].isEmpty()
                || fields[5].isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(new Arn(fields[1], fields[2], fields[3], fields[4], fields[5]));
    }

    /** An IAM resource such as {@code role/Name}; IAM is global, so the region is empty. */
    public static Arn iam(Partition partition, AccountId account, String resource) {
        return new Arn(partition.id(), "iam", "", account.value(), resource);
    }

    /** An STS resource such as {@code assumed-role/Name/session}. */
    public static Arn sts(Partition partition, AccountId account, String resource) {
        return new Arn(partition.id(), "sts", "", account.value(), resource);
    }

    @Override
    public String toString() {
        return "arn:" + partition + ":" + service + ":" + region + ":" + account + ":" + resource;
    }
}
