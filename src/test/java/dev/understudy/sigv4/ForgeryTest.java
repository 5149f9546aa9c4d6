package dev.understudy.sigv4;

import static dev.understudy.sigv4.Requests.plus;
import static dev.understudy.sigv4.Requests.post;
import static dev.understudy.sigv4.Requests.presignedGet;
import static dev.understudy.sigv4.Requests.verify;
import static dev.understudy.sigv4.Requests.withBody;
import static dev.understudy.sigv4.Requests.withHeader;
import static dev.understudy.sigv4.Requests.withMethod;
import static dev.understudy.sigv4.Requests.withPath;
import static dev.understudy.sigv4.Requests.withQuery;
import static dev.understudy.sigv4.Requests.without;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** No request that was changed after signing passes. Documented: that is what a signature is for. */
class ForgeryTest {
    static Stream<Arguments> forgeries() {
        Map<String, SignedRequest> table = new LinkedHashMap<>();
        table.put("another method", withMethod(post(), "PUT"));
        table.put("another path", withPath(post(), "/other"));
        table.put("a query added", withQuery(post(), query -> "Action=AssumeRole"));
        table.put("another host", withHeader(post(), "Host", host -> "sts.us-east-1.amazonaws.com"));
        table.put("another port", withHeader(post(), "Host", host -> host + ":8443"));
        table.put("another content type", withHeader(post(), "Content-Type", type -> "application/json"));
        table.put("content type taken away", without(post(), "Content-Type"));
        table.put("a signed header twice", plus(post(), "X-Vault-AWS-IAM-Server-ID", "other.example.com"));
        table.put("a signed header changed", withHeader(post(), "X-Vault-AWS-IAM-Server-ID", id -> id + "."));
        table.put("a second later", withHeader(post(), "X-Amz-Date", date -> "20261121T120001Z"));
        table.put("another token", withHeader(post(), "X-Amz-Security-Token", token -> token + "A"));
        table.put("no token", without(post(), "X-Amz-Security-Token"));
        table.put("two tokens", plus(post(), "X-Amz-Security-Token", Requests.TOKEN));
        table.put("two dates", plus(post(), "X-Amz-Date", "20261121T120000Z"));
        table.put(
                "unsigned payload",
                plus(without(post(), "x-amz-content-sha256"), "x-amz-content-sha256", "UNSIGNED-PAYLOAD"));
        table.put("two authorizations", plus(post(), "Authorization", "AWS4-HMAC-SHA256 Credential=a"));
        table.put("empty body", withBody(post(), new byte[0]));
        for (String[] change : new String[][] {
            {"another key", "Credential=ASIA", "Credential=ASIB"},
            {"another day", "/20261121/", "/20261120/"},
            {"another region", "/eu-west-1/", "/eu-west-2/"},
            {"another service", "/sts/", "/iam/"},
            {"another terminator", "/aws4_request", "/aws5_request"},
            {"host not signed", "host;", ""},
            {"content type not signed", "content-type;", ""},
            {"token not signed", ";x-amz-security-token", ""},
            {"another header signed", "host;", "host;user-agent;"},
            {"signature in capitals", "Signature=", "Signature=A"},
            {"no signature", "Signature=", "Unsigned="},
            {"another algorithm", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"},
        }) {
            table.put(change[0], withHeader(post(), "Authorization", text -> replaceOnce(text, change[1], change[2])));
        }
        for (String[] change : new String[][] {
            {"presigned: another action", "Action=GetCallerIdentity", "Action=AssumeRole"},
            {"presigned: another version", "Version=2011", "Version=2012"},
            {"presigned: another parameter", "Version=", "x=y&Version="},
            {"presigned: another date", "T120000Z", "T120001Z"},
            {"presigned: another lifetime", "X-Amz-Expires=60", "X-Amz-Expires=61"},
            {"presigned: no lifetime", "&X-Amz-Expires=60", ""},
            {"presigned: another key", "Credential=ASIA", "Credential=ASIB"},
            {"presigned: another region", "eu-west-1", "eu-west-2"},
            {"presigned: another token", "X-Amz-Security-Token=I", "X-Amz-Security-Token=J"},
            {"presigned: cluster not signed", "%3Bx-k8s-aws-id", ""},
            {"presigned: another algorithm", "AWS4-HMAC-SHA256", "AWS4-HMAC-SHA512"},
            {"presigned: two dates", "X-Amz-Date=", "X-Amz-Date=20261121T120000Z&X-Amz-Date="},
        }) {
            table.put(change[0], withQuery(presignedGet(), query -> replaceOnce(query, change[1], change[2])));
        }
        table.put("presigned: another cluster", withHeader(presignedGet(), "x-k8s-aws-id", id -> "other"));
        table.put("presigned: another host", withHeader(presignedGet(), "Host", host -> "localhost"));
        table.put("presigned: another method", withMethod(presignedGet(), "POST"));
        table.put("presigned: a body", withBody(presignedGet(), new byte[] {1}));
        return table.entrySet().stream().map(row -> Arguments.of(row.getKey(), row.getValue()));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("forgeries")
    void forgeryIsRefused(String name, SignedRequest forgery) {
        assertThat(verify(forgery)).isInstanceOf(SignatureVerdict.Refused.class);
    }

    @Test
    void everyByteOfTheBodyCounts() {
        for (int i = 0; i < Requests.BODY.length; i++) {
            byte[] body = Requests.BODY.clone();
            body[i] ^= 1;
            // Without the declared hash the signature itself must notice.
            SignedRequest undeclared = without(withBody(post(), body), "x-amz-content-sha256");
            assertThat(verify(undeclared)).as("byte %d", i).isInstanceOf(SignatureVerdict.Refused.class);
        }
    }

    @Test
    void everyCharacterOfTheSignatureCounts() {
        Matcher signature = Pattern.compile("Signature=([0-9a-f]{64})")
                .matcher(post().header("Authorization").get(0));
        assertThat(signature.find()).isTrue();
        for (int i = 0; i < 64; i++) {
            StringBuilder changed = new StringBuilder(signature.group(1));
            changed.setCharAt(i, changed.charAt(i) == '0' ? '1' : '0');
            SignedRequest forgery =
                    withHeader(post(), "Authorization", text -> text.replace(signature.group(1), changed));
            assertThat(verify(forgery)).as("character %d", i).isInstanceOf(SignatureVerdict.Refused.class);
        }
        SignedRequest capitals = withHeader(
                post(),
                "Authorization",
                text -> text.replace(signature.group(1), signature.group(1).toUpperCase(Locale.ROOT)));
        assertThat(verify(capitals)).isInstanceOf(SignatureVerdict.Refused.class);
    }

    @Test
    void everySignedHeaderCounts() {
        SignedRequest request = post();
        Matcher names = Pattern.compile("SignedHeaders=([^,]+)")
                .matcher(request.header("Authorization").get(0));
        assertThat(names.find()).isTrue();
        assertThat(names.group(1).split(";", -1)).hasSizeGreaterThanOrEqualTo(5);
        for (String name : names.group(1).split(";", -1)) {
            assertThat(verify(withHeader(request, name, value -> value + "x")))
                    .as("%s changed", name)
                    .isInstanceOf(SignatureVerdict.Refused.class);
            assertThat(verify(without(request, name)))
                    .as("%s taken away", name)
                    .isInstanceOf(SignatureVerdict.Refused.class);
        }
    }

    /** Guards the table itself: a change that changes nothing proves nothing. */
    private static String replaceOnce(String text, String from, String to) {
        assertThat(text).contains(from);
        return text.replaceFirst(Pattern.quote(from), Matcher.quoteReplacement(to));
    }
}
