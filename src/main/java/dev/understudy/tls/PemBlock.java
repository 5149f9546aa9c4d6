package dev.understudy.tls;

import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * One block of a PEM text (RFC 7468).
 *
 * @param label such as {@code CERTIFICATE}
 * @param base64 what stands between its first and its last line
 */
record PemBlock(String label, String base64) {
    private static final Pattern BLOCK =
            Pattern.compile("-----BEGIN ([A-Z0-9 ]{1,40})-----([^-]*+(?:-(?!----)[^-]*+)*+)-----END \\1-----");

    /** The blocks in their order; what stands between them is a comment. */
    static List<PemBlock> all(String pem) {
        return BLOCK.matcher(pem)
                .results()
                .map(found -> new PemBlock(found.group(1), found.group(2)))
                .toList();
    }

    /** The bytes, unless the block is no clean base64. */
    Optional<byte[]> bytes() {
        try {
            return Optional.of(Base64.getDecoder().decode(base64.replaceAll("\\s", "")));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** The label only: the rest may be a key. */
    @Override
    public String toString() {
        return "PemBlock[" + label + "]";
    }
}
