package dev.understudy.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpHandler;
import com.sun.net.httpserver.HttpServer;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.io.IOException;
import java.io.InputStream;
import java.lang.ref.Reference;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Collectors;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Against real servers on the loopback interface. */
class HttpKeyFetcherTest {
    private static final String KEYS = "{\"keys\":[]}";
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String AGENT = "understudy";

    @TempDir
    Path directory;

    private final List<String> requests = new CopyOnWriteArrayList<>();
    private final CountDownLatch end = new CountDownLatch(1);
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;
    private HttpServer other;

    @BeforeEach
    void start() throws IOException {
        server = start(HttpServer.create());
        other = start(HttpServer.create());
    }

    @AfterEach
    void stop() {
        end.countDown();
        server.stop(0);
        other.stop(0);
        threads.shutdownNow();
    }

    private <S extends HttpServer> S start(S unbound) throws IOException {
        unbound.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        unbound.setExecutor(threads);
        unbound.start();
        return unbound;
    }

    private static URI uri(HttpServer server, String path) {
        String scheme = server instanceof HttpsServer ? "https" : "http";
        return URI.create(scheme + "://127.0.0.1:" + server.getAddress().getPort() + path);
    }

    private void serve(HttpServer on, String path, HttpHandler handler) {
        on.createContext(path, exchange -> {
            requests.add(exchange.getRequestURI().getPath() + " "
                    + exchange.getRequestHeaders().getOrDefault("Authorization", List.of()));
            handler.handle(exchange);
            exchange.close();
        });
    }

    private void serve(String path, String body) {
        serve(server, path, exchange -> answer(exchange, 200, "application/json", body));
    }

    private void redirect(String path, String location) {
        serve(server, path, exchange -> {
            exchange.getResponseHeaders().set("Location", location);
            exchange.sendResponseHeaders(302, -1);
        });
    }

    private static void answer(HttpExchange exchange, int status, String type, String body) throws IOException {
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        exchange.getResponseHeaders().set("Content-Type", type);
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
    }

    private static String fetch(KeySource source) throws KeyFetchException {
        return new HttpKeyFetcher(LONG).fetch(Tokens.ISSUER, source);
    }

    private static KeySource jwks(URI uri) {
        return new KeySource.JwksUri(uri, KeySource.Access.PLAIN);
    }

    private static String failure(KeySource source) {
        return failure(new HttpKeyFetcher(LONG), Tokens.ISSUER, source);
    }

    private static String failure(KeyFetcher fetcher, String issuer, KeySource source) {
        KeyFetchException failure = catchThrowableOfType(KeyFetchException.class, () -> fetcher.fetch(issuer, source));
        assertThat(failure).isNotNull();
        return failure.explanation();
    }

    @Test
    void jwksUri_isFetched() throws Exception {
        serve(server, "/jwks", exchange -> {
            assertThat(exchange.getRequestHeaders().getFirst("Accept")).isEqualTo("application/json");
            assertThat(exchange.getRequestHeaders().getFirst("User-Agent")).isEqualTo(AGENT);
            exchange.getResponseHeaders().set("Set-Cookie", "a=b");
            assertThat(exchange.getRequestHeaders().containsKey("Cookie")).isFalse();
            answer(exchange, 200, "application/jwk-set+json", KEYS);
        });
        HttpKeyFetcher fetcher = new HttpKeyFetcher(LONG);

        assertThat(fetcher.fetch(Tokens.ISSUER, jwks(uri(server, "/jwks")))).isEqualTo(KEYS);
        assertThat(fetcher.fetch(Tokens.ISSUER, jwks(uri(server, "/jwks")))).isEqualTo(KEYS);
        assertThat(requests).hasSize(2);
    }

    private String document(String issuer, String jwksUri) {
        return Json.newObject().put("issuer", issuer).put("jwks_uri", jwksUri).toString();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "/"})
    void discovery_isAtTheIssuer(String slash) throws Exception {
        String issuer = uri(server, "/realm") + slash;
        serve(
                "/realm/.well-known/openid-configuration",
                document(issuer, uri(server, "/jwks").toString()));
        serve("/jwks", KEYS);

        assertThat(new HttpKeyFetcher(LONG).fetch(issuer, new KeySource.Discovery(KeySource.Access.PLAIN)))
                .isEqualTo(KEYS);
    }

    @Test
    void discoveryUri_mustNameTheIssuerOfTheToken() throws Exception {
        URI uri = uri(server, "/document");
        KeySource source = new KeySource.DiscoveryUri(uri, KeySource.Access.PLAIN);
        serve("/document", document(Tokens.ISSUER, uri(server, "/jwks").toString()));
        serve("/jwks", KEYS);

        assertThat(fetch(source)).isEqualTo(KEYS);
        assertThat(failure(new HttpKeyFetcher(LONG), Tokens.ISSUER + "/", source))
                .isEqualTo("The discovery document at " + uri + " names the issuer \"https://server.example.com\", but"
                        + " the token's issuer is \"https://server.example.com/\"; let the identity provider and its"
                        + " document use one name, or write into the configuration issuers: {"
                        + " \"https://server.example.com/\": { jwksUri: \"" + uri(server, "/jwks") + "\" } }, with"
                        + " caCertificate and bearerTokenFile if they are needed.");
    }

    /** A query may hold a secret, and half an address would be no help. */
    @ParameterizedTest
    @ValueSource(strings = {"?api_key=hunter2", "?", "/%LONG%"})
    void anAddressThatMustNotBeShown_isNotSuggested(String end) throws Exception {
        URI uri = uri(server, "/document?token=hunter2");
        KeySource source = new KeySource.DiscoveryUri(uri, KeySource.Access.PLAIN);
        String keys = uri(server, "/jwks") + end.replace("%LONG%", "k".repeat(200));
        serve("/document", document(Tokens.ISSUER, keys));

        assertThat(failure(new HttpKeyFetcher(LONG), Tokens.ISSUER + "/", source))
                .endsWith("or configure the document's \"jwks_uri\" as the jwksUri of the token's issuer.")
                .doesNotContain("hunter2");
    }

    /** Documented by Google: its tokens may name it without a scheme, its document has one. */
    @Test
    void discovery_readsAnIssuerWithoutScheme() throws Exception {
        serve(
                "/document",
                document("https://accounts.google.com", uri(server, "/jwks").toString()));
        serve("/jwks", KEYS);
        KeySource source = new KeySource.DiscoveryUri(uri(server, "/document"), KeySource.Access.PLAIN);

        assertThat(new HttpKeyFetcher(LONG).fetch("accounts.google.com", source))
                .isEqualTo(KEYS);
    }

    @Test
    void discovery_saysWhatTheDocumentLacks() {
        URI uri = uri(server, "/document");
        serve("/document", "{\"issuer\":\"https://server.example.com\"}");
        serve("/bad", document(Tokens.ISSUER, "not a url"));

        assertThat(failure(new KeySource.DiscoveryUri(uri, KeySource.Access.PLAIN)))
                .isEqualTo("The discovery document at " + uri + " has no \"jwks_uri\".");
        assertThat(failure(new KeySource.DiscoveryUri(uri(server, "/bad"), KeySource.Access.PLAIN)))
                .isEqualTo("The \"jwks_uri\" of " + uri(server, "/bad") + " is not a URL: \"not a url\".");
    }

    @Test
    void answersThatAreNoKeySet_areNamed() {
        serve(server, "/html", exchange -> answer(exchange, 200, "text/html", "<html></html>"));
        serve(server, "/503", exchange -> answer(exchange, 503, "application/json", KEYS));
        serve("/object", "{}");

        assertThat(failure(jwks(uri(server, "/html"))))
                .isEqualTo(uri(server, "/html") + " answered with text/html, which is not a JSON object.");
        assertThat(failure(jwks(uri(server, "/503")))).isEqualTo(uri(server, "/503") + " answered with status 503.");
        assertThat(failure(jwks(uri(server, "/none")))).isEqualTo(uri(server, "/none") + " answered with status 404.");
        assertThat(failure(jwks(uri(server, "/object"))))
                .isEqualTo(uri(server, "/object") + " answered with a JSON object that has no list \"keys\".");
    }

    @Test
    void bodies_areLimited() throws Exception {
        String longest = KEYS + " ".repeat(HttpKeyFetcher.BODY - KEYS.length());
        serve("/longest", longest);
        serve("/more", longest + " ");
        serve("/huge", " ".repeat(10 << 20));
        serve(server, "/chunked", exchange -> {
            exchange.sendResponseHeaders(200, 0);
            exchange.getResponseBody().write((longest + " ").getBytes(StandardCharsets.UTF_8));
        });

        assertThat(fetch(jwks(uri(server, "/longest")))).hasSize(1 << 20);
        for (String path : List.of("/more", "/huge", "/chunked")) {
            assertThat(failure(jwks(uri(server, path))))
                    .isEqualTo(uri(server, path) + " answered with more than 1048576 bytes.");
        }
    }

    /** The limit covers a body that never ends as much as headers that never come. */
    @Test
    void slowAnswers_areCutOff() {
        serve(server, "/silent", exchange -> await());
        serve(server, "/trickle", exchange -> {
            exchange.sendResponseHeaders(200, 1000);
            exchange.getResponseBody().write('{');
            exchange.getResponseBody().flush();
            await();
        });
        HttpKeyFetcher fetcher = new HttpKeyFetcher(Duration.ofMillis(300));

        for (String path : List.of("/silent", "/trickle")) {
            assertThat(failure(fetcher, Tokens.ISSUER, jwks(uri(server, path))))
                    .isEqualTo(uri(server, path) + " did not answer in full within 300 ms.");
        }
    }

    private void await() {
        try {
            end.await();
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void redirects_areFollowedFiveTimes() throws Exception {
        for (int i = 1; i <= 6; i++) {
            redirect("/" + i, "/" + (i - 1));
        }
        serve("/0", KEYS);
        redirect("/loop", "/loop");

        assertThat(fetch(jwks(uri(server, "/5")))).isEqualTo(KEYS);
        assertThat(failure(jwks(uri(server, "/6")))).isEqualTo(uri(server, "/6") + " redirects more than 5 times.");
        requests.clear();
        assertThat(failure(jwks(uri(server, "/loop")))).endsWith(" redirects more than 5 times.");
        assertThat(requests).hasSize(6);
    }

    @ParameterizedTest
    @ValueSource(strings = {"https://127.0.0.1/jwks", "file:///etc/passwd", "ftp://127.0.0.1/", "mailto:a@b", ""})
    void redirects_keepTheScheme(String location) {
        redirect("/jwks", location);

        assertThat(failure(jwks(uri(server, "/jwks"))))
                .isEqualTo(uri(server, "/jwks") + " redirects to \"" + location
                        + "\", which is not followed: the scheme must stay http.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"file:///etc/passwd", "ftp://127.0.0.1/", "http:///jwks", "jwks", "mailto:a@b"})
    void addresses_areHttp(String address) {
        assertThat(failure(jwks(URI.create(address))))
                .isEqualTo("\"" + address + "\" is not an http or https URL with a host.");
    }

    @Test
    void closedPort_isNamed() {
        URI uri = uri(other, "/jwks");
        other.stop(0);

        assertThat(failure(jwks(uri))).isEqualTo(uri + " cannot be reached: the connection was refused.");
    }

    @Test
    void bearerToken_isReadAnewAndStaysWithItsOrigin() throws Exception {
        Path file = Files.writeString(directory.resolve("token"), "first\n");
        KeySource.Access access = new KeySource.Access(Optional.empty(), Optional.of(file));
        serve("/jwks", KEYS);
        redirect("/away", uri(other, "/elsewhere").toString());
        serve(other, "/elsewhere", exchange -> answer(exchange, 200, "application/json", KEYS));
        HttpKeyFetcher fetcher = new HttpKeyFetcher(LONG);

        fetcher.fetch(Tokens.ISSUER, new KeySource.JwksUri(uri(server, "/jwks"), access));
        Files.writeString(file, "second");
        fetcher.fetch(Tokens.ISSUER, new KeySource.JwksUri(uri(server, "/away"), access));

        assertThat(requests).containsExactly("/jwks [Bearer first]", "/away [Bearer second]", "/elsewhere []");
        Files.writeString(file, "two\nlines");
        assertThat(failure(new KeySource.JwksUri(uri(server, "/jwks"), access)))
                .contains(file.toString())
                .doesNotContain("two");
        Files.delete(file);
        assertThat(failure(new KeySource.JwksUri(uri(server, "/jwks"), access)))
                .isEqualTo("The file of the bearer token, " + file + ", cannot be read.");
    }

    @Test
    void certificateAuthority_isTheConfiguredOne() throws Exception {
        HttpsServer secure = HttpsServer.create();
        secure.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        start(secure);
        try {
            serve(secure, "/jwks", exchange -> answer(exchange, 200, "application/json", KEYS));
            URI uri = uri(secure, "/jwks");
            Path pem = directory.resolve("ca.pem");
            try (InputStream in = resource("loopback.pem")) {
                Files.copy(in, pem);
            }
            KeySource.Access trusting = new KeySource.Access(Optional.of(pem), Optional.empty());

            assertThat(fetch(new KeySource.JwksUri(uri, trusting))).isEqualTo(KEYS);
            assertThat(failure(jwks(uri)))
                    .startsWith(uri + " cannot be reached over TLS: ")
                    .contains("caCertificate");
            Files.writeString(pem, "no certificate");
            assertThat(failure(new KeySource.JwksUri(uri, trusting)))
                    .isEqualTo("The file of certificate authorities does not hold certificates in PEM.");
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void discoveryOverHttps_doesNotLeadToHttp() throws Exception {
        HttpsServer secure = HttpsServer.create();
        secure.setHttpsConfigurator(new HttpsConfigurator(serverContext()));
        start(secure);
        try {
            URI keys = uri(server, "/jwks");
            serve(
                    secure,
                    "/document",
                    exchange -> answer(exchange, 200, "application/json", document(Tokens.ISSUER, keys.toString())));
            Path pem = directory.resolve("ca.pem");
            try (InputStream in = resource("loopback.pem")) {
                Files.copy(in, pem);
            }
            KeySource.Access trusting = new KeySource.Access(Optional.of(pem), Optional.empty());

            assertThat(failure(new KeySource.DiscoveryUri(uri(secure, "/document"), trusting)))
                    .endsWith(" came over https, but its \"jwks_uri\" " + keys + " does not.");
        } finally {
            secure.stop(0);
        }
    }

    @Test
    void thousandKeys_areReadAndTooMany() throws Exception {
        String key = Tokens.KEYS.of(KeyType.RSA).toPublicJwk();
        String kid = Tokens.KEYS.of(KeyType.RSA).keyId();
        StringBuilder jwks = new StringBuilder("{\"keys\":[");
        for (int i = 0; i < 999; i++) {
            jwks.append(key.replace(kid, "k" + i)).append(',');
        }
        serve("/jwks", jwks.append(key).append("]}").toString());

        String token = Tokens.signed(SigningAlgorithm.RS256, Tokens.header(SigningAlgorithm.RS256), Tokens.claims());

        assertThat(Tokens.refused(Tokens.verifyWith(fetch(jwks(uri(server, "/jwks"))), token))
                        .explanation())
                .contains("1000 keys of its type");
    }

    private static InputStream resource(String name) throws IOException {
        InputStream in = HttpKeyFetcherTest.class.getResourceAsStream(name);
        if (in == null) {
            throw new IOException("no " + name);
        }
        return in;
    }

    private static SSLContext serverContext() throws Exception {
        char[] password = "changeit".toCharArray();
        KeyStore store = KeyStore.getInstance("PKCS12");
        try (InputStream in = resource("loopback.p12")) {
            store.load(in, password);
        }
        KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), null, null);
        return context;
    }

    /** Even if somebody holds on to the fetcher. A client's thread ends some time after the client is collected. */
    @Test
    void closing_lets_go_of_the_clients_and_their_threads() throws Exception {
        Set<Thread> before = selectors();
        HttpKeyFetcher fetcher = new HttpKeyFetcher(LONG);
        KeySource source = new KeySource.JwksUri(uri(server, "/none"), KeySource.Access.PLAIN);
        assertThat(catchThrowable(() -> fetcher.fetch("https://a.example", source)))
                .isInstanceOf(KeyFetchException.class);
        Set<Thread> threads = selectors();
        threads.removeAll(before);
        assertThat(threads).isNotEmpty();
        try {
            fetcher.close();
            for (Thread thread : threads) {
                for (int i = 0; i < 200 && thread.isAlive(); i++) {
                    System.gc();
                    thread.join(100);
                }
                assertThat(thread.isAlive()).isFalse();
            }
        } finally {
            Reference.reachabilityFence(fetcher);
        }
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().matches("HttpClient-\\d+-SelectorManager"))
                .collect(Collectors.toCollection(HashSet::new));
    }
}
