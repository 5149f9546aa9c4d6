package dev.understudy.sigv4;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigInteger;
import java.security.PublicKey;
import java.security.interfaces.ECPublicKey;
import java.security.spec.ECPoint;
import org.junit.jupiter.api.Test;

class EcdsaKeysTest {
    private final EcdsaKeys keys = new EcdsaKeys();

    /** Published with AWS's own signer, which tests itself with this access key. */
    @Test
    void key_pair_of_the_published_access_key_is_the_published_one() throws Exception {
        PublicKey key = keys.publicKey("AKISORANDOMAASORANDOM", "q+jcrXGc+0zWN6uzclKVhvMmUsIfRPa4rlRandom");
        assertThat(((ECPublicKey) key).getW())
                .isEqualTo(new ECPoint(
                        new BigInteger("15d242ceebf8d8169fd6a8b5a746c41140414c3b07579038da06af89190fffcb", 16),
                        new BigInteger("515242cedd82e94799482e4c0514b505afccf2c0c98d6a553bf539f424c5ec0", 16)));
    }

    @Test
    void key_is_worked_out_once() throws Exception {
        assertThat(keys.publicKey("AKIA", "secret")).isSameAs(keys.publicKey("AKIA", "secret"));
    }

    @Test
    void another_secret_or_id_has_another_key() throws Exception {
        PublicKey key = keys.publicKey("AKIA", "secret");
        assertThat(keys.publicKey("AKIA", "changed")).isNotEqualTo(key);
        assertThat(keys.publicKey("AKIB", "secret")).isNotEqualTo(key);
    }

    @Test
    void number_of_keys_that_are_kept_has_a_limit() throws Exception {
        PublicKey first = keys.publicKey("AKIA0", "secret");
        PublicKey second = keys.publicKey("AKIA1", "secret");
        for (int i = 2; i < EcdsaKeys.MAX_KEYS; i++) {
            keys.publicKey("AKIA" + i, "secret");
        }
        assertThat(keys.size()).isEqualTo(EcdsaKeys.MAX_KEYS);
        assertThat(keys.publicKey("AKIA0", "secret")).isSameAs(first);
        keys.publicKey("AKIA-one-more", "secret");
        assertThat(keys.size()).isEqualTo(EcdsaKeys.MAX_KEYS);
        assertThat(keys.publicKey("AKIA0", "secret")).as("used last").isSameAs(first);
        assertThat(keys.publicKey("AKIA1", "secret")).as("used first").isNotSameAs(second);
    }
}
