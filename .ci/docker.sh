#!/usr/bin/env bash
# Builds the image and holds it to what src/site/markdown/docker.md says of it, then runs the examples. What this needs
# it installs: a Docker engine, started if none answers, and the images that it builds on.
set -euo pipefail
cd "$(dirname "$0")/.."
. .ci/tools.sh
. .ci/standins.sh
export DOCKER_BUILDKIT=1

fail() { echo "$1" >&2; exit 1; }

# An engine, and the two plug-ins that Debian 12 does not have yet; the next release's run there.
engine() {
  docker version >/dev/null 2>&1 || {
    command -v dockerd >/dev/null || {
      as_root apt-get update -qq
      as_root apt-get install -y -qq docker.io >/dev/null
    }
    as_root setsid dockerd </dev/null >"$tools/dockerd.log" 2>&1 &
    for _ in $(seq 60); do docker version >/dev/null 2>&1 && break; sleep 1; done
  }
  docker version --format 'Docker {{.Server.Version}}' || {
    [ ! -f "$tools/dockerd.log" ] || tail "$tools/dockerd.log" >&2
    fail "No Docker engine answers."
  }
}

plugins() {
  docker compose version >/dev/null 2>&1 && docker buildx version >/dev/null 2>&1 && return
  mkdir -p "$tools/plugins" ~/.docker/cli-plugins
  docker run --rm -v "$tools/plugins:/plugins" -w /plugins debian:trixie-slim bash -c \
    'apt-get update -qq && apt-get download -qq docker-compose docker-buildx' 2>/dev/null
  for package in "$tools"/plugins/*.deb; do dpkg-deb -x "$package" "$tools/plugins"; done
  cp "$tools"/plugins/usr/libexec/docker/cli-plugins/* ~/.docker/cli-plugins/
}

composed=()
cleanup() {
  docker rm -f understudy-ci >/dev/null 2>&1 || true
  for file in "${composed[@]}"; do docker compose -f "$file" down -v >/dev/null 2>&1 || true; done
}
trap cleanup EXIT

# Runs the example in a folder, whose application must print each of the further arguments.
example() {
  local file=docker/examples/$1/compose.yaml output expected
  shift
  composed+=("$file")
  output=$(docker compose -f "$file" up --build --exit-code-from application 2>&1) || fail "$output"
  grep 'application.*|' <<<"$output" | tail -2
  for expected in "$@"; do
    grep -qF "$expected" <<<"$output" || fail "The example did not print \"$expected\": $output"
  done
  docker compose -f "$file" down -v
}

healthy() {
  for _ in $(seq 60); do
    [ "$(docker inspect -f '{{.State.Health.Status}}' "$1")" = healthy ] && return
    sleep 0.5
  done
  docker logs "$1" >&2
  fail "The container did not become healthy."
}

engine
image debian:trixie-slim debian_image
plugins
docker compose version
image maven:3-eclipse-temurin-25 maven_image
image python:3-slim python_image

echo "-- the image builds"
docker build -q -f docker/Dockerfile -t understudy .

echo "-- it is small, and nobody's root"
size=$(($(docker image inspect -f '{{.Size}}' understudy) - $(docker image inspect -f '{{.Size}}' debian:trixie-slim)))
echo "$((size / 1000000)) MB above the base image"
[ "$size" -lt 95000000 ] || fail "The image adds $size bytes to its base."
[ "$(docker run --rm --entrypoint id understudy -u)" = 4592 ] || fail "The image does not run as its user."
docker run --rm --entrypoint cat understudy /usr/share/doc/understudy/understudy.cdx.json |
  python3 -c '
import json, sys

bill = json.load(sys.stdin)
assert bill["bomFormat"] == "CycloneDX" and len(bill["components"]) > 10
absent = [c["name"] for c in bill["components"] if c.get("group", "").startswith(("org.testcontainers", "org.junit"))]
sys.exit(f"The bill of materials lists what is not in the image: {absent}" if absent else 0)'

echo "-- it needs nothing to write to and no privilege, becomes healthy, and stops when told to"
docker run -d --name understudy-ci --read-only --cap-drop ALL --security-opt no-new-privileges \
  -p 127.0.0.1:14592:4592 understudy >/dev/null
healthy understudy-ci
[ "$(docker exec understudy-ci cat /proc/1/comm)" = java ] || fail "Process 1 is not Java."
docker exec understudy-ci grep -q understudy.aot /proc/1/maps || fail "The server does not start from its cache."
curl -sf -H 'Content-Type: application/json' http://127.0.0.1:14592/_understudy/tokens \
  -d '{"issuer":"https://server.example.com","audience":"appid_from_oidc_idp","subject":"me"}' | grep -q '"token":"ey'
begin=$(date +%s)
docker stop -t 20 understudy-ci >/dev/null
[ $(($(date +%s) - begin)) -le 5 ] || fail "It took too long to stop."
code=$(docker inspect -f '{{.State.ExitCode}}' understudy-ci)
[ "$code" = 0 ] || fail "It ended with $code when told to stop."

echo "-- its Java runtime has the modules of https, the metrics and the JSON log as well"
docker rm -f understudy-ci >/dev/null
docker run -d --name understudy-ci -e UNDERSTUDY_TLS_PORT=4593 -e UNDERSTUDY_LOG_FORMAT=json \
  -p 127.0.0.1:14592:4592 -p 127.0.0.1:14593:4593 understudy >/dev/null
healthy understudy-ci
curl -ksf https://127.0.0.1:14593/_understudy/ready | grep -qF '"ready":true' || fail "https does not answer."
curl -sf 'http://127.0.0.1:14592/?Action=GetCallerIdentity&Version=2011-06-15' >/dev/null &&
  fail "A call without a signature was allowed."
for address in http://127.0.0.1:14592 https://127.0.0.1:14593; do
  metrics=$(curl -ksf "$address/_understudy/metrics") || fail "$address has no metrics."
  grep -q '^understudy_calls_seconds_count{.*action="GetCallerIdentity"' <<<"$metrics" || fail "No metrics of the call: $metrics"
done
docker logs understudy-ci 2>&1 >/dev/null | python3 -c '
import json, sys

records = [json.loads(line) for line in sys.stdin]
assert any(record.get("call", {}).get("outcome") == "refused" for record in records), records'

echo "-- and the module of XML signatures"
docker rm -f understudy-ci >/dev/null
echo 'samlProviders: [{ Name: Corp, local: true }]' >"$tools/saml.yaml"
docker run -d --name understudy-ci -v "$tools/saml.yaml:/etc/understudy/understudy.yaml:ro" \
  -p 127.0.0.1:14592:4592 understudy >/dev/null
healthy understudy-ci
curl -sf -H 'Content-Type: application/json' http://127.0.0.1:14592/_understudy/saml/Corp/assertions \
  -d '{"subject":"me"}' | grep -q '"SAMLAssertion":"PHNhbWxw' || fail "No assertion is signed."

echo "-- a mounted configuration is read, and a faulty one refused"
docker run --rm -v "$PWD/docker/examples/keycloak/understudy.yaml:/etc/understudy/understudy.yaml:ro" understudy check \
  /etc/understudy/understudy.yaml
echo "nonsense: true" >"$tools/faulty.yaml"
code=0
docker run --rm -v "$tools/faulty.yaml:/etc/understudy/understudy.yaml:ro" understudy 2>/dev/null || code=$?
[ "$code" = 2 ] || fail "A faulty configuration ended with $code."

echo "-- compose, with the README's quick start"
composed+=(docker/compose.yaml)
docker compose -f docker/compose.yaml up -d --wait
awk '/^## / { here = $0 == "## Quick start" } here && /^```sh$/ { inside = 1; next } /^```$/ { inside = 0 } here && inside' \
  README.md >"$tools/quick-start.sh"
python_tools
answers=$(env -i HOME="$tools" PATH="$tools/venv/bin:$PATH" LANG=C.UTF-8 bash "$tools/quick-start.sh" 2>&1 || true)
grep -qF ':assumed-role/RoleForServerExample/' <<<"$answers" || fail "The quick start answered: $answers"
grep -qF '"outcome":"refused"' <<<"$answers" || fail "The quick start answered: $answers"
docker compose -f docker/compose.yaml down -v

echo "-- the example with Keycloak"
image "$(sed -n 's/.*image: \(.*keycloak.*\)/\1/p' docker/examples/keycloak/compose.yaml)" keycloak_image
example keycloak 'I am arn:aws:sts::123456789012:assumed-role/application/' 'A tampered token gets InvalidIdentityToken'

echo "-- the example with another data plane"
image "$(sed -n 's/.*image: \(.*moto.*\)/\1/p' docker/examples/data-plane/compose.yaml)" moto_image
example data-plane 'The object was written with temporary credentials'

echo "-- the manifests for Kubernetes"
"$python" -m pip install -q pyyaml
"$python" - "$tools/kind" <<'P'
import pathlib, sys, yaml

folder = pathlib.Path(sys.argv[1])
folder.mkdir(exist_ok=True)
manifests = [m for file in ("understudy", "application")
             for m in yaml.safe_load_all(pathlib.Path(f"docker/examples/kind/{file}.yaml").read_text())]
assert all(m["apiVersion"] and m["kind"] and m["metadata"]["name"] for m in manifests)
config = next(m for m in manifests if m["kind"] == "ConfigMap")["data"]["understudy.yaml"]
(folder / "understudy.yaml").write_text(config)
P
mkdir -p "$tools/kind/serviceaccount"
cp "$(ls /etc/ssl/certs/*.pem | head -1)" "$tools/kind/serviceaccount/ca.crt"
echo token >"$tools/kind/serviceaccount/token"
docker run --rm -v "$tools/kind:/etc/understudy:ro" \
  -v "$tools/kind/serviceaccount:/var/run/secrets/kubernetes.io/serviceaccount:ro" understudy check /etc/understudy/understudy.yaml
echo "1 passed, 0 failed"
