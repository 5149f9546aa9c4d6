package dev.understudy.benchmarks;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * An identity policy of forty statements. The last gives users their own folder. The others are near it in every way:
 * they miss a read in a user's folder by its action, its resource or a condition.
 */
final class FortyStatements {
    /** The id of the last statement. */
    static final String LAST = "OwnFolder";

    private static final int OTHERS = 39;

    /** Each is repeated with another number in the place of the {@code #}. */
    private static final List<String> SHAPES = List.of("""
            {"Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:PutItem", "dynamodb:Query"],
             "Resource": "arn:aws:dynamodb:*:123456789012:table/table-#"}""", """
            {"Effect": "Allow", "Action": "s3:Get*",
             "Resource": ["arn:aws:s3:::reports-#", "arn:aws:s3:::reports-#/*"]}""", """
            {"Effect": "Allow", "Action": "s3:*Object",
             "Resource": "arn:aws:s3:::*/${aws:username}/drafts-#/*"}""", """
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mobile-app/*",
             "Condition": {"StringLike": {"aws:PrincipalTag/team": ["audit-#-*", "backup-#-*"]}}}""", """
            {"Effect": "Deny", "Action": "s3:*", "Resource": "*",
             "Condition": {"IpAddress": {"aws:SourceIp": "198.51.100.#/32"}}}""", """
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mobile-app/*",
             "Condition": {"DateLessThan": {"aws:CurrentTime": "20#-01-01T00:00:00Z"}}}""", """
            {"Effect": "Allow", "Action": "*",
             "Resource": "arn:aws:lambda:*:123456789012:function:mobile-?-#-*"}""", """
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::mobile-app/*",
             "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/team-#/*"}}}""");

    private static final String OWN_FOLDER = """
            {"Sid": "%s", "Effect": "Allow", "Action": ["s3:GetObject", "s3:PutObject"],
             "Resource": "arn:aws:s3:::mobile-app/${aws:username}/*",
             "Condition": {"StringEquals": {"aws:PrincipalTag/team": ["web", "mobile"]},
                           "Bool": {"aws:SecureTransport": "true"}}}""".formatted(LAST);

    private FortyStatements() {}

    static String document() {
        Stream<String> others = IntStream.range(0, OTHERS)
                // No year of these is later than 2025, and the request's is.
                .mapToObj(i -> SHAPES.get(i % SHAPES.size()).replace("#", "%02d".formatted(i % 26)));
        return Stream.concat(others, Stream.of(OWN_FOLDER))
                .collect(Collectors.joining(",\n", "{\"Version\": \"2012-10-17\", \"Statement\": [\n", "\n]}"));
    }
}
