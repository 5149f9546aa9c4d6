package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.aws.Partition;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.regions.Region;

class RegionSetTest {
    /** Known from the AWS SDK for Java: a release of it with another region fails here. */
    @Test
    void every_region_of_the_sdk_is_listed_and_has_the_form() {
        List<String> regions = Region.regions().stream()
                .filter(region -> !region.isGlobalRegion())
                .map(Region::id)
                .toList();
        assertThat(Arrays.stream(Partition.values()).flatMap(partition -> partition.regions().stream()))
                .containsAll(regions)
                .allMatch(region -> new RegionSet.One(region).isServed());
    }

    @ParameterizedTest
    @EnumSource(Partition.class)
    void a_region_belongs_to_one_partition(Partition partition) {
        for (String region : partition.regions()) {
            assertThat(Arrays.stream(Partition.values()).filter(other -> other.names(region)))
                    .containsExactly(partition);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "us-east-1, true",
        "us-newplace-12, true",
        "us-east-100, false",
        "us-gov-west-1, true",
        "xx-east-1, false",
        "us-east, false",
        "US-EAST-1, false",
        "aws-global, false",
        "undefined, false",
        "'us-east-1 ', false",
        "us-east-1\u0660, false",
        "*, false",
        "us-*, false",
        "'us-east-1,us-east-2', false",
        "'', false"
    })
    void a_scope_names_one_region(String region, boolean served) {
        assertThat(new RegionSet.One(region).isServed()).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({
        "*, true",
        "**, true",
        "us-east-1, true",
        "'us-east-1,eu-west-1', true",
        "'us-east-1, eu-west-1', true",
        "'nowhere,eu-west-1', true",
        "us-west-*, true",
        "*-gov-*, true",
        "us-*-2, true",
        "us-newplace-1, true",
        "cn-*, true",
        "us-newplace-*, false",
        "xx-*, false",
        "U*, false",
        "nowhere, false",
        "us.*, false",
        "us-east-?, false",
        "\\E.*, false",
        "',', false",
        "'', false"
    })
    void a_set_is_good_if_it_holds_a_region(String set, boolean served) {
        assertThat(new RegionSet.Several(set).isServed()).isEqualTo(served);
    }

    @ParameterizedTest
    @CsvSource({"1024, true", "1025, false"})
    void a_set_has_a_limit(int length, boolean served) {
        assertThat(new RegionSet.Several("us-east-1," + "x".repeat(length - 10)).isServed())
                .isEqualTo(served);
    }

    /** A pattern with this many asterisks would take years if each could stand for any part of a name. */
    @ParameterizedTest
    @ValueSource(strings = {"*", "*a", "*-", "-*"})
    @Timeout(10)
    void many_asterisks_cost_no_time(String piece) {
        String member = piece.repeat(1023 / piece.length()) + "!";
        assertThat(new RegionSet.Several(member).isServed()).isFalse();
    }
}
