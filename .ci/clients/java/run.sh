#!/usr/bin/env bash
# AWS's SDKs for Java play the story of the clients' scene against the runnable jar.
set -euo pipefail
cd "$(dirname "$0")/../../.."
# shellcheck source=.ci/tools.sh
. .ci/tools.sh
JAVA_HOME=$(jdk 17)
home=$(mktemp -d)
export JAVA_HOME UNDERSTUDY_HOME=$home
# The SDKs shall find nothing in their environment but the endpoint.
unset "${!AWS_@}"

"$JAVA_HOME/bin/java" -jar target/understudy.jar serve --port 0 --config .ci/clients/understudy.yaml \
  >"$home/out" 2>"$home/log" &
server=$!
trap 'kill "$server" 2>/dev/null || true; wait "$server" || true; rm -rf "$home"' EXIT
until endpoint=$(grep -so 'AWS_ENDPOINT_URL_STS=[^ ]*' "$home/out"); do
  kill -0 "$server" || { cat "$home/log" >&2; exit 1; }
  sleep 0.2
done

env "$endpoint" mvn -q -B -ntp -f .ci/clients/java/pom.xml clean verify
echo "The SDKs for Java: passed"
