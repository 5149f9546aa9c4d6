package dev.understudy.idp;

import static dev.understudy.idp.HtmlPage.escape;

import dev.understudy.server.HttpResponse;
import java.net.URI;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Asks who signs in. Each form carries the whole request, which is checked again when it comes back, so that nothing need
 * be kept meanwhile and nothing can be changed to what would have been refused.
 */
final class SignInPage {
    static final String SUBJECT = "subject";
    static final String REFUSED = "refused";

    private final AuthorizationResponse response;
    private final String action;
    private final String hidden;
    private final Optional<String> hint;

    /** @param hint the {@code login_hint}, which chooses in advance and signs nobody in */
    SignInPage(AuthorizationResponse response, Map<String, String> carried, Optional<String> hint) {
        this.response = response;
        this.action = escape(response.provider().uri(PublicEndpoint.SIGN_IN));
        this.hidden = carried.entrySet().stream()
                .map(entry -> "<input type=\"hidden\" name=\"" + escape(entry.getKey()) + "\" value=\""
                        + escape(entry.getValue()) + "\">")
                .collect(Collectors.joining("\n"));
        this.hint = hint;
    }

    HttpResponse render() {
        String issuer = escape(response.provider().issuer());
        String body = """
                <h1>Sign in to %s</h1>
                <p>with an account of %s</p>
                %s
                %s
                %s""".formatted(escape(response.client().clientId()), issuer, users(), other(), refuse());
        return HtmlPage.of(200, "Sign in", body, formAction());
    }

    private String users() {
        String buttons = response.provider().settings().offered().stream()
                .map(this::button)
                .collect(Collectors.joining("\n"));
        return form(buttons);
    }

    private String button(LocalUser user) {
        String focus = hint.equals(Optional.of(user.subject())) || (hint.isPresent() && hint.equals(user.email()))
                ? " autofocus"
                : "";
        String subject = escape(user.subject());
        String detail = user.email().map(HtmlPage::escape).orElse(subject);
        return "<button name=\"" + SUBJECT + "\" value=\"" + subject + "\"" + focus + ">"
                + user.name().map(HtmlPage::escape).orElse(subject) + " <small>" + detail + "</small></button>";
    }

    private String other() {
        String value = hint.map(text -> " value=\"" + escape(text) + "\"").orElse("");
        return """
                <div class="other"><label for="subject">Or as anyone else, by subject</label>
                %s</div>""".formatted(form("""
                <div class="row"><input id="subject" name="%s" required maxlength="%d" autocomplete="off"\
                 spellcheck="false"%s>
                <button class="go">Sign in</button></div>""".formatted(SUBJECT, LocalUser.LONGEST_SUBJECT, value)));
    }

    private String refuse() {
        return form("<button class=\"quiet\" name=\"" + REFUSED + "\" value=\"true\">Refuse</button>");
    }

    private String form(String content) {
        return "<form method=\"post\" action=\"" + action + "\">\n" + hidden + "\n" + content + "\n</form>";
    }

    /**
     * Chromium holds the redirects after a form to the same rule, those of the application included, and the rule has no
     * form for IPv6 addresses; so the web's schemes are let through, and an application's own.
     */
    private String formAction() {
        String scheme =
                String.valueOf(URI.create(response.redirectUri()).getScheme()).toLowerCase(Locale.ROOT);
        String own = scheme.equals("http") || scheme.equals("https") ? "" : " " + scheme + ":";
        return "'self' http: https:" + own;
    }
}
