package dev.understudy.control;

import dev.understudy.aws.Partition;
import dev.understudy.saml.InvalidAssertionRequestException;
import dev.understudy.saml.LocalSamlProviders;
import dev.understudy.server.Headers;
import dev.understudy.server.HttpRequest;
import dev.understudy.server.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.Supplier;

/** The local SAML providers: their metadata, as real identity providers publish it, and their assertions. */
public final class SamlCalls implements ControlCalls {
    private static final String PROVIDERS = "/saml/";
    private static final String METADATA = "/metadata.xml";
    private static final String ASSERTIONS = "/assertions";

    private final LocalSamlProviders providers;
    private final Supplier<Partition> partition;

    public SamlCalls(LocalSamlProviders providers, Supplier<Partition> partition) {
        this.partition = partition;
        this.providers = providers;
    }

    @Override
    public List<Endpoint> endpoints() {
        return List.of(
                new Endpoint("GET", PROVIDERS, this::metadata), new Endpoint("POST", PROVIDERS, this::assertion));
    }

    private HttpResponse metadata(HttpRequest request, String rest) throws ControlException {
        String xml = providers.metadataDocument(local(rest, METADATA), base(request));
        return new HttpResponse(
                200, Headers.of("Content-Type", "application/samlmetadata+xml"), xml.getBytes(StandardCharsets.UTF_8));
    }

    private HttpResponse assertion(HttpRequest request, String rest) throws ControlException {
        String provider = local(rest, ASSERTIONS);
        try {
            String assertion =
                    providers.issue(provider, AssertionRequestReader.read(provider, partition.get(), request));
            return Json.response(200, Json.object().put("SAMLAssertion", assertion));
        } catch (InvalidAssertionRequestException invalid) {
            throw ControlException.badRequest(String.valueOf(invalid.getMessage()));
        }
    }

    private String local(String rest, String call) throws ControlException {
        if (!rest.endsWith(call)) {
            throw ControlException.notFound(
                    "After a SAML provider's name, GET takes " + METADATA + " and POST takes " + ASSERTIONS + ".");
        }
        String name = rest.substring(0, rest.length() - call.length());
        if (!providers.plays(name)) {
            throw ControlException.notFound(name + " is not a local SAML provider of the configuration.");
        }
        return name;
    }

    /** Where the client has reached us. */
    private static String base(HttpRequest request) {
        return (request.secure() ? "https://" : "http://")
                + request.headers().first("Host").orElse("localhost");
    }
}
