#!/usr/bin/env bash
# The JUnit extension in a project of its own, with the oldest Jupiter that is supported, the newest 5 and the newest 6.
# The project depends on the installed library as a user's does, so this tries the published POM as well.
set -euo pipefail
cd "$(dirname "$0")/.."

mvn -q -B -ntp install -DskipTests -DskipITs
for version in 5.13.0 5.14.4 6.1.3; do
  mvn -q -B -ntp -f .ci/consumer/pom.xml "-Djunit.version=$version" clean test
  echo "Jupiter $version: passed"
done
