package dev.understudy.testing;

/** How long an Understudy lives that a test asks for. */
public enum Scope {
    /** As long as a top-level test class; its nested classes share it. */
    CLASS,

    /** As long as the whole test run in this JVM; every class that asks for the same settings shares it. */
    SUITE
}
