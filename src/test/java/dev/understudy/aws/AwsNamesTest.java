package dev.understudy.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.HashSet;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class AwsNamesTest {
    /** Documented: six fields; region and account may be empty. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "arn:aws:iam::123456789012:role/path/Name",
                "arn:aws:iam::123456789012:oidc-provider/host.example.com/path:8443",
                "arn:aws-cn:sts::123456789012:assumed-role/R/S",
                "arn:aws:s3:::bucket/key:with:colons",
                "arn:aws:ec2:us-east-1:123456789012:instance/i-1"
            })
    void arnIsReadAndPrintedUnchanged(String text) {
        assertThat(Arn.parse(text).map(Arn::toString)).contains(text);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "arn",
                "arn:aws:iam::1",
                "arn:aws:iam::123456789012:",
                "arn::iam::1:r",
                "arn:aws:::1:r",
                "ARN:aws:iam::1:r",
                " arn:aws:iam::1:r",
                "urn:aws:iam::1:r"
            })
    void textWithoutTheSixFieldsIsNoArn(String text) {
        assertThat(Arn.parse(text)).isEmpty();
    }

    @Test
    void arnFieldsAreTakenApart() {
        assertThat(Arn.parse("arn:aws:iam::123456789012:oidc-provider/a:b"))
                .contains(new Arn("aws", "iam", "", "123456789012", "oidc-provider/a:b"));
        AccountId account = new AccountId("123456789012");
        assertThat(Arn.iam(Partition.AWS, account, "role/R")).hasToString("arn:aws:iam::123456789012:role/R");
        assertThat(Arn.sts(Partition.AWS_US_GOV, account, "assumed-role/R/S"))
                .hasToString("arn:aws-us-gov:sts::123456789012:assumed-role/R/S");
    }

    @Test
    void anyTextIsAnArnThatPrintsUnchangedOrNone() {
        long seed = 1121;
        Random random = new Random(seed);
        int arns = 0;
        for (int run = 0; run < 50_000; run++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) > 0 ? "arn:" : "");
            for (int i = random.nextInt(24); i > 0; i--) {
                text.append("a:/*\u00e9\n\ud83d".charAt(random.nextInt(7)));
            }
            Optional<Arn> arn = Arn.parse(text.toString());
            arns += arn.isPresent() ? 1 : 0;
            assertThat(arn.map(Arn::toString).orElse(text.toString()))
                    .as("seed %d, run %d", seed, run)
                    .isEqualTo(text.toString());
        }
        assertThat(arns).isPositive();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "12345678901",
                "1234567890123",
                "12345678901a",
                " 23456789012",
                "\u0661\u0662\u0663\u0664\u0665\u0666\u0667\u0668\u0669\u0660\u0661\u0662"
            })
    void accountIdHasTwelveAsciiDigits(String text) {
        assertThat(AccountId.parse(text)).isEmpty();
        assertThatThrownBy(() -> new AccountId(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void accountIdKeepsLeadingZeros() {
        AccountId account = AccountId.parse("000000000042").orElseThrow();
        assertThat(account).hasToString("000000000042");
        assertThat(account.number()).isEqualTo(42);
    }

    /** Recorded: pairs of key and account that other projects published. */
    @ParameterizedTest
    @CsvSource({"AKIARZPUZDIKGB2VALC4, 123456789012", "ASIAQAAAAAAAGMKEM7X5, 000000000000"})
    void accessKeyIdCarriesTheAccount(String id, String account) {
        assertThat(UniqueIds.accountOf(id)).contains(new AccountId(account));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "AKIA",
                "AKIARZPUZDIKGB2VALC",
                "AKIARZPUZDIKGB2VALC4AA",
                "AKIArzpuzdikgb2valc4",
                "AKIARZPUZDIKGB2VALC0",
                "AKIAIOSFODNN7EXAMPLE",
                "AKIA7777777777777777"
            })
    void otherTextCarriesNoAccount(String id) {
        assertThat(UniqueIds.accountOf(id)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"000000000000", "000000000001", "123456789012", "999999999999"})
    void idsThatAreMadeCarryTheirAccount(String number) {
        AccountId account = new AccountId(number);
        Random random = new Random(7);
        Set<String> seen = new HashSet<>();
        for (int run = 0; run < 1000; run++) {
            String key = UniqueIds.accessKeyId(UniqueIds.TEMPORARY_ACCESS_KEY, account, random);
            assertThat(key).matches("ASIA[A-Z2-7]{16}");
            assertThat(UniqueIds.accountOf(key)).contains(account);
            seen.add(key);
            byte[] noise = new byte[16];
            random.nextBytes(noise);
            String role = UniqueIds.uniqueId(UniqueIds.ROLE, account, noise);
            assertThat(role).matches("AROA[A-Z2-7]{17}");
            assertThat(UniqueIds.accountOf(role)).contains(account);
            assertThat(UniqueIds.uniqueId(UniqueIds.ROLE, account, noise)).isEqualTo(role);
        }
        assertThat(seen).hasSize(1000);
    }
}
