package dev.understudy.control;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;

/** Hands out the server's certificate, so that clients can be told to trust it. */
public final class CertificateCalls implements ControlCalls {
    private final Optional<String> pem;

    /** @param pem the server's certificate chain; none if it does not speak TLS */
    public CertificateCalls(Optional<String> pem) {
        this.pem = pem;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("GET", "/certificate", (request, rest) -> certificate()));
    }

    private HttpResponse certificate() throws ControlException {
        String chain = pem.orElseThrow(() -> ControlException.notFound(
                "This server does not speak TLS, so it has no certificate. Start it with --tls-port, or configure"
                        + " server.tls."));
        return new HttpResponse(
                200,
                Headers.of(
                        "Content-Type",
                        "application/x-pem-file",
                        "Content-Disposition",
                        "attachment; filename=\"understudy.pem\""),
                chain.getBytes(StandardCharsets.US_ASCII));
    }
}
