package dev.understudy.sts;

import java.util.Optional;

/**
 * The MFA parameters of a request.
 *
 * @param tokenCode six digits; never logged
 */
record MfaCode(String serialNumber, String tokenCode) {
    /**
     * Reads the two parameters.
     *
     * @throws StsException if one comes without the other; what AWS answers then is not known
     */
    static Optional<MfaCode> of(Optional<String> serialNumber, Optional<String> tokenCode) throws StsException {
        if (serialNumber.isPresent() != tokenCode.isPresent()) {
            throw new StsException(
                    MfaVerifier.INVALID_DEVICE,
                    "SerialNumber and TokenCode come together; "
                            + (serialNumber.isPresent() ? "TokenCode" : "SerialNumber") + " is missing.");
        }
        return serialNumber.flatMap(serial -> tokenCode.map(code -> new MfaCode(serial, code)));
    }

    /** Leaves the code out, so that no log shows it. */
    @Override
    public String toString() {
        return "MfaCode[serialNumber=" + serialNumber + "]";
    }
}
