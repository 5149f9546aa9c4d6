package dev.understudy.server;

/** Who may call a route from a web page. */
public enum Cors {
    /** Pages of every origin, as with AWS's own endpoints, which browser SDKs call. */
    ANY_ORIGIN,
    /**
     * Only pages that this server itself served. A page elsewhere that a developer happens to visit cannot call the
     * route, not even under a DNS name that its owner points at this machine.
     */
    OWN_ORIGIN,
    /**
     * The handler judges the page; here only the host name is looked at, so that no stranger can point a DNS name of his
     * own at this machine and have his page taken for one of this server.
     */
    OWN_HOST,
    /** The handler judges the page, and the route takes only requests whose host name is known to be right. */
    HANDLER
}
