package dev.understudy.testing;

import java.lang.annotation.Documented;
import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * A freshly signed token: its text for a {@code String}, and for a {@code java.nio.file.Path} a file that holds it, as
 * {@code AWS_WEB_IDENTITY_TOKEN_FILE} names one. The file is deleted with the test method or class that it was made for.
 *
 * <p>The defaults fit the packaged configuration's role {@code RoleForServerExample}.
 */
@Documented
@Target(ElementType.PARAMETER)
@Retention(RetentionPolicy.RUNTIME)
public @interface Token {
    /** A {@code local} issuer of the configuration. */
    String issuer() default "https://server.example.com";

    /** The {@code aud} claim. */
    String audience() default "appid_from_oidc_idp";

    /** The {@code sub} claim. */
    String subject() default "alice";

    /** From now to {@code exp}, as ISO 8601; negative for a token that has expired. */
    String expiresIn() default "PT1H";
}
