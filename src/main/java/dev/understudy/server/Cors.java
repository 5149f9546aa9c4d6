package dev.understudy.server;

/** Who may call a route from a web page. */
public enum Cors {
    /** Pages of every origin, as with AWS's own endpoints, which browser SDKs call. */
    ANY_ORIGIN,
    /**
     * Only pages that this server itself served. A page elsewhere that a developer happens to visit cannot call the
     * route, not even under a DNS name that its owner points at this machine.
     */
    OWN_ORIGIN
}
