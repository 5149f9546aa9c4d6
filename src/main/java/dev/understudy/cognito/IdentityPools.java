package dev.understudy.cognito;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;

/** The operations of Amazon Cognito identity pools, by name. */
public final class IdentityPools {
    private final Map<String, CognitoOperation> operations;

    public IdentityPools(List<CognitoOperation> operations) {
        this.operations =
                operations.stream().collect(Collectors.toUnmodifiableMap(CognitoOperation::name, Function.identity()));
    }

    public Optional<CognitoOperation> operation(String name) {
        return Optional.ofNullable(operations.get(name));
    }
}
