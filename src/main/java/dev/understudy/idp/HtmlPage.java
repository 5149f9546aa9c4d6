package dev.understudy.idp;

import dev.understudy.server.Headers;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** A page without scripts, which loads nothing and stands in no frame. */
final class HtmlPage {
    private static final String STYLE = """
            :root{color-scheme:light dark;--line:#8886;--soft:#8882;--accent:#0b62c4}
            @media (prefers-color-scheme:dark){:root{--accent:#6db3ff}}
            *{box-sizing:border-box}
            body{margin:0;min-height:100vh;display:grid;place-items:center;padding:1.5rem;\
            font:1rem/1.5 system-ui,sans-serif;background:Canvas;color:CanvasText}
            main{width:100%;max-width:26rem;border:1px solid var(--line);border-radius:12px;padding:2rem}
            h1{font-size:1.375rem;line-height:1.3;margin:0 0 .5rem}
            p{margin:0 0 1.5rem;overflow-wrap:anywhere}
            form{display:grid;gap:.625rem}
            button,input{font:inherit;width:100%;padding:.625rem .875rem;border-radius:8px;border:1px solid var(--line);\
            background:transparent;color:inherit}
            button{text-align:left;cursor:pointer;overflow-wrap:anywhere}
            button:hover{background:var(--soft)}
            :focus-visible{outline:2px solid var(--accent);outline-offset:2px}
            button small{display:block;opacity:.75}
            button[autofocus],.go{border-color:var(--accent)}
            .row{display:flex;gap:.5rem;margin-top:.25rem}.row button{width:auto;white-space:nowrap;flex:none}
            .other{margin:1.5rem 0 .625rem}.quiet{border-color:transparent;opacity:.75;text-align:center}
            footer{margin-top:1.5rem;font-size:.8125rem;opacity:.75}
            """;

    private static final String STYLE_HASH = "'sha256-" + Base64.getEncoder().encodeToString(Sha256.of(STYLE)) + "'";

    private HtmlPage() {}

    /**
     * The page.
     *
     * @param title as text
     * @param body as HTML
     * @param formAction where its forms may lead, as Content-Security-Policy writes it
     */
    static HttpResponse of(int status, String title, String body, String formAction) {
        String html = """
                <!doctype html>
                <html lang="en">
                <head>
                <meta charset="utf-8">
                <meta name="viewport" content="width=device-width, initial-scale=1">
                <title>%s</title>
                <style>%s</style>
                </head>
                <body>
                <main>
                %s
                <footer>A test identity provider, played by Understudy. No password is asked for.</footer>
                </main>
                </body>
                </html>
                """.formatted(escape(title), STYLE, body);
        Headers headers = Headers.of(
                "Content-Type", "text/html; charset=utf-8",
                "Content-Security-Policy",
                        "default-src 'none'; style-src " + STYLE_HASH + "; base-uri 'none'; frame-ancestors 'none';"
                                + " form-action " + formAction,
                "X-Frame-Options", "DENY",
                "X-Content-Type-Options", "nosniff",
                "Referrer-Policy", "same-origin",
                "Cache-Control", "no-store");
        return new HttpResponse(status, headers, html.getBytes(StandardCharsets.UTF_8));
    }

    /** A page that says in a sentence why there is no other. */
    static HttpResponse refusal(OAuthException refused) {
        String body = "<h1>This sign-in cannot begin</h1>\n<p>" + escape(refused.description()) + "</p>";
        return of(refused.code().status(), "This sign-in cannot begin", body, "'none'");
    }

    /** The text, to stand in an element or in a quoted attribute. */
    static String escape(String text) {
        StringBuilder html = new StringBuilder(text.length());
        text.chars().forEach(c -> {
            switch (c) {
                case '&' -> html.append("&amp;");
                case '<' -> html.append("&lt;");
                case '>' -> html.append("&gt;");
                case '"' -> html.append("&quot;");
                case '\'' -> html.append("&#39;");
                default -> html.append((char) c);
            }
        });
        return html.toString();
    }
}
