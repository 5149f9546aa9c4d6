package dev.understudy.config;

import dev.understudy.aws.AccountId;
import dev.understudy.aws.Arn;
import dev.understudy.aws.Partition;
import dev.understudy.config.Node.Scalar;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The ARNs that the entries of managedPolicies have, and the fields of roles and users that name them. */
final class ManagedPolicyArns {
    private final Set<String> known = new LinkedHashSet<>();
    private final Partition partition;
    private final Faults faults;

    ManagedPolicyArns(Partition partition, Faults faults) {
        this.partition = partition;
        this.faults = faults;
    }

    void add(AccountId account, String path, String name) {
        known.add(Arn.iam(partition, account, "policy" + path + name).toString());
    }

    /** The policies that are attached to a role or user of the account. */
    List<String> attached(Entry owner, AccountId account) {
        List<Scalar> arns = owner.scalars("ManagedPolicyArns", Integer.MAX_VALUE, Rule.ARN);
        arns.forEach(arn -> check(arn.text(), arn.place(), account));
        return arns.stream().map(Scalar::text).distinct().toList();
    }

    /** The policy that bounds what the others may allow to a role or user of the account. */
    Optional<String> boundary(Entry owner, AccountId account) {
        Optional<String> arn = owner.optional("PermissionsBoundary", Rule.ARN);
        arn.ifPresent(it -> check(it, owner.place("PermissionsBoundary"), account));
        return arn;
    }

    private void check(String arn, Place place, AccountId account) {
        String owner = Arn.parse(arn).map(Arn::account).orElse("");
        if (owner.equals("aws")) {
            faults.add(
                    place,
                    "AWS managed policies are not known here; copy the document to managedPolicies and name that ARN");
        } else if (!known.contains(arn)) {
            faults.add(place, "no entry of managedPolicies has this ARN" + Words.didYouMean(arn, known));
        } else if (!owner.equals(account.value())) {
            faults.add(place, "a managed policy is attached only within its account");
        }
    }
}
