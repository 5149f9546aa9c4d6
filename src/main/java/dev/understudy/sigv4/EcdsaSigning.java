package dev.understudy.sigv4;

import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.SignatureException;
import java.util.HexFormat;
import java.util.regex.Pattern;

/**
 * Signature Version 4A: an ECDSA signature on P-256 that is good for a set of regions. The key pair follows from the
 * access key, whatever day, region and service it signs for.
 */
final class EcdsaSigning implements SigningAlgorithm {
    static final String NAME = "AWS4-ECDSA-P256-SHA256";

    /** DER in lower-case hexadecimal, as clients send it; no signature on P-256 is longer than 72 bytes. */
    private static final Pattern SIGNATURE = Pattern.compile("([0-9a-f]{2}){8,72}");

    private final EcdsaKeys keys = new EcdsaKeys();

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public CredentialScope scope(SignatureClaim claim) throws SignatureRefusal {
        String regions = claim.regionSet()
                .filter(set -> !set.isEmpty())
                .orElseThrow(() -> SignatureRefusal.malformed("SigV4A needs an X-Amz-Region-Set that is signed"));
        return CredentialScope.ofSeveralRegions(claim.credential(), new RegionSet.Several(regions));
    }

    @Override
    public boolean verify(CredentialScope scope, String secret, String stringToSign, String signature) {
        if (!SIGNATURE.matcher(signature).matches()) {
            return false;
        }
        try {
            Signature verifier = Signature.getInstance("SHA256withECDSA");
            verifier.initVerify(keys.publicKey(scope.accessKeyId(), secret));
            verifier.update(Hashing.utf8(stringToSign));
            return verifier.verify(HexFormat.of().parseHex(signature));
        } catch (SignatureException e) {
            return false; // it is no signature at all
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every Java platform has ECDSA on P-256", e);
        }
    }
}
