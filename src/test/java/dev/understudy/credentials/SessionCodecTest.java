package dev.understudy.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SessionCodecTest {
    @ParameterizedTest
    @MethodSource("dev.understudy.credentials.CredentialsTest#sessions")
    void sessionComesBackAsItWas(Session session) {
        assertThat(SessionCodec.decode(SessionCodec.encode(session))).contains(session);
    }

    @Test
    void nothingButExactlyOneSessionIsRead() {
        byte[] bytes = SessionCodec.encode(Sessions.full());
        byte[] more = Arrays.copyOf(bytes, bytes.length + 3);
        assertThat(SessionCodec.decode(more))
                .as("zeros mean nothing")
                .isEqualTo(SessionCodec.decode(bytes))
                .isPresent();
        more[bytes.length + 2] = 1;
        assertThat(SessionCodec.decode(more)).isEmpty();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(SessionCodec.decode(Arrays.copyOf(bytes, length)))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(SessionCodec.decode(new byte[SessionCodec.MAX_BYTES + 1])).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 100})
    void scopeDownPoliciesAreReadWithZerosBehindThem(int zeros) {
        Session session =
                Sessions.full().withPolicies(Sessions.full().policies().scopedDown(List.of("{}", "[]")));
        byte[] bytes = SessionCodec.encode(session);
        assertThat(SessionCodec.decode(Arrays.copyOf(bytes, bytes.length + zeros)))
                .contains(session);
    }

    @Test
    void otherVersionIsNotRead() {
        byte[] bytes = SessionCodec.encode(Sessions.full());
        bytes[0]++;
        assertThat(SessionCodec.decode(bytes)).isEmpty();
    }

    static Stream<Session> everyKind() {
        return Stream.concat(Stream.of(Sessions.full()), Sessions.ofEveryKind());
    }

    /** What earlier versions have sealed stays readable. */
    @Test
    void theEncodingOfARoleIsThatOfTheFirstVersion() {
        assertThat(HexFormat.of().formatHex(SessionCodec.encode(Sessions.webIdentity("1"))))
                .isEqualTo("0101001541524f41525a50555a44494b47423256414c433441002c61726e3a6177733a69616d3a3a3132333435"
                        + "363738393031323a726f6c652f526f6c65466f72476f6f676c65000461707031000c3132333435363738393031"
                        + "32000000006b0187c0000000006b0195d0000300156177733a46656465726174656450726f766964657201003a"
                        + "61726e3a6177733a69616d3a3a3132333435363738393031323a6f6964632d70726f76696465722f7365727665"
                        + "722e6578616d706c652e636f6d00167365727665722e6578616d706c652e636f6d3a7375620100013100167365"
                        + "727665722e6578616d706c652e636f6d3a61756401001361707069645f66726f6d5f6f6964635f696470000000"
                        + "0000000000");
    }

    /** A federated user comes from a user or root user, and from nobody else. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4, 5, 255})
    void aFederatedUserOfAnotherKindIsNotRead(int kind) {
        byte[] bytes =
                SessionCodec.encode(Sessions.ofEveryKind().skip(4).findFirst().orElseThrow());
        assertThat(bytes[1]).as("federated user").isEqualTo((byte) 4);
        assertThat(bytes[2]).as("of a root user").isEqualTo((byte) 3);
        bytes[2] = (byte) kind;
        assertThat(SessionCodec.decode(bytes)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("everyKind")
    void damagedBytesAreASessionOrNoneButNeverAnException(Session whole) {
        long seed = 20261121;
        Random random = new Random(seed);
        byte[] bytes = SessionCodec.encode(whole);
        int refused = 0;
        for (int run = 0; run < 20_000; run++) {
            byte[] damaged = bytes.clone();
            for (int i = 1 + random.nextInt(3); i > 0; i--) {
                damaged[random.nextInt(damaged.length)] = (byte) random.nextInt(256);
            }
            Optional<Session> session = SessionCodec.decode(damaged);
            refused += session.isEmpty() ? 1 : 0;
            if (session.isPresent()) {
                assertThat(SessionCodec.decode(SessionCodec.encode(session.get())))
                        .as("seed %d, run %d", seed, run)
                        .isEqualTo(session);
            }
        }
        assertThat(refused).isPositive();
    }
}
