package dev.understudy.testing;

import java.net.URI;
import java.nio.file.Path;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * What an AWS SDK must be told to call Understudy in place of STS.
 *
 * @param region a region's name, such as {@code us-east-1}
 * @param webIdentity what the SDK's default credentials chain exchanges, if it shall
 */
public record AwsProperties(URI endpoint, String region, Optional<WebIdentity> webIdentity) {
    /**
     * A role and the token to assume it with.
     *
     * @param sessionName 2 to 64 characters of {@code [\w+=,.@-]}
     */
    public record WebIdentity(String roleArn, Path tokenFile, String sessionName) {}

    public AwsProperties(URI endpoint, String region) {
        this(endpoint, region, Optional.empty());
    }

    /** The same, with a role that the SDK assumes by itself. */
    public AwsProperties withWebIdentity(String roleArn, Path tokenFile, String sessionName) {
        return new AwsProperties(endpoint, region, Optional.of(new WebIdentity(roleArn, tokenFile, sessionName)));
    }

    /** Environment variables, for a process that a test starts. Every AWS SDK and the AWS CLI read these. */
    public Map<String, String> asEnvironment() {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("AWS_ENDPOINT_URL_STS", endpoint.toString());
        variables.put("AWS_REGION", region);
        // The older command line and boto3 read this one alone.
        variables.put("AWS_DEFAULT_REGION", region);
        webIdentity.ifPresent(identity -> {
            variables.put("AWS_ROLE_ARN", identity.roleArn());
            variables.put("AWS_WEB_IDENTITY_TOKEN_FILE", identity.tokenFile().toString());
            variables.put("AWS_ROLE_SESSION_NAME", identity.sessionName());
        });
        return Collections.unmodifiableMap(variables);
    }

    /** System properties, which the AWS SDK for Java 2 reads; they hold for the whole JVM. */
    public Map<String, String> asSystemProperties() {
        Map<String, String> properties = new LinkedHashMap<>();
        properties.put("aws.endpointUrlSts", endpoint.toString());
        properties.put("aws.region", region);
        webIdentity.ifPresent(identity -> {
            properties.put("aws.roleArn", identity.roleArn());
            properties.put("aws.webIdentityTokenFile", identity.tokenFile().toString());
            properties.put("aws.roleSessionName", identity.sessionName());
        });
        return Collections.unmodifiableMap(properties);
    }
}
