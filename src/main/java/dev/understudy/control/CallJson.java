package dev.understudy.control;

import dev.understudy.journal.Call;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The form in which events show a call. What is not known is left out. */
final class CallJson {
    private CallJson() {}

    static ObjectNode of(Call call) {
        ObjectNode json = Json.object()
                .put("requestId", call.requestId())
                .put("at", call.at().toString())
                .put("action", call.action())
                .put("outcome", call.outcome().name().toLowerCase(Locale.ROOT));
        call.error()
                .ifPresent(error ->
                        put(json.putObject("error").put("code", error.code().wireCode()), "message", error.message()));
        json.put("summary", call.trace().summary());
        put(json, "injectedFault", call.injectedFault());
        put(json, "role", call.role());
        put(json, "roleSessionName", call.asked().sessionName());
        call.asked().duration().ifPresent(duration -> json.put("durationSeconds", duration.toSeconds()));
        put(json, "issuer", call.issuer());
        put(json, "subject", call.subject());
        put(json, "tokenDigest", call.asked().tokenDigest());
        call.signer().ifPresent(signer -> {
            ObjectNode caller = json.putObject("caller");
            put(caller, "arn", signer.arn());
            caller.put("accessKeyId", signer.accessKeyId());
        });
        call.issued()
                .ifPresent(issued -> json.putObject("issued")
                        .put("accessKeyId", issued.accessKeyId())
                        .put("expiration", issued.expiration().toString()));
        json.put("sourceAddress", call.client().address());
        put(json, "userAgent", call.client().userAgent());
        return json;
    }

    private static void put(ObjectNode json, String name, Optional<String> value) {
        value.ifPresent(text -> json.put(name, text));
    }
}
