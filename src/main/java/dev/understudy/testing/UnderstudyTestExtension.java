package dev.understudy.testing;

import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.platform.commons.support.AnnotationSupport;

/** Does what {@link UnderstudyTest} says on a class or, for a nested class, on the nearest class around it. */
final class UnderstudyTestExtension extends UnderstudyCallbacks {
    @Override
    Plan plan(ExtensionContext context) {
        return AnnotationSupport.findAnnotation(
                        context.getRequiredTestClass(), UnderstudyTest.class, context.getEnclosingTestClasses())
                .map(Plan::of)
                .orElseThrow();
    }

    @Override
    Object keyInClass(Plan plan) {
        return plan;
    }

    @Override
    void uses(RunningUnderstudy running) {}
}
