package dev.understudy.server;

/** A request that is not well formed, too large or too slow, and so ends its connection. */
final class Refusal extends Exception {
    private static final long serialVersionUID = 1;

    private final int status;

    Refusal(int status, String sentence) {
        super(sentence);
        this.status = status;
    }

    HttpResponse response() {
        return HttpResponse.text(status, String.valueOf(getMessage()));
    }
}
