#!/usr/bin/env bash
# Runs the shell recipes of src/site/markdown/ci.md as they stand there, with the AWS CLI, over http and https. Needs
# target/understudy.jar.
set -euo pipefail
cd "$(dirname "$0")/.."
# shellcheck source=.ci/tools.sh
. .ci/tools.sh
python_tools
[ -f target/understudy.jar ] || { echo "There is no target/understudy.jar; mvn -q -DskipTests package makes it." >&2; exit 1; }

for port in 4592 4593; do
  if (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; then
    echo "Something listens on port $port already, which the recipes need." >&2
    exit 1
  fi
done

work=$tools/recipes
rm -rf "$work"
mkdir -p "$work/target"
cp target/understudy.jar "$work/target/"

# The shell lines of the recipe, both blocks: http, then https.
awk '
  /^## / { here = $0 == "## In any shell, with the jar" }
  here && /^```sh$/ { inside = 1; next }
  /^```$/ { inside = 0 }
  here && inside { print }' src/site/markdown/ci.md >"$work/recipe.sh"
[ "$(grep -c '^aws sts get-caller-identity' "$work/recipe.sh")" = 2 ] ||
  { echo "The recipe in ci.md no longer asks twice who it is." >&2; exit 1; }
# What the server exits with, once the recipe has stopped it.
sed -i "s/^trap 'kill \$understudy' EXIT$/trap 'kill \$understudy; wait \$understudy; echo \"stopped with \$?\"' EXIT/" "$work/recipe.sh"

(cd "$work" && env -i HOME="$work" PATH="$tools/venv/bin:$PATH" LANG=C.UTF-8 UNDERSTUDY_HOME="$work/home" \
  bash -eu recipe.sh) >"$work/answers" 2>&1 || { cat "$work/answers" "$work/understudy.log" >&2; exit 1; }
cat "$work/answers"

arn='"Arn": "arn:aws:sts::123456789012:assumed-role/RoleForServerExample/'
[ "$(grep -cF "$arn" "$work/answers")" = 2 ] || { echo "Not both ways, http and https, were answered." >&2; exit 1; }
grep -qxF 'stopped with 0' "$work/answers" || { echo "The server did not stop with 0." >&2; exit 1; }
grep -q '^Understudy is ready: .* # also https://127.0.0.1:4593$' "$work/understudy.out" ||
  { echo "The server did not say where it is: $(cat "$work/understudy.out")" >&2; exit 1; }
if grep -qF "$(cat "$work/understudy.token")" "$work/understudy.log"; then echo "The log holds the token." >&2; exit 1; fi
echo "1 passed, 0 failed"
