package dev.understudy.idp;

import java.io.Serial;
import java.util.Collection;

/** The issuer is not one that is played here. The message says which are, in one sentence. Unchecked: the author of a test can only correct the name. */
public final class UnknownIssuerException extends RuntimeException {
    @Serial
    private static final long serialVersionUID = 1;

    UnknownIssuerException(String issuer, Collection<String> names) {
        super(issuer + " is not a local issuer; the configuration marks these as local: " + String.join(", ", names)
                + ". To play it too, write \"" + Issuers.url(issuer) + ": local\" under \"issuers\".");
    }
}
