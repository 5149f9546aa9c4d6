package dev.understudy.sts;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * The member {@code ProvidedContexts}, within the constraints of the model.
 *
 * @param providers the ARN of each context's provider, empty where none is named
 */
record ProvidedContexts(List<String> providers) {
    private static final int MAXIMUM = 5;

    ProvidedContexts {
        providers = List.copyOf(providers);
    }

    static ProvidedContexts read(Members members, Constraints constraints) throws StsException {
        List<Optional<Members>> contexts = members.structures("ProvidedContexts");
        List<String> providers = new ArrayList<>();
        for (int i = 0; i < contexts.size(); i++) {
            String member = "providedContexts." + (i + 1) + ".member";
            if (contexts.get(i).isEmpty()) {
                constraints.missing(member);
                continue;
            }
            Members context = contexts.get(i).get();
            providers.add(constraints
                    .optional(member + ".providerArn", context.string("ProviderArn"), TextConstraint.ARN)
                    .orElse(""));
            constraints.optional(
                    member + ".contextAssertion", context.string("ContextAssertion"), TextConstraint.CONTEXT_ASSERTION);
        }
        constraints.notEmpty("providedContexts", members, "ProvidedContexts");
        constraints.maximumSize("providedContexts", providers, MAXIMUM);
        return new ProvidedContexts(providers);
    }

    /**
     * A context is vouched for by a provider such as IAM Identity Center, and none is known here.
     *
     * @throws StsException {@code InvalidContextAssertion} if there is any; how AWS words it is not known
     */
    void refuse() throws StsException {
        if (!providers.isEmpty()) {
            throw new StsException(
                    StsErrorCode.INVALID_CONTEXT_ASSERTION,
                    "The context assertion provided does not match a trusted context provider.");
        }
    }
}
