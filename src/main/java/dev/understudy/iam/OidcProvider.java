package dev.understudy.iam;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import java.util.List;

/**
 * An IAM OIDC identity provider: an issuer that an account trusts, and the audiences that it accepts from it.
 *
 * @param url the issuer without scheme and without {@code :443}; case and a trailing slash are kept, as IAM keeps them
 * @param clientIdList accepted audiences
 */
public record OidcProvider(
        AccountId account,
        Partition partition,
        String url,
        List<String> clientIdList,
        List<String> thumbprintList,
        List<Tag> tags) {
    private static final String SCHEME = "https://";

    public OidcProvider {
        clientIdList = List.copyOf(clientIdList);
        thumbprintList = List.copyOf(thumbprintList);
        tags = List.copyOf(tags);
    }

    /** {@code arn:aws:iam::123456789012:oidc-provider/host/path}. */
    public Arn arn() {
        return Arn.iam(partition, account, "oidc-provider/" + url);
    }

    /** The provider's URL as IAM stores it, from an issuer with scheme: {@code https://} and {@code :443} are dropped. */
    public static String urlOf(String issuer) {
        String url = issuer.startsWith(SCHEME) ? issuer.substring(SCHEME.length()) : issuer;
        int path = url.indexOf('/');
        String host = path < 0 ? url : url.substring(0, path);
        return host.endsWith(":443")
                ? host.substring(0, host.length() - ":443".length()) + (path < 0 ? "" : url.substring(path))
                : url;
    }
}
