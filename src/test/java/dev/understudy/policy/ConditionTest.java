package dev.understudy.policy;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * Every operator, by table. A row says how AWS's behaviour is known (R recorded against AWS in 2026 by third parties, D
 * documented, U unknown, where the strict reading is ours), the operator, the policy's values, the request's value or
 * values of the key, and whether the condition holds in an Allow and in a Deny. A list of values is a multivalued key.
 */
class ConditionTest {
    private static final String TEXT = """
            R | StringEquals              | "prod"           | "prod"              | true  | true
            D | StringEquals              | "prod"           | "Prod"              | false | false
            D | StringEquals              | ["a","b"]        | "b"                 | true  | true
            D | StringEquals              | ["a","b"]        | "c"                 | false | false
            R | StringEquals              | "a*"             | "ab"                | false | false
            R | StringEquals              | "a*"             | "a*"                | true  | true
            R | StringEquals              | "a?"             | "ab"                | false | false
            R | StringEquals              | ""               | ""                  | true  | true
            R | StringEquals              | ""               | absent              | false | false
            D | StringEquals              | "x"              | absent              | false | false
            R | StringEquals              | "team"           | ["team"]            | false | false
            R | StringEquals              | "team"           | ["team","env"]      | false | false
            R | StringEquals              | "team"           | []                  | false | false
            D | StringNotEquals           | "prod"           | "prod"              | false | false
            D | StringNotEquals           | "prod"           | "test"              | true  | true
            D | StringNotEquals           | ["a","b"]        | "b"                 | false | false
            D | StringNotEquals           | ["a","b"]        | "c"                 | true  | true
            R | StringNotEquals           | "x"              | absent              | true  | true
            R | StringNotEquals           | "team"           | ["team"]            | false | false
            R | StringNotEquals           | "team"           | ["env"]             | false | false
            R | StringNotEquals           | "team"           | []                  | true  | true
            D | StringEqualsIfExists      | "x"              | absent              | true  | true
            D | StringEqualsIfExists      | "x"              | "x"                 | true  | true
            D | StringEqualsIfExists      | "x"              | "y"                 | false | false
            R | StringEqualsIfExists      | "team"           | ["team"]            | false | false
            R | StringEqualsIfExists      | "team"           | []                  | true  | true
            R | StringNotEqualsIfExists   | "x"              | absent              | true  | true
            R | StringNotEqualsIfExists   | "team"           | ["env"]             | false | false
            R | StringEqualsIgnoreCase    | "prod"           | "PrOd"              | true  | true
            R | StringEqualsIgnoreCase    | "I"              | "ı"                 | false | false
            R | StringEqualsIgnoreCase    | "i"              | "İ"                 | false | false
            R | StringEqualsIgnoreCase    | "K"              | "K"                 | true  | true
            R | StringEqualsIgnoreCase    | "s"              | "ſ"                 | false | false
            R | StringEqualsIgnoreCase    | "ß"              | "ẞ"                 | true  | true
            R | StringEqualsIgnoreCase    | "ß"              | "SS"                | false | false
            R | StringEqualsIgnoreCase    | "Σ"              | "ς"                 | false | false
            R | StringEqualsIgnoreCase    | "Σ"              | "σ"                 | true  | true
            R | StringEqualsIgnoreCase    | "ΟΣ"             | "ος"                | true  | true
            R | StringEqualsIgnoreCase    | "ΟΣ"             | "οσ"                | false | false
            R | StringEqualsIgnoreCase    | "ΟΣΑ"            | "οσα"               | true  | true
            R | StringEqualsIgnoreCase    | "É"              | "é"                 | true  | true
            D | StringEqualsIgnoreCase    | "x"              | absent              | false | false
            R | StringNotEqualsIgnoreCase | "prod"           | "PrOd"              | false | false
            R | StringNotEqualsIgnoreCase | "I"              | "ı"                 | true  | true
            D | StringNotEqualsIgnoreCase | "x"              | absent              | true  | true
            D | StringLike                | "a*c"            | "abbc"              | true  | true
            D | StringLike                | "a*c"            | "abbd"              | false | false
            D | StringLike                | "a?c"            | "abc"               | true  | true
            D | StringLike                | "a?c"            | "ac"                | false | false
            D | StringLike                | "A*"             | "abc"               | false | false
            D | StringLike                | "*"              | ""                  | true  | true
            D | StringLike                | "*"              | absent              | false | false
            R | StringLike                | "?"              | "𐐀"                | false | false
            R | StringLike                | "??"             | "𐐀"                | true  | true
            R | StringLike                | "a*b"            | "a\\nb"             | true  | true
            R | StringLike                | "[ab]"           | "a"                 | false | false
            D | StringLike                | "repo:octo/*"    | "repo:octo/app:ref" | true  | true
            D | StringNotLike             | "a*"             | "abc"               | false | false
            D | StringNotLike             | "a*"             | "bcd"               | true  | true
            D | StringNotLike             | "a*"             | absent              | true  | true
            D | StringNotLike             | ["a*","b*"]      | "bcd"               | false | false
            """;

    private static final String NUMBERS = """
            R | NumericEquals              | "1"                | "1"                | true  | true
            R | NumericEquals              | "1"                | "2"                | false | false
            R | NumericEquals              | "1"                | "no-number"        | false | false
            R | NumericEquals              | "1"                | ""                 | false | false
            R | NumericEquals              | "1"                | "01"               | true  | true
            R | NumericEquals              | "1"                | "+1"               | true  | true
            R | NumericEquals              | "1"                | "1.0"              | true  | true
            R | NumericEquals              | "1"                | "1e0"              | true  | true
            R | NumericEquals              | "1"                | "NaN"              | false | false
            R | NumericEquals              | "1"                | "Infinity"         | false | false
            R | NumericEquals              | "01"               | "1"                | true  | true
            R | NumericEquals              | "+1"               | "1"                | true  | true
            R | NumericEquals              | "1."               | "1"                | true  | true
            R | NumericEquals              | "NaN"              | "1"                | false | false
            R | NumericEquals              | "9007199254740993" | "9007199254740992" | false | false
            D | NumericEquals              | 1                  | "1"                | true  | true
            D | NumericEquals              | ["1","2"]          | "2"                | true  | true
            D | NumericEquals              | "1"                | absent             | false | false
            D | NumericEquals              | "1"                | ["1"]              | false | false
            R | NumericNotEquals           | "1"                | "1"                | false | false
            R | NumericNotEquals           | "1"                | "2"                | true  | true
            R | NumericNotEquals           | "1"                | "no-number"        | true  | true
            R | NumericNotEquals           | "1"                | ""                 | true  | true
            R | NumericNotEquals           | "1"                | "1e0"              | false | false
            R | NumericNotEquals           | "1"                | "NaN"              | true  | true
            R | NumericNotEquals           | "NaN"              | "1"                | true  | true
            R | NumericNotEquals           | "NaN"              | "no-number"        | true  | true
            D | NumericNotEquals           | "1"                | absent             | true  | true
            R | NumericLessThan            | "9007199254740993" | "9007199254740992" | true  | true
            D | NumericLessThan            | "10"               | "10"               | false | false
            D | NumericLessThan            | "10"               | "9"                | true  | true
            U | NumericLessThan            | "10"               | "x"                | false | false
            D | NumericLessThan            | "10"               | absent             | false | false
            D | NumericLessThanIfExists    | "10"               | absent             | true  | true
            D | NumericLessThanEquals      | "10"               | "10.0"             | true  | true
            D | NumericLessThanEquals      | "10"               | "10.1"             | false | false
            D | NumericGreaterThan         | "10"               | "10"               | false | false
            D | NumericGreaterThan         | "10"               | "11"               | true  | true
            D | NumericGreaterThanEquals   | "10"               | "10"               | true  | true
            D | NumericGreaterThanEquals   | "10"               | "-11"              | false | false
            R | ForAnyValue:NumericEquals  | "1"                | ["no-number"]      | false | false
            R | ForAnyValue:NumericEquals  | "1"                | ["no-number","1"]  | true  | true
            R | ForAllValues:NumericEquals | "1"                | ["no-number","1"]  | false | false
            R | ForAnyValue:NumericNotEquals  | "1"             | ["1","2"]          | true  | true
            R | ForAllValues:NumericNotEquals | "1"             | ["no-number","2"]  | true  | true
            R | ForAllValues:NumericNotEquals | "1"             | ["no-number","1"]  | false | false
            """;

    private static final String DATES = """
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00Z"      | true  | true
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-02T00:00:00Z"      | false | false
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "not-a-date"                | false | false
            R | DateEquals             | "2030-01-01T00:00:00Z"      | ""                          | false | false
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "1893456000"                | true  | true
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "+1893456000"               | true  | true
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-01"                | true  | true
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00"       | true  | true
            R | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00.0001Z" | true  | true
            R | DateEquals             | "2030-01-01T00:00:00.1231Z" | "2030-01-01T00:00:00.1239Z" | true  | true
            R | DateEquals             | "not-a-date"                | "not-a-date"                | false | false
            D | DateEquals             | "2030-01-01T00:00:00Z"      | "2030-01-01T01:00:00+01:00" | true  | true
            D | DateEquals             | "2030-01-01T00:00:00Z"      | absent                      | false | false
            R | DateNotEquals          | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00Z"      | false | false
            R | DateNotEquals          | "2030-01-01T00:00:00Z"      | "2030-01-02T00:00:00Z"      | true  | true
            R | DateNotEquals          | "2030-01-01T00:00:00Z"      | "not-a-date"                | true  | true
            R | DateNotEquals          | "not-a-date"                | "2030-01-01T00:00:00Z"      | true  | true
            D | DateNotEquals          | "2030-01-01T00:00:00Z"      | absent                      | true  | true
            D | DateLessThan           | "2030-01-01T00:00:00Z"      | "2029-12-31T23:59:59Z"      | true  | true
            D | DateLessThan           | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00Z"      | false | false
            D | DateLessThanEquals     | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00Z"      | true  | true
            D | DateGreaterThan        | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00Z"      | false | false
            D | DateGreaterThan        | "2030-01-01T00:00:00Z"      | "2030-01-01T00:00:00.001Z"  | true  | true
            D | DateGreaterThanEquals  | 1893456000                  | "2030-01-01T00:00:00Z"      | true  | true
            U | DateEquals             | "2030-02-28T00:00:00Z"      | "2030-02-30"                | false | false
            U | DateEquals             | "2030-01-01T00:00:00Z"      | "2030"                      | false | false
            U | DateGreaterThan        | "2030-01-01T00:00:00Z"      | "999999999999999999"        | false | false
            """;

    private static final String OTHERS = """
            R | Bool                     | "true"              | "true"              | true  | true
            R | Bool                     | "TRUE"              | "true"              | true  | true
            R | Bool                     | "False"             | "false"             | true  | true
            R | Bool                     | "false"             | "true"              | false | false
            R | Bool                     | "false"             | ""                  | true  | true
            R | Bool                     | "false"             | " true "            | true  | true
            R | Bool                     | "false"             | "yes"               | true  | true
            R | Bool                     | "yes"               | "false"             | true  | true
            D | Bool                     | true                | "true"              | true  | true
            D | Bool                     | "false"             | absent              | false | false
            D | BoolIfExists             | "false"             | absent              | true  | true
            D | Bool                     | "true"              | ["true"]            | false | false
            R | BinaryEquals             | "YQ=="              | "YQ=="              | true  | true
            R | BinaryEquals             | "YQ=="              | "Yg=="              | false | false
            R | BinaryEquals             | "YQ=="              | "YQ"                | false | false
            R | BinaryEquals             | "YQ=="              | "YR=="              | false | false
            R | BinaryEquals             | "YQ=="              | " YQ== "            | false | false
            R | BinaryEquals             | "YQ=="              | "no-binary"         | false | false
            D | BinaryEquals             | "YQ=="              | absent              | false | false
            R | Null                     | "true"              | absent              | true  | true
            R | Null                     | "true"              | "x"                 | false | false
            R | Null                     | "true"              | ""                  | false | false
            R | Null                     | "false"             | ""                  | true  | true
            R | Null                     | "false"             | absent              | false | false
            R | Null                     | "yes"               | "present"           | true  | true
            R | Null                     | "TRUE"              | "present"           | false | false
            D | Null                     | ["true","false"]    | absent              | true  | true
            D | Null                     | "false"             | ["a"]               | true  | true
            R | Null                     | "true"              | []                  | true  | true
            R | ForAnyValue:StringEquals | "team"              | []                  | false | false
            R | ForAnyValue:StringEquals | "team"              | absent              | false | false
            R | ForAnyValue:StringEquals | "team"              | ["team"]            | true  | true
            R | ForAnyValue:StringEquals | "team"              | ["env"]             | false | false
            R | ForAnyValue:StringEquals | "team"              | ["team","env"]      | true  | true
            R | ForAnyValue:StringEquals | ""                  | ""                  | true  | true
            R | ForAnyValue:StringNotEquals | "team"           | absent              | false | false
            R | ForAnyValue:StringNotEquals | "team"           | ["team"]            | false | false
            R | ForAnyValue:StringNotEquals | "team"           | ["team","env"]      | true  | true
            U | ForAnyValue:StringEqualsIfExists | "team"      | absent              | true  | true
            R | ForAllValues:StringEquals | "team"             | absent              | true  | true
            R | ForAllValues:StringEquals | "team"             | []                  | true  | true
            R | ForAllValues:StringEquals | "team"             | ["team"]            | true  | true
            R | ForAllValues:StringEquals | "team"             | ["team","env"]      | false | false
            R | ForAllValues:StringEquals | "team"             | ""                  | false | false
            R | ForAllValues:StringNotEquals | "team"          | absent              | true  | true
            R | ForAllValues:StringNotEquals | "team"          | ["team"]            | false | false
            R | ForAllValues:StringNotEquals | "team"          | ["env"]             | true  | true
            R | ForAllValues:StringNotEquals | "team"          | ["team","env"]      | false | false
            D | ForAnyValue:StringLike   | "auth*"             | ["x","authenticated"] | true | true
            """;

    private static final String ADDRESSES = """
            R | IpAddress    | "192.0.2.0/24"       | "192.0.2.0"           | true  | true
            R | IpAddress    | "192.0.2.0/24"       | "192.0.2.255"         | true  | true
            R | IpAddress    | "192.0.2.0/24"       | "192.0.3.1"           | false | false
            R | IpAddress    | "192.0.2.5/24"       | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.0/31"       | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.0/31"       | "192.0.2.2"           | false | false
            R | IpAddress    | "192.0.2.1"          | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.1"          | "192.0.2.2"           | false | false
            R | IpAddress    | "192.0.2.0/0"        | "203.0.113.1"         | true  | true
            R | IpAddress    | "192.0.2.0/0"        | "2001:db8::1"         | false | false
            R | IpAddress    | "192.000.002.0/24"   | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.0/024"      | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.0/+24"      | "192.0.2.1"           | true  | true
            R | IpAddress    | "192.0.2.0/24"       | "192.000.2.1"         | true  | true
            R | IpAddress    | "192.0.2.0/24"       | "192.0.2.1/32"        | false | false
            R | IpAddress    | "192.0.2.0/24"       | "::ffff:192.0.2.1"    | true  | true
            R | IpAddress    | "192.0.2.0/24"       | ""                    | false | false
            R | IpAddress    | "::ffff:c000:200/120" | "192.0.2.1"          | false | false
            R | IpAddress    | "2001:db8::/64"      | "2001:db8::1"         | true  | true
            R | IpAddress    | "2001:DB8::/064"     | "2001:db8:0::ffff"    | true  | true
            R | IpAddress    | "2001:db8::/64"      | "2001:db8:0:1::1"     | false | false
            R | IpAddress    | "2001:db8::1"        | "2001:db8::1"         | true  | true
            R | IpAddress    | "2001:db8::1"        | "2001:db8::2"         | false | false
            R | IpAddress    | "2001:db8::5/64"     | "2001:db8::5"         | false | false
            R | IpAddress    | "2001:db8::4/127"    | "2001:db8::5"         | true  | true
            R | IpAddress    | "::/0"               | "2001:db8::1"         | true  | true
            R | IpAddress    | "2001:db8:::1/128"   | "2001:db8::1"         | true  | true
            R | IpAddress    | "2001:db8::1:/128"   | "2001:db8::1"         | true  | true
            R | IpAddress    | "0:2001:db8::1/128"  | ":2001:db8::1"        | true  | true
            R | IpAddress    | "not-an-ip"          | "192.0.2.1"           | false | false
            R | IpAddress    | "not-an-ip"          | "not-an-ip"           | false | false
            D | IpAddress    | ["10.0.0.0/8","192.0.2.0/24"] | "192.0.2.9" | true  | true
            D | IpAddress    | "192.0.2.0/24"       | absent                | false | false
            R | NotIpAddress | "192.0.2.0/24"       | "192.0.2.0"           | false | false
            R | NotIpAddress | "192.0.2.0/24"       | "192.0.3.1"           | true  | true
            R | NotIpAddress | "192.0.2.0/0"        | "2001:db8::1"         | true  | true
            R | NotIpAddress | "192.0.2.0/24"       | "not-an-ip"           | false | false
            R | NotIpAddress | "192.0.2.0/24"       | ""                    | false | false
            R | NotIpAddress | "192.0.2.0/24"       | "192.0.2.1/32"        | false | false
            R | NotIpAddress | "not-an-ip"          | "192.0.2.1"           | true  | true
            R | NotIpAddress | "not-an-ip"          | "not-an-ip"           | false | false
            R | NotIpAddress | "2001:db8::5/64"     | "2001:db8::5"         | true  | true
            D | NotIpAddress | "192.0.2.0/24"       | absent                | true  | true
            """;

    private static final String ARNS = """
            R | ArnLike     | "arn:aws:iam::*:user/*"  | "arn:aws:iam::123456789012:user/test" | true  | true
            R | ArnLike     | "arn:aws:iam::*:user/*"  | "arn:aws:iam::123456789012:role/test" | false | false
            R | ArnLike     | "arn:aws:iam::*:user/*"  | "not-an-arn"                          | false | false
            R | ArnLike     | "arn:aws:iam::*:user/*"  | ""                                    | false | false
            U | ArnLike     | "arn:aws:iam:*"          | "arn:aws:iam::123456789012:user/test" | false | true
            U | ArnLike     | "arn:aws:iam*:user/*"    | "arn:aws:iam::123456789012:user/test" | false | true
            D | ArnLike     | "arn:aws:s3:::b/*:c"     | "arn:aws:s3:::b/a:b:c"                | true  | true
            D | ArnEquals   | "arn:aws:iam::*:user/*"  | "arn:aws:iam::123456789012:user/test" | true  | true
            D | ArnEquals   | "arn:aws:iam::*:user/?"  | "arn:aws:iam::123456789012:user/test" | false | false
            D | ArnLike     | "arn:aws:iam::*:user/*"  | absent                                | false | false
            R | ArnNotLike  | "arn:aws:iam::*:user/*"  | "arn:aws:iam::123456789012:user/test" | false | false
            R | ArnNotLike  | "arn:aws:iam::*:user/*"  | "arn:aws:iam::123456789012:role/test" | true  | true
            R | ArnNotLike  | "arn:aws:iam::*:user/*"  | "not-an-arn"                          | false | false
            R | ArnNotLike  | "arn:aws:iam::*:user/*"  | ""                                    | false | false
            D | ArnNotEquals | "arn:aws:iam::*:user/*" | absent                                | true  | true
            R | ArnLike     | "not-an-arn"             | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnLike     | "not-an-arn"             | "not-an-arn"                          | false | false
            R | ArnNotLike  | "not-an-arn"             | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnNotLike  | "not-an-arn"             | "not-an-arn"                          | false | false
            R | ArnLike     | ["not-an-arn","arn:aws:iam::*:user/*"] | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnLike     | ["arn:aws:iam::*:user/*","not-an-arn"] | "arn:aws:iam::123456789012:user/test" | true  | true
            R | ArnLike     | ["not-an-arn","arn:aws:iam::*:role/*"] | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnLike     | ["arn:aws:iam::*:role/*","not-an-arn"] | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnNotLike  | ["not-an-arn","arn:aws:iam::*:user/*"] | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnNotLike  | ["arn:aws:iam::*:user/*","not-an-arn"] | "arn:aws:iam::123456789012:user/test" | false | false
            R | ArnNotLike  | ["not-an-arn","arn:aws:iam::*:role/*"] | "arn:aws:iam::123456789012:user/test" | false | true
            R | ArnNotLike  | ["arn:aws:iam::*:role/*","not-an-arn"] | "arn:aws:iam::123456789012:user/test" | false | true
            """;

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = TEXT)
    void text(String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = NUMBERS)
    void numbers(String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = DATES)
    void dates(String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = OTHERS)
    void booleansBinariesPresenceAndSets(
            String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = ADDRESSES)
    void addresses(String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = ARNS)
    void arns(String known, String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        check(operator, values, actual, inAllow, inDeny);
    }

    @Test
    void the_tables_cover_every_operator() {
        Set<String> covered = (TEXT + NUMBERS + DATES + OTHERS + ADDRESSES + ARNS)
                .lines()
                .map(line -> line.split("\\|", 3)[1].strip())
                .collect(Collectors.toSet());

        assertThat(covered)
                .containsAll(Arrays.stream(ConditionOperator.values())
                        .map(ConditionOperator::text)
                        .toList());
    }

    @Test
    void key_names_are_case_insensitive() {
        Policy policy = Policies.parse(
                PolicyType.SESSION, policy("Allow", "StringEquals", "\"x\"").replace("t:k", "T:K"));

        assertThat(policy.decide(Policies.request("s3:GetObject", "*", Policies.context("t:K", "\"x\""))))
                .isInstanceOf(Decision.Allowed.class);
    }

    /** A session policy, because it takes values that cannot be read. */
    private static void check(String operator, String values, String actual, boolean inAllow, boolean inDeny) {
        AuthorizationRequest request = Policies.request("s3:GetObject", "*", Policies.context("t:k", actual));

        Decision allow = Policies.parse(PolicyType.SESSION, policy("Allow", operator, values))
                .decide(request);
        Decision deny = Policies.parse(PolicyType.SESSION, policy("Deny", operator, values))
                .decide(request);

        assertThat(allow instanceof Decision.Allowed).as("in an Allow").isEqualTo(inAllow);
        assertThat(deny instanceof Decision.ExplicitlyDenied).as("in a Deny").isEqualTo(inDeny);
    }

    private static String policy(String effect, String operator, String values) {
        return """
                {"Statement": {"Effect": "%s", "Action": "*", "Resource": "*", "Condition": {"%s": {"t:k": %s}}}}
                """.formatted(effect, operator, values);
    }
}
