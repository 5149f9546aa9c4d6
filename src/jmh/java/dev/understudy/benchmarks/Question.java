package dev.understudy.benchmarks;

import dev.understudy.policy.AuthorizationRequest;
import dev.understudy.policy.Decision;
import dev.understudy.policy.MalformedPolicyException;
import dev.understudy.policy.Policy;
import dev.understudy.policy.PolicyType;
import dev.understudy.policy.RequestContext;
import dev.understudy.policy.Requester;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** A policy, a request, and what the policy must say to it. */
record Question(Policy policy, AuthorizationRequest request, Decision answer) {
    private static final String ACCOUNT = "123456789012";
    private static final String GOOGLE = "accounts.google.com";
    private static final String COGNITO = "cognito-identity.amazonaws.com";
    private static final String GITHUB = "token.actions.githubusercontent.com";

    static Question named(String name) {
        return switch (name) {
            case "LoginWithAmazon" ->
                webIdentity(
                        "RoleForLoginWithAmazon",
                        "www.amazon.com",
                        session()
                                .with("www.amazon.com:app_id", "amzn1.application-oa2-123456")
                                .with("www.amazon.com:user_id", "amzn1.account.ALICE"),
                        allowedBy("Statement[0]"));
            case "Facebook" ->
                webIdentity(
                        "RoleForFacebook",
                        "graph.facebook.com",
                        session()
                                .with("graph.facebook.com:app_id", "111222333444555")
                                .with("graph.facebook.com:id", "100000000000001"),
                        allowedBy("Statement[0]"));
            case "Google" -> google("666777888999000", allowedBy("Statement[0]"));
            case "GoogleWrongAudience" -> google("666777888999001", new Decision.ImplicitlyDenied());
            case "Cognito" ->
                webIdentity(
                        "RoleForCognito",
                        COGNITO,
                        session()
                                .with(COGNITO + ":aud", "us-east:12345678-ffff-ffff-ffff-123456")
                                .with(COGNITO + ":sub", "us-east:12345678-ffff-ffff-ffff-654321")
                                .withAll(COGNITO + ":amr", List.of("authenticated", "graph.facebook.com")),
                        allowedBy("Statement[0]"));
            case "GitHubActions" ->
                webIdentity(
                        "RoleForGitHubActions",
                        "arn:aws:iam::" + ACCOUNT + ":oidc-provider/" + GITHUB,
                        session()
                                .with(GITHUB + ":aud", "sts.amazonaws.com")
                                .with(GITHUB + ":sub", "repo:octo-org/octo-repo:ref:refs/heads/main"),
                        allowedBy("Statement[0]"));
            case "FortyStatementsHit" -> fortyStatements("alice", allowedBy(FortyStatements.LAST));
            case "FortyStatementsMiss" -> fortyStatements("bob", new Decision.ImplicitlyDenied());
            default -> throw new IllegalArgumentException(name);
        };
    }

    private static Question google(String audience, Decision answer) {
        RequestContext.Builder keys = session()
                .with(GOOGLE + ":aud", audience)
                .with(GOOGLE + ":oaud", audience)
                .with(GOOGLE + ":sub", "112233445566778899000");
        return webIdentity("RoleForGoogle", GOOGLE, keys, answer);
    }

    private static Question webIdentity(String role, String provider, RequestContext.Builder keys, Decision answer) {
        return new Question(
                parse(PolicyType.TRUST, packaged(role + ".trust.json")),
                new AuthorizationRequest(
                        new Requester.Federated(provider), "sts:AssumeRoleWithWebIdentity", "", keys.build()),
                answer);
    }

    /** Alice asks for a file in somebody's folder. */
    private static Question fortyStatements(String owner, Decision answer) {
        String alice = "arn:aws:iam::" + ACCOUNT + ":user/alice";
        RequestContext context = RequestContext.builder()
                .with("aws:username", "alice")
                .with("aws:PrincipalArn", alice)
                .with("aws:PrincipalTag/team", "mobile")
                .with("aws:SourceIp", "203.0.113.200")
                .with("aws:SecureTransport", "true")
                .with("aws:CurrentTime", "2026-01-01T00:00:00Z")
                .build();
        return new Question(
                parse(PolicyType.IDENTITY, FortyStatements.document()),
                new AuthorizationRequest(
                        new Requester.Aws(ACCOUNT, List.of(alice)),
                        "s3:GetObject",
                        "arn:aws:s3:::mobile-app/" + owner + "/photos/2026/holiday.jpg",
                        context),
                answer);
    }

    private static RequestContext.Builder session() {
        return RequestContext.builder()
                .with("sts:RoleSessionName", "benchmark")
                .with("sts:RoleAuthorizedByIdp", "false");
    }

    private static Decision allowedBy(String statement) {
        return new Decision.Allowed(List.of(statement));
    }

    private static Policy parse(PolicyType type, String document) {
        try {
            return Policy.parse(type, document);
        } catch (MalformedPolicyException e) {
            throw new IllegalStateException(document, e);
        }
    }

    private static String packaged(String file) {
        try (InputStream document = Policy.class.getResourceAsStream("/dev/understudy/packaged/policies/" + file)) {
            if (document == null) {
                throw new IllegalStateException("There is no packaged policy " + file);
            }
            return new String(document.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
