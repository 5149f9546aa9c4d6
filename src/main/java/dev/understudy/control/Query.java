package dev.understudy.control;

import dev.understudy.protocol.QueryParameters;
import dev.understudy.server.HttpRequest;
import dev.understudy.sts.StsException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** The query of a control call. */
final class Query {
    private Query() {}

    /** The parameters, each of which may be given once. */
    static QueryParameters of(HttpRequest request) throws ControlException {
        try {
            QueryParameters parameters = QueryParameters.ofForm(request.query().getBytes(StandardCharsets.ISO_8859_1));
            long given = Arrays.stream(request.query().split("&"))
                    .filter(pair -> !pair.isEmpty())
                    .count();
            if (given > parameters.names().size()) {
                throw ControlException.badRequest("Each parameter of the query may be given once.");
            }
            return parameters;
        } catch (StsException malformed) {
            throw ControlException.badRequest("The query cannot be decoded: " + malformed.reason() + ".");
        }
    }
}
