package example;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.understudy.Understudy;
import dev.understudy.testing.AwsProperties;
import dev.understudy.testing.RemoteUnderstudy;
import dev.understudy.testing.Scope;
import dev.understudy.testing.Token;
import dev.understudy.testing.UnderstudyExtension;
import dev.understudy.testing.UnderstudyTest;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.ClassOrderer;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestClassOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** All that the library offers to tests, with whichever JUnit the build chose. */
@TestClassOrder(ClassOrderer.OrderAnnotation.class)
class ConsumerTest {
    private static final String IDP = "https://idp.example.org";

    private static URI ofClass;
    private static URI ofSuite;

    private static String outcome(URI endpoint, String token) {
        Map<String, String> call = Map.of("RoleArn", "arn:aws:iam::123456789012:role/MyRole", "WebIdentityToken", token);
        return (String) RemoteUnderstudy.at(endpoint).explain(call).get("outcome");
    }

    @Nested
    @Order(1)
    @UnderstudyTest(config = "classpath:understudy.yaml")
    class WithAnnotation {
        private final URI endpoint;

        WithAnnotation(Understudy understudy, AwsProperties aws) {
            endpoint = understudy.endpoint();
            ofClass = endpoint;
            assertEquals(endpoint.toString(), aws.asEnvironment().get("AWS_ENDPOINT_URL_STS"));
        }

        @Test
        void a_right_token_is_allowed(@Token(issuer = IDP, audience = "my-app") String token) {
            assertEquals("allowed", outcome(endpoint, token));
        }

        @Test
        void an_expired_one_is_not(@Token(issuer = IDP, audience = "my-app", expiresIn = "-PT1H") Path file)
                throws IOException {
            assertEquals("refused", outcome(endpoint, Files.readString(file)));
        }
    }

    @Nested
    @Order(2)
    @UnderstudyTest(scope = Scope.SUITE)
    class OfTheSuite {
        @Test
        void that_of_the_class_before_is_closed(Understudy understudy) {
            ofSuite = understudy.endpoint();
            assertThrows(IOException.class, () -> new Socket(ofClass.getHost(), ofClass.getPort()).close());
        }
    }

    @Nested
    @Order(3)
    class WithField {
        @RegisterExtension
        static final UnderstudyExtension UNDERSTUDY =
                UnderstudyExtension.builder().scope(Scope.SUITE).build();

        @Test
        void it_is_the_suites(Understudy injected) {
            assertSame(injected, UNDERSTUDY.understudy());
            assertEquals(ofSuite, UNDERSTUDY.endpoint());
            assertTrue(UNDERSTUDY.token("https://server.example.com", "appid_from_oidc_idp", "alice").length() > 100);
        }
    }

    /** The library is listed first, so its JUnit would win if it handed one on. */
    @AfterAll
    static void nothing_for_tests_came_with_the_library() {
        assertEquals(System.getProperty("junit.version"), Test.class.getPackage().getImplementationVersion());
        assertThrows(
                ClassNotFoundException.class, () -> Class.forName("org.testcontainers.containers.GenericContainer"));
    }
}
