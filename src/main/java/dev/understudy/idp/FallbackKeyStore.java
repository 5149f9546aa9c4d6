package dev.understudy.idp;

import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * Keeps keys in files, and those that cannot be written in memory: in a container whose file system is read-only, or
 * for a user without a home. Keys that are there and cannot be read stay an error.
 */
public final class FallbackKeyStore implements IssuerKeyStore {
    private static final Logger LOG = System.getLogger(FallbackKeyStore.class.getName());

    private final IssuerKeyStore files;
    private final IssuerKeyStore memory = new MemoryKeyStore();
    private final AtomicBoolean warned = new AtomicBoolean();

    public FallbackKeyStore(IssuerKeyStore files) {
        this.files = files;
    }

    @Override
    public Optional<KeyRing> find(String issuer) {
        return memory.find(issuer).or(() -> files.find(issuer));
    }

    @Override
    public KeyRing keys(String issuer, Supplier<KeyRing> generator) {
        Optional<KeyRing> kept = memory.find(issuer);
        if (kept.isPresent()) {
            return kept.get();
        }
        try {
            return files.keys(issuer, generator);
        } catch (UnwritableKeyStoreException e) {
            warn(e);
            return memory.keys(issuer, generator);
        }
    }

    @Override
    public KeyRing change(String issuer, UnaryOperator<KeyRing> change) {
        if (memory.find(issuer).isEmpty()) {
            try {
                return files.change(issuer, change);
            } catch (UnwritableKeyStoreException e) {
                warn(e);
                files.find(issuer).ifPresent(ring -> memory.keys(issuer, () -> ring));
            }
        }
        return memory.change(issuer, change);
    }

    private void warn(UnwritableKeyStoreException cause) {
        if (warned.compareAndSet(false, true)) {
            LOG.log(
                    Level.WARNING,
                    cause.getMessage() + " Such keys live in this process only: it does not accept tokens that another"
                            + " process signs. Set UNDERSTUDY_HOME to a directory that can be written to share them.");
        }
    }
}
