package dev.understudy.idp;

import dev.understudy.token.SignedToken;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Where a GitHub workflow asks for its tokens. A job holds a request token, and presents it for a token of the audience
 * that it wants. Nothing is stored: the request token is signed by the workflow's issuer and carries the workflow's facts.
 * It has no {@code sub}, so that no provider takes it for an identity, whatever audiences it accepts.
 */
public final class GitHubTokenService {
    /** As long as a job may run on GitHub's machines. */
    static final Duration LIFE = Duration.ofHours(6);

    static final String TYPE = "understudy-github-request+jwt";
    static final String AUDIENCE = "urn:understudy:github-request";
    private static final String FACTS = "facts";

    private final LocalIssuers issuers;
    private final InstantSource clock;

    public GitHubTokenService(LocalIssuers issuers, InstantSource clock) {
        this.issuers = issuers;
        this.clock = clock;
    }

    /**
     * A request token for a workflow's job.
     *
     * @param workflow of {@link Preset#GITHUB}
     * @throws IllegalArgumentException if the facts contradict each other
     * @throws UnknownIssuerException if the workflow's issuer is not played here
     */
    public String requestToken(PresetRequest workflow) {
        ObjectNode claims = JsonNodeFactory.instance.objectNode();
        ObjectNode facts = claims.putObject(FACTS);
        workflow.options().forEach(facts::put);
        return issuers.sign(TokenRequest.of(workflow.token().issuer(), List.of(AUDIENCE), Optional.empty())
                .withClaims(claims)
                .withHeader("typ", TYPE)
                .withExpiresIn(LIFE));
    }

    /**
     * A token of the workflow that the request token was given to.
     *
     * @param audience that the workflow asks for; else the token is for the owner of its repository
     * @return none if this is no request token, or it has expired
     */
    public Optional<String> token(String requestToken, Optional<String> audience) {
        return issuers.verified(requestToken)
                .filter(this::isCurrent)
                .flatMap(GitHubTokenService::workflow)
                .map(workflow -> issuers.sign(
                        workflow.token(List.of(audience.orElseGet(() -> GitHubPreset.ownerUrl(workflow))))));
    }

    private boolean isCurrent(SignedToken token) {
        ObjectNode claims = token.claims();
        return TYPE.equals(token.header().path("typ").asString(""))
                && AUDIENCE.equals(claims.path("aud").asString(""))
                && claims.path("exp").asLong(0) > clock.instant().getEpochSecond();
    }

    /** Who can have a token signed can sign any facts, so they are read as strictly as the first time. */
    private static Optional<PresetRequest> workflow(SignedToken token) {
        JsonNode issuer = token.claims().path("iss");
        if (!(token.claims().path(FACTS) instanceof ObjectNode facts)) {
            return Optional.empty();
        }
        try {
            PresetRequest workflow = PresetRequest.fromJson(Preset.GITHUB, facts);
            return Optional.of(workflow).filter(known -> known.token().issuer().equals(issuer.asString("")));
        } catch (InvalidTokenRequestException | IllegalArgumentException wrong) {
            return Optional.empty();
        }
    }
}
