package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.saml.MetadataSource;
import java.util.List;

/**
 * An IAM SAML identity provider: one whose assertions an account trusts.
 *
 * @param name 1 to 128 letters, digits, dots, underscores and hyphens
 * @param source where its metadata comes from
 */
public record SamlProvider(AccountId account, Partition partition, String name, MetadataSource source, List<Tag> tags) {
    /** What the resource of a provider's ARN begins with. */
    public static final String RESOURCE = "saml-provider/";

    public SamlProvider {
        tags = List.copyOf(tags);
    }

    /** {@code arn:aws:iam::123456789012:saml-provider/Name}. */
    public Arn arn() {
        return Arn.iam(partition, account, RESOURCE + name);
    }
}
