package dev.understudy.policy;

/**
 * One thing that a statement demands of a request. Deciding and explaining both ask {@link #test}, so that they cannot
 * disagree.
 */
interface Element {
    boolean test(AuthorizationRequest request);

    /** What is checked, such as {@code Principal} or {@code StringEquals aws:userid}. */
    String name();

    /** What was found and what is wanted, for people; {@code passed} is what {@link #test} said. */
    String describe(AuthorizationRequest request, boolean passed);
}
