package dev.understudy.testing;

/** When an Understudy that several test methods use goes back to its configuration. */
public enum Reset {
    /**
     * Before and after each test method. A method then never sees what another has done, nor what a
     * {@code @BeforeAll} method has set up. It is refused where methods share the Understudy and run at the same time.
     */
    EACH_TEST,

    /** Never: methods tell their calls apart by session name, subject or role. */
    NEVER
}
