package dev.understudy.saml;

import static org.assertj.core.api.Assertions.assertThat;

import dev.understudy.aws.Partition;
import java.nio.charset.StandardCharsets;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.w3c.dom.Node;

/** Whatever is done to a good response: it is refused, or it says what it said. Nothing is thrown. */
class SamlFuzzTest {
    private static final SamlVerifier VERIFIER = new SamlVerifier(InstantSource.fixed(Responses.NOW));
    private static final String GOOD = Responses.good();

    private static String said(VerifiedAssertion assertion) {
        return assertion.issuer()
                + assertion.subject()
                + assertion.recipient()
                + assertion.issuedAt()
                + assertion.attributes()
                + assertion.session();
    }

    private static boolean harmless(byte[] xml) {
        SamlVerification verification =
                VERIFIER.verify(Base64.getEncoder().encodeToString(xml), Responses.metadata(), Partition.AWS);
        if (verification instanceof SamlVerification.Verified verified) {
            assertThat(said(verified.assertion())).isEqualTo(said(Responses.accepted(Responses.verify(GOOD))));
            return true;
        }
        return false;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void bytes_changed_removed_or_doubled_change_nothing_that_is_believed(long seed) {
        Random random = new Random(seed);
        byte[] good = GOOD.getBytes(StandardCharsets.UTF_8);
        int refused = 0;
        for (int i = 0; i < 700; i++) {
            byte[] changed = good.clone();
            int at = random.nextInt(changed.length);
            changed[at] =
                    (byte) (random.nextBoolean() ? random.nextInt(256) : " <>\"'&/=#:_aA0".charAt(random.nextInt(14)));
            refused += harmless(changed) ? 0 : 1;
            byte[] shorter = new byte[good.length - 1];
            System.arraycopy(good, 0, shorter, 0, at);
            System.arraycopy(good, at + 1, shorter, at, good.length - at - 1);
            refused += harmless(shorter) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(1000);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void elements_moved_copied_or_removed_change_nothing_that_is_believed(long seed) {
        Random random = new Random(seed);
        int refused = 0;
        for (int i = 0; i < 400; i++) {
            Document document = Responses.parse(GOOD);
            for (int step = 0; step <= random.nextInt(3); step++) {
                shuffle(document, random);
            }
            refused += harmless(Responses.text(document).getBytes(StandardCharsets.UTF_8)) ? 0 : 1;
        }
        assertThat(refused).isGreaterThan(250);
    }

    private static void shuffle(Document document, Random random) {
        List<Element> elements =
                new ArrayList<>(Elements.all(document.getDocumentElement()).toList());
        Element one = elements.get(random.nextInt(elements.size()));
        Element other = elements.get(random.nextInt(elements.size()));
        if (one == document.getDocumentElement()) {
            return;
        }
        switch (random.nextInt(4)) {
            case 0 -> one.getParentNode().removeChild(one);
            case 1 -> other.appendChild(one.cloneNode(true));
            case 2 -> one.setTextContent(other.getTextContent());
            default -> {
                Node copy = one.cloneNode(true);
                if (copy instanceof Element element && element.hasAttributeNS(null, "ID")) {
                    element.setAttributeNS(null, "ID", "_" + random.nextInt(1000));
                }
                one.getParentNode().insertBefore(copy, one);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void noise_is_refused(long seed) {
        Random random = new Random(seed);
        for (int i = 0; i < 300; i++) {
            byte[] noise = new byte[random.nextInt(200)];
            random.nextBytes(noise);
            assertThat(harmless(noise)).isFalse();
            assertThat(VERIFIER.verify(
                            new String(noise, StandardCharsets.ISO_8859_1), Responses.metadata(), Partition.AWS))
                    .isInstanceOf(SamlVerification.Rejected.class);
        }
    }
}
