package dev.understudy.credentials;

import dev.understudy.aws.UniqueIds;
import java.security.SecureRandom;
import java.util.Optional;
import java.util.concurrent.atomic.LongAdder;

/** Makes temporary credentials. Nothing is stored, so a million of them cost no memory. */
public final class CredentialMinter {
    private final SessionSeal seal;
    private final SecureRandom random;
    private final MintStamps stamps;
    private final LongAdder minted = new LongAdder();

    public CredentialMinter(SealingKey key, SecureRandom random, MintStamps stamps) {
        this.seal = new SessionSeal(key);
        this.random = random;
        this.stamps = stamps;
    }

    /**
     * New credentials for the session; each call draws another access key id.
     *
     * @param minimumTokenSize the fewest characters that the session token may have, if the call asks for any
     * @throws IllegalArgumentException if the session is larger than a token may be (47 KiB)
     */
    public TemporaryCredentials mint(Session session, Optional<Integer> minimumTokenSize) {
        String accessKeyId = UniqueIds.accessKeyId(UniqueIds.TEMPORARY_ACCESS_KEY, session.account(), random);
        byte[] nonce = new byte[SessionSeal.NONCE_LENGTH];
        random.nextBytes(nonce);
        TemporaryCredentials credentials = seal.seal(accessKeyId, stamps.next(), session, nonce, minimumTokenSize);
        minted.increment();
        return credentials;
    }

    /** How many credentials were made. */
    public long minted() {
        return minted.sum();
    }
}
