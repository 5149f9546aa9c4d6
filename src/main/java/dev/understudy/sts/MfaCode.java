package dev.understudy.sts;

/**
 * A code that a caller reads off an MFA device.
 *
 * @param tokenCode six digits; never logged
 */
record MfaCode(String serialNumber, String tokenCode) {
    /** Leaves the code out, so that no log shows it. */
    @Override
    public String toString() {
        return "MfaCode[serialNumber=" + serialNumber + "]";
    }
}
