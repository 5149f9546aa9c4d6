#!/usr/bin/env bash
# Captures anew what clients send when they sign, and fails if it is not what the tests have. With --store it replaces
# what they have, for a new release of a client that signs otherwise.
set -euo pipefail
cd "$(dirname "$0")"
# shellcheck source=.ci/tools.sh
. ../tools.sh
stored=../../src/test/resources/dev/understudy/sigv4/captured.json
captured=$(mktemp -d)
trap 'rm -rf "$captured"' EXIT

command -v go >/dev/null || { echo "The AWS SDK for Go needs Go." >&2; exit 1; }
python_tools
"$python" capture.py >"$captured/python.json"
npm install --silent --no-audit --no-fund --no-package-lock
node --no-warnings capture.mjs >"$captured/javascript.json"
go run capture.go >"$captured/go.json"

[ "${1:-}" = --store ] && mode=store || mode=compare
"$python" vectors.py "$mode" "$stored" "$captured"/{python,javascript,go}.json
