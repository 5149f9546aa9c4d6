package dev.understudy.sigv4;

import java.security.MessageDigest;
import java.util.HexFormat;

/** Signature Version 4: an HMAC with a key that is good for one day, region and service. */
final class HmacSigning implements SigningAlgorithm {
    static final String NAME = "AWS4-HMAC-SHA256";

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CredentialScope scope(SignatureClaim claim) throws SignatureRefusal {
        return CredentialScope.ofOneRegion(claim.credential());
    }

    @Override
    public boolean verify(CredentialScope scope, String secret, String stringToSign, String signature) {
        byte[] key = Hashing.utf8("AWS4" + secret);
        for (String part : scope.text().split("/", -1)) {
            key = Hashing.hmac(key, Hashing.utf8(part));
        }
        String expected = HexFormat.of().formatHex(Hashing.hmac(key, Hashing.utf8(stringToSign)));
        return MessageDigest.isEqual(Hashing.utf8(expected), Hashing.utf8(signature));
    }
}
