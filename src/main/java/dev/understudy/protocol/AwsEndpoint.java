package dev.understudy.protocol;

import dev.understudy.server.HttpAnswer;
import dev.understudy.server.HttpHandler;
import dev.understudy.server.HttpRequest;

/** AWS's services at one address: one that speaks AWS JSON names its operation in a header, STS in its parameters. */
public final class AwsEndpoint implements HttpHandler {
    static final String TARGET = "X-Amz-Target";

    private final StsEndpoint sts;
    private final CognitoEndpoint cognito;

    public AwsEndpoint(StsEndpoint sts, CognitoEndpoint cognito) {
        this.sts = sts;
        this.cognito = cognito;
    }

    @Override
    public HttpAnswer handle(HttpRequest request) {
        boolean json = request.path().equals("/")
                && request.method().equals("POST")
                && request.headers().first(TARGET).isPresent();
        return json ? cognito.handle(request) : sts.handle(request);
    }
}
