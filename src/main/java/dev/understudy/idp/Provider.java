package dev.understudy.idp;

/**
 * A local issuer as a client has reached it.
 *
 * @param issuer its URL, as its tokens and its discovery document name it
 * @param base the address below which its endpoints were reached, without a slash at its end
 */
record Provider(String issuer, LocalIssuer settings, String base) {
    String uri(PublicEndpoint endpoint) {
        return base + protocol().path(endpoint);
    }

    Protocol protocol() {
        return Protocol.of(issuer);
    }
}
