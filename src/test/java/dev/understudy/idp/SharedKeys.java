package dev.understudy.idp;

import dev.understudy.token.SigningKeys;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/** A store in memory whose keys are at hand, because RSA keys are slow to make. */
final class SharedKeys implements IssuerKeyStore {
    private final IssuerKeyStore memory = IssuerKeyStore.inMemory();
    private final Supplier<SigningKeys> keys;

    SharedKeys(SigningKeys keys) {
        this(() -> keys);
    }

    SharedKeys(Supplier<SigningKeys> keys) {
        this.keys = keys;
    }

    @Override
    public Optional<KeyRing> find(String issuer) {
        return memory.find(issuer);
    }

    @Override
    public KeyRing keys(String issuer, Supplier<KeyRing> generator) {
        return memory.keys(issuer, () -> KeyRing.of(keys.get()));
    }

    @Override
    public KeyRing change(String issuer, UnaryOperator<KeyRing> change) {
        return memory.change(issuer, change);
    }
}
