package dev.understudy.config;

import dev.understudy.iam.AccessKey;
import dev.understudy.iam.MfaDevice;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Reads the access keys and MFA devices of users and root users. */
final class LongTermCredentials {
    private static final int MOST_ACCESS_KEYS = 2;
    private static final int MOST_MFA_DEVICES = 8;
    private static final String INACTIVE = "Inactive";
    private static final Fields ACCESS_KEY = Fields.of("AccessKeyId", "SecretAccessKey", "Status");
    private static final Fields MFA_DEVICE = Fields.of("SerialNumber", "Base32StringSeed");

    private final Names names;

    LongTermCredentials(Names names) {
        this.names = names;
    }

    List<AccessKey> accessKeys(Entry holder) {
        List<AccessKey> keys = new ArrayList<>();
        for (Entry entry : holder.entries("accessKeys", MOST_ACCESS_KEYS, ACCESS_KEY)) {
            Optional<String> id = entry.required("AccessKeyId", Rule.ACCESS_KEY_ID);
            id.ifPresent(it -> names.take("access key", it, entry.place("AccessKeyId")));
            Optional<String> secret = entry.required("SecretAccessKey", Rule.SECRET);
            boolean active = entry.optional("Status", Rule.KEY_STATUS)
                    .filter(INACTIVE::equals)
                    .isEmpty();
            id.ifPresent(it -> secret.ifPresent(text -> keys.add(new AccessKey(it, text, active))));
        }
        return keys;
    }

    List<MfaDevice> mfaDevices(Entry holder) {
        List<MfaDevice> devices = new ArrayList<>();
        for (Entry entry : holder.entries("mfaDevices", MOST_MFA_DEVICES, MFA_DEVICE)) {
            Optional<String> serial = entry.required("SerialNumber", Rule.MFA_SERIAL_NUMBER);
            serial.ifPresent(it -> names.take("MFA device", it, entry.place("SerialNumber")));
            Optional<String> seed = entry.required("Base32StringSeed", Rule.MFA_SEED);
            serial.ifPresent(it -> seed.ifPresent(text -> devices.add(new MfaDevice(it, text))));
        }
        return devices;
    }
}
