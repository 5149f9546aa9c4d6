import io.undertow.Undertow;

/** The least that answers over Undertow: what Understudy's start is held against. */
public final class Hello {
    public static void main(String[] arguments) {
        Undertow.builder()
                .addHttpListener(Integer.parseInt(arguments[0]), "127.0.0.1")
                .setHandler(exchange -> exchange.getResponseSender().send("hello"))
                .build()
                .start();
    }
}
