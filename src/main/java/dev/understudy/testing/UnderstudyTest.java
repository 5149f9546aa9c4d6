package dev.understudy.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Inherited;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.junit.jupiter.api.extension.ExtendWith;

/**
 * Runs the test class with an {@link dev.understudy.Understudy} on a free port of 127.0.0.1, and injects it into
 * constructors, lifecycle methods and test methods.
 *
 * <pre>{@code
 * @UnderstudyTest(config = "src/test/resources/understudy.yaml")
 * class MyTest {
 *     @Test
 *     void signs_in(Understudy understudy, @Token(issuer = "https://idp.example.org", audience = "my-app") String token) …
 * }
 * }</pre>
 *
 * Parameters may be an {@code Understudy}, {@link AwsProperties}, and a {@code String} or {@code Path} annotated with
 * {@link Token}. A nested class has its enclosing class's Understudy, unless it is annotated otherwise.
 */
@Documented
@Inherited
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@ExtendWith(UnderstudyTestExtension.class)
public @interface UnderstudyTest {
    /**
     * The configuration: a file's path, relative to the directory that the tests run in, or {@code classpath:} and the
     * name of a resource. None means the packaged configuration.
     */
    String config() default "";

    /** How long the Understudy lives. */
    Scope scope() default Scope.CLASS;

    /** When it goes back to its configuration. */
    Reset reset() default Reset.EACH_TEST;
}
