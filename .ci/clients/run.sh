#!/usr/bin/env bash
# AWS's SDKs for Go, JavaScript and Rust play one story against the runnable jar, with the scene of understudy.yaml.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=.ci/tools.sh
. ../tools.sh

for program in go npm; do
  command -v "$program" >/dev/null || { echo "The suites of clients need $program." >&2; exit 1; }
done

# The SDKs shall know the server, and nothing of whose machine this is.
while read -r variable; do unset "$variable"; done < <(compgen -e AWS_ || true)
export AWS_REGION=us-east-1 AWS_CONFIG_FILE=/dev/null AWS_SHARED_CREDENTIALS_FILE=/dev/null AWS_EC2_METADATA_DISABLED=true

work=$(mktemp -d)
server=
finish() {
  if [ -n "$server" ]; then
    kill "$server" || true
    wait "$server" || true
  fi
  rm -rf "$work"
}
trap finish EXIT

mkfifo "$work/ready"
java=$(jdk 17)/bin/java
UNDERSTUDY_HOME=$work/home "$java" -jar ../../target/understudy.jar serve --port 0 \
  --config understudy.yaml >"$work/ready" 2>"$work/log" &
server=$!
exec 3<"$work/ready"
read -r line <&3 || { cat "$work/log" >&2; exit 1; }
AWS_ENDPOINT_URL_STS=$(grep -o 'http://[^ ]*' <<<"${line#*AWS_ENDPOINT_URL_STS=}" | head -1)
export AWS_ENDPOINT_URL_STS

suite_go() {
  echo "-- The AWS SDK for Go"
  (cd go && go test -count=1 ./...)
}

suite_javascript() {
  echo "-- The AWS SDK for JavaScript"
  (cd javascript && npm install --silent --no-audit --no-fund --no-package-lock && npm test)
}

suite_rust() {
  echo "-- The AWS SDK for Rust"
  command -v cargo >/dev/null || { echo "Left out, because there is no Rust toolchain."; return 0; }
  (cd rust && cargo test --locked --quiet)
}

failed=()
for suite in go javascript rust; do
  "suite_$suite" || failed+=("$suite")
done
if [ ${#failed[@]} -gt 0 ]; then
  echo "Failed: ${failed[*]}. What the server said:" >&2
  tail -40 "$work/log" >&2
  exit 1
fi
