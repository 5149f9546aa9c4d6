package dev.understudy.control;

import dev.understudy.credentials.Revocations;
import dev.understudy.credentials.UnknownRoleException;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** Sessions that end before their time. */
public final class SessionCalls implements ControlCalls {
    private final Revocations revocations;

    public SessionCalls(Revocations revocations) {
        this.revocations = revocations;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(new Endpoint("POST", "/sessions/expire", (request, rest) -> expire(request)));
    }

    private HttpResponse expire(HttpRequest request) throws ControlException {
        StrictBody body = StrictBody.of(request, "accessKeyId", "roleArn", "all");
        if (body.members().size() != 1) {
            throw ControlException.badRequest("Say which sessions by exactly one of accessKeyId, roleArn, all.");
        }
        ObjectNode answer = Json.object();
        ObjectNode expired = answer.putObject("expired");
        try {
            expire(body, expired);
        } catch (UnknownRoleException unknown) {
            throw ControlException.notFound(String.valueOf(unknown.getMessage()));
        } catch (IllegalArgumentException refused) {
            throw ControlException.badRequest(String.valueOf(refused.getMessage()));
        }
        return Json.response(200, answer);
    }

    private void expire(StrictBody body, ObjectNode expired) throws ControlException {
        body.text("accessKeyId", "an access key id").ifPresent(id -> {
            revocations.expire(id);
            expired.put("accessKeyId", id);
        });
        body.text("roleArn", "the ARN of a role").ifPresent(arn -> {
            revocations.expireRole(arn);
            expired.put("roleArn", arn);
        });
        if (body.members().contains("all")) {
            if (!body.truth("all").orElse(false)) {
                throw StrictBody.wrong("all", "true");
            }
            revocations.expireAll();
            expired.put("all", true);
        }
    }
}
