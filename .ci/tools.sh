# What the suites need, installed where it is missing. Sourced by .ci/run.
tools=${TMPDIR:-/tmp}/understudy-ci
mkdir -p "$tools"
python=$tools/venv/bin/python

# Runs a command as root, if that is possible without asking.
as_root() {
  if [ "$(id -u)" != 0 ] && command -v sudo >/dev/null; then sudo -n "$@"; else "$@"; fi
}

# The home of a JDK of this major version.
jdk() {
  local candidate hosted="JAVA_HOME_$1_X64"
  for candidate in "${JAVA_HOME:-}" "${!hosted:-}" /usr/lib/jvm/*; do
    if [ -n "$candidate" ] && [ -x "$candidate/bin/javac" ] && "$candidate/bin/javac" -version 2>&1 | grep -q "^javac $1\b"; then
      readlink -f "$candidate"
      return
    fi
  done
  echo "No JDK $1 among /usr/lib/jvm; set JAVA_HOME to one." >&2
  return 1
}

# A virtual environment with the AWS CLI, boto3, AWS's Common Runtime and pytest.
python_tools() {
  [ -x "$python" ] || python3 -m venv "$tools/venv"
  "$python" -m pip install -q awscli awscrt boto3 pytest
}

# A fresh home of Keycloak, unpacked from its Maven distribution.
keycloak() {
  local version=26.7.3
  mvn -q -B -ntp dependency:copy -DoutputDirectory="$tools" \
    -Dartifact="org.keycloak:keycloak-quarkus-dist:$version:zip" >&2
  rm -rf "$tools/keycloak-$version"
  (cd "$tools" && jar -xf "keycloak-quarkus-dist-$version.zip" && chmod +x "keycloak-$version/bin/kc.sh")
  echo "$tools/keycloak-$version"
}

# The packages of .ci/node, and a Chromium for its pages.
node_tools() {
  command -v chromium >/dev/null || { as_root apt-get update -qq && as_root apt-get install -y -qq chromium >/dev/null; }
  (cd .ci/node && npm install --silent --no-audit --no-fund --no-package-lock)
}
