package dev.understudy.credentials;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class SessionCodecTest {
    @ParameterizedTest
    @MethodSource("dev.understudy.credentials.CredentialsTest#sessions")
    void sessionComesBackAsItWas(Session session) {
        assertThat(SessionCodec.decode(SessionCodec.encode(session))).contains(session);
    }

    @Test
    void nothingButExactlyOneSessionIsRead() {
        byte[] bytes = SessionCodec.encode(Sessions.full());
        assertThat(SessionCodec.decode(Arrays.copyOf(bytes, bytes.length + 1))).isEmpty();
        for (int length = 0; length < bytes.length; length++) {
            assertThat(SessionCodec.decode(Arrays.copyOf(bytes, length)))
                    .as("first %d bytes", length)
                    .isEmpty();
        }
        assertThat(SessionCodec.decode(new byte[SessionCodec.MAX_BYTES + 1])).isEmpty();
    }

    @Test
    void otherVersionIsNotRead() {
        byte[] bytes = SessionCodec.encode(Sessions.full());
        bytes[0]++;
        assertThat(SessionCodec.decode(bytes)).isEmpty();
    }

    @Test
    void damagedBytesAreASessionOrNoneButNeverAnException() {
        long seed = 20261121;
        Random random = new Random(seed);
        byte[] bytes = SessionCodec.encode(Sessions.full());
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
