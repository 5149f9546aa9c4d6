package dev.understudy.sts;

import java.util.Optional;

/** The MFA parameters of a request, each within the constraints of AWS's model. */
record MfaParameters(Optional<String> serialNumber, Optional<String> tokenCode) {
    static MfaParameters read(Members members, Constraints constraints) throws StsException {
        return new MfaParameters(
                constraints.optional("serialNumber", members.string("SerialNumber"), TextConstraint.SERIAL_NUMBER),
                constraints.optional("tokenCode", members.string("TokenCode"), TextConstraint.TOKEN_CODE));
    }

    /**
     * The code, if the request brings one.
     *
     * @throws StsException if one parameter comes without the other; what AWS answers then is not known
     */
    Optional<MfaCode> code() throws StsException {
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
        return "MfaParameters[serialNumber=" + serialNumber + "]";
    }
}
