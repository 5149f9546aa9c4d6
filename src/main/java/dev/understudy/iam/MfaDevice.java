package dev.understudy.iam;

import dev.understudy.aws.Base32;

/**
 * A virtual MFA device, which shows the codes of RFC 6238.
 *
 * @param serialNumber {@code arn:aws:iam::123456789012:mfa/alice}
 * @param base32StringSeed the secret that it shares with the account, in base32
 */
public record MfaDevice(String serialNumber, String base32StringSeed) {
    public MfaDevice {
        if (Base32.decode(base32StringSeed).isEmpty()) {
            throw new IllegalArgumentException("The seed of an MFA device is in base32");
        }
    }

    /** The secret itself. */
    public byte[] seed() {
        return Base32.decode(base32StringSeed).orElseThrow();
    }

    /** Leaves the seed out, so that no log shows it. */
    @Override
    public String toString() {
        return "MfaDevice[serialNumber=" + serialNumber + "]";
    }
}
