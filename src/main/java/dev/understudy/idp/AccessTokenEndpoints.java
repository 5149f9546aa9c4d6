package dev.understudy.idp;

import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import dev.understudy.token.OAuthProvider;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * What Login with Amazon and Facebook answer to who has an access token, at their own paths, so that an application's own
 * code can be pointed here.
 */
public final class AccessTokenEndpoints {
    /** Facebook's paths may begin with a version of the Graph API, which makes no difference here. */
    private static final Pattern VERSION = Pattern.compile("^graph\\.facebook\\.com/v[0-9]{1,3}\\.[0-9]{1,3}/");

    /** One of the paths. */
    @FunctionalInterface
    private interface Answer {
        HttpResponse to(HttpRequest request);
    }

    private final AccessTokens tokens;
    private final Map<String, Answer> answers;

    public AccessTokenEndpoints(AccessTokens tokens, InstantSource clock) {
        this.tokens = tokens;
        LoginWithAmazonEndpoints amazon = new LoginWithAmazonEndpoints(tokens, clock);
        FacebookEndpoints facebook = new FacebookEndpoints(tokens);
        answers = Map.of(
                "www.amazon.com/auth/o2/tokeninfo", amazon::tokenInfo,
                "www.amazon.com/user/profile", amazon::profile,
                "graph.facebook.com/debug_token", facebook::debugToken,
                "graph.facebook.com/me", facebook::me);
    }

    /**
     * The answer to a GET request, unless the path is none of these providers', or they are not played here.
     *
     * @param path of the request, from the provider's host on
     */
    public Optional<HttpResponse> answer(String path, HttpRequest request) {
        String plain = VERSION.matcher(path).replaceFirst(OAuthProvider.FACEBOOK.host() + "/");
        return Optional.ofNullable(answers.get(plain))
                .filter(answer -> tokens.plays(plain.substring(0, plain.indexOf('/'))))
                .map(answer -> answer.to(request));
    }
}
