package dev.understudy.sts;

import dev.understudy.iam.MfaDevice;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.LongStream;

/**
 * Checks MFA codes. A code is good during its step of 30 seconds and the ones before and after, and only once, as RFC 6238
 * asks. Safe for many threads.
 */
public final class MfaVerifier {
    static final StsFault INVALID_DEVICE = new StsFault(
            StsErrorCode.ACCESS_DENIED,
            "MultiFactorAuthentication failed, unable to validate MFA code.  Please verify your MFA serial number is"
                    + " valid and associated with this user.");
    private static final StsFault INVALID_CODE = new StsFault(
            StsErrorCode.ACCESS_DENIED, "MultiFactorAuthentication failed with invalid MFA one time pass code. ");
    private static final int WINDOW = 1;

    /** Beyond it, the oldest use of a device is forgotten. A test may take time back to a step whose code was used. */
    private static final int MOST_REMEMBERED = 1_000;

    /** The steps whose codes were used, by serial number, in the order of use. */
    private final Map<String, Set<Long>> used = new ConcurrentHashMap<>();

    /**
     * Uses up the code, if the call brings one.
     *
     * @param caller whose device it must be
     * @throws StsException {@code AccessDenied}
     */
    void check(Caller caller, Optional<MfaCode> code, Instant now, Trace.Recorder trace) throws StsException {
        if (code.isPresent()) {
            trace.check(
                    "MFA",
                    () -> verify(caller, code.get(), now),
                    device -> "The code of " + device.serialNumber() + " is good.");
        }
    }

    private MfaDevice verify(Caller caller, MfaCode code, Instant now) throws StsException {
        Optional<MfaDevice> device = devices(caller).stream()
                .filter(it -> it.serialNumber().equals(code.serialNumber()))
                .findFirst();
        if (device.isEmpty()) {
            throw new StsException(INVALID_DEVICE, caller.arn() + " has no MFA device " + code.serialNumber() + ".");
        }
        byte[] seed = device.get().seed();
        long step = Totp.step(now);
        long[] matching = LongStream.rangeClosed(step - WINDOW, step + WINDOW)
                .filter(near -> isEqual(Totp.code(seed, near), code.tokenCode()))
                .toArray();
        if (matching.length == 0) {
            throw new StsException(
                    INVALID_CODE, "The code is not one that " + code.serialNumber() + " shows at " + now + ".");
        }
        if (!use(code.serialNumber(), matching[0])) {
            throw new StsException(
                    INVALID_CODE, "The code of " + code.serialNumber() + " was used before; each is good once.");
        }
        return device.get();
    }

    /** A session of a role has none: its codes would be somebody else's. */
    private static List<MfaDevice> devices(Caller caller) {
        return caller instanceof Caller.Holder self ? self.holder().mfaDevices() : List.of();
    }

    /** Forgets which codes were used. */
    public void reset() {
        used.clear();
    }

    private boolean use(String serialNumber, long step) {
        Set<Long> steps = used.computeIfAbsent(serialNumber, any -> new LinkedHashSet<>());
        synchronized (steps) {
            boolean first = steps.add(step);
            if (steps.size() > MOST_REMEMBERED) {
                steps.remove(steps.iterator().next());
            }
            return first;
        }
    }

    private static boolean isEqual(String a, String b) {
        return MessageDigest.isEqual(a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
    }
}
