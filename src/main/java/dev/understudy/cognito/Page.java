package dev.understudy.cognito;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * A part of a list.
 *
 * @param next the token for what follows, which is the id of the last item; none if nothing does
 */
record Page<T>(List<T> items, Optional<String> next) {
    static <T> Page<T> of(List<T> all, Function<T, String> id, Optional<String> after, int most)
            throws CognitoException {
        int start = 0;
        if (after.isPresent()) {
            List<String> ids = all.stream().map(id).toList();
            start = ids.indexOf(after.get()) + 1;
            if (start == 0) {
                throw new CognitoException(CognitoErrorCode.INVALID_PARAMETER, "Invalid NextToken.");
            }
        }
        int end = Math.min(all.size(), start + most);
        List<T> items = all.subList(start, end);
        return new Page<>(
                items, end < all.size() ? Optional.of(id.apply(items.get(items.size() - 1))) : Optional.empty());
    }
}
