#!/usr/bin/env bash
# Runs the README's lines as they stand there: the command that starts the server, then the quick start.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/tools.sh
python_tools
PATH=$tools/venv/bin:$PATH

# The shell lines of a section of the README; the optional second argument picks one block of it.
lines() {
  awk -v section="## $1" -v wanted="${2:-0}" '
    /^## / { here = $0 == section; block = 0 }
    here && /^```sh$/ { inside = 1; block++; next }
    /^```$/ { inside = 0 }
    here && inside && (wanted == 0 || block == wanted) { print }' README.md
}

start=$(lines "Run it" 1)
[ "$start" = "mvn -q compile exec:java" ] || { echo "The README starts the server otherwise: $start" >&2; exit 1; }
export UNDERSTUDY_HOME=$tools/readme-home
$start >"$tools/readme.out" 2>"$tools/readme.err" &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
  grep -q AWS_ENDPOINT_URL_STS "$tools/readme.out" && break
  kill -0 "$server" || { cat "$tools/readme.out" "$tools/readme.err" >&2; exit 1; }
  sleep 1
done

clean=(env -i HOME="$tools" PATH="$PATH" LANG=C.UTF-8)
lines "Quick start" >"$tools/readme-lines.sh"
"${clean[@]}" bash "$tools/readme-lines.sh" >"$tools/readme-answers" 2>&1 || true
cat "$tools/readme-answers"

expect() { grep -qF -- "$1" "$tools/readme-answers" || { echo "The README's lines did not answer: $1" >&2; exit 1; }; }
expect '"Arn": "arn:aws:sts::123456789012:assumed-role/RoleForServerExample/'
expect '(AccessDenied) when calling the AssumeRoleWithWebIdentity operation: Not authorized to perform sts:AssumeRoleWithWebIdentity'
expect '"outcome":"refused"'
grep -q 'refused AssumeRoleWithWebIdentity AccessDenied role=' "$tools/readme.err" ||
  { echo "The log does not hold the refusal." >&2; exit 1; }
if grep -qF "$(cat /tmp/token)" "$tools/readme.err"; then echo "The log holds the token." >&2; exit 1; fi
echo "1 passed, 0 failed"
