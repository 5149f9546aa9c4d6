package dev.understudy.protocol;

import dev.understudy.server.HttpRequest;
import dev.understudy.sts.StsFault;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The form of a response: XML, or JSON for a client that says it accepts it. The request is the same either way. */
enum WireFormat {
    XML("text/xml") {
        @Override
        String write(Element root, String namespace) {
            return XmlWriter.write(root, namespace);
        }

        @Override
        String writeError(Element error, Element requestId, String namespace) {
            return XmlWriter.write(Element.structure("ErrorResponse", error, requestId), namespace);
        }
    },
    JSON("application/json") {
        @Override
        String write(Element root, String namespace) {
            return JsonWriter.write(List.of(root));
        }

        @Override
        String writeError(Element error, Element requestId, String namespace) {
            return JsonWriter.write(List.of(error, requestId));
        }
    };

    private final String contentType;

    WireFormat(String contentType) {
        this.contentType = contentType;
    }

    static WireFormat of(HttpRequest request) {
        boolean json = request.headers().all("Accept").stream()
                .anyMatch(accept -> accept.toLowerCase(Locale.ROOT).contains(JSON.contentType));
        return json ? JSON : XML;
    }

    String contentType() {
        return contentType;
    }

    /** The envelope of a call that was carried out. */
    String success(String action, List<Element> result, RequestId requestId, String namespace) {
        return write(
                Element.structure(
                        action + "Response",
                        Element.structure(action + "Result", result),
                        Element.structure("ResponseMetadata", Element.text("RequestId", requestId.id()))),
                namespace);
    }

    /** The envelope of a refusal. */
    String error(StsFault fault, RequestId requestId, String namespace) {
        List<Element> error = new ArrayList<>();
        error.add(Element.text("Type", fault.code().type()));
        error.add(Element.text("Code", fault.code().wireCode()));
        fault.message().ifPresent(message -> error.add(Element.text("Message", message)));
        return writeError(Element.structure("Error", error), Element.text("RequestId", requestId.id()), namespace);
    }

    abstract String write(Element root, String namespace);

    abstract String writeError(Element error, Element requestId, String namespace);
}
