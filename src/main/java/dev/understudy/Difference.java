package dev.understudy;

import dev.understudy.aws.Arn;
import dev.understudy.config.Settings;
import dev.understudy.iam.OidcProvider;
import dev.understudy.iam.Role;
import java.util.Collection;
import java.util.HashSet;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** What has come and gone between two configurations, in numbers. */
final class Difference {
    private Difference() {}

    /** {@code 3 roles (1 new, 2 gone), 1 OIDC provider, 5 issuers}. */
    static String between(Settings before, Settings after) {
        Function<Settings, Set<Arn>> roles =
                keys(settings -> settings.directory().roles(), Role::arn);
        Function<Settings, Set<Arn>> providers =
                keys(settings -> settings.directory().oidcProviders(), OidcProvider::arn);
        return String.join(
                ", ",
                counted("role", roles.apply(before), roles.apply(after)),
                counted("OIDC provider", providers.apply(before), providers.apply(after)),
                counted("issuer", issuers(before), issuers(after)));
    }

    /** Those whose tokens are signed, and those that are asked about each. */
    private static Set<String> issuers(Settings settings) {
        Set<String> all = new HashSet<>(settings.issuers().keySet());
        all.addAll(settings.accessTokens().keySet());
        return all;
    }

    private static <E, K> Function<Settings, Set<K>> keys(Function<Settings, Collection<E>> all, Function<E, K> key) {
        return settings -> all.apply(settings).stream().map(key).collect(Collectors.toSet());
    }

    private static <K> String counted(String noun, Set<K> before, Set<K> after) {
        int come = without(after, before);
        int gone = without(before, after);
        String total = after.size() + " " + noun + (after.size() == 1 ? "" : "s");
        String change = come > 0 && gone > 0
                ? come + " new, " + gone + " gone"
                : come > 0 ? come + " new" : gone > 0 ? gone + " gone" : "";
        return change.isEmpty() ? total : total + " (" + change + ")";
    }

    private static <K> int without(Set<K> some, Set<K> others) {
        Set<K> rest = new HashSet<>(some);
        rest.removeAll(others);
        return rest.size();
    }
}
