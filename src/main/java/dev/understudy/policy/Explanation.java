package dev.understudy.policy;

import java.util.List;

/**
 * A decision and its reasons, for people.
 *
 * @param summary one sentence that names the cause, the nearest miss first
 * @param steps every statement, element by element
 */
public record Explanation(Decision decision, String summary, List<Step> steps) {
    public Explanation {
        steps = List.copyOf(steps);
    }

    /**
     * One check.
     *
     * @param check what was checked, such as {@code Statement[0] StringEquals aws:userid}
     * @param detail what was found and what was wanted
     */
    public record Step(String check, Outcome outcome, String detail) {}

    /** How a check went. */
    public enum Outcome {
        PASSED,
        FAILED,
        /** Not looked at, because the statement concerns another caller, action or resource. */
        SKIPPED
    }
}
