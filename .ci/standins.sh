# The images that docker/ builds on and runs beside, made here where no image registry answers. Sourced by docker.sh.
# They hold this machine's certificate authorities, which its package registries need.

# Makes an image with the function of the second argument, unless it is there or can be pulled. A stand-in bears the name
# of what it stands for, so that the Dockerfiles and compose files are tried as they stand.
image() {
  docker image inspect "$1" >/dev/null 2>&1 && return
  docker pull -q "$1" && return
  echo "-- $1 could not be pulled: a stand-in, made here from packages, takes its name" >&2
  "$2" "$1" >"$tools/standin.log" 2>&1 || { tail -20 "$tools/standin.log" >&2; return 1; }
}

debian_image() {
  local root=$tools/trixie
  command -v debootstrap >/dev/null || {
    as_root apt-get update -qq
    as_root apt-get install -y -qq debootstrap
  }
  as_root rm -rf "$root"
  as_root debootstrap --variant=minbase --include=ca-certificates trixie "$root" http://deb.debian.org/debian
  as_root cp /usr/local/share/ca-certificates/*.crt "$root/usr/local/share/ca-certificates/" 2>/dev/null || true
  as_root chroot "$root" update-ca-certificates
  # Where Debian's JDK packages, which the next stand-in copies, look for their certificates.
  as_root mkdir -p "$root/etc/ssl/certs/java"
  as_root cp -L /etc/ssl/certs/java/cacerts "$root/etc/ssl/certs/java/" 2>/dev/null || true
  as_root bash -c 'cd "$1" && rm -rf usr/share/{doc,man,info,locale} var/cache/apt/* var/lib/apt/lists/*' - "$root"
  as_root tar -C "$root" -c . | docker import -c 'CMD ["bash"]' - "$1"
  as_root rm -rf "$root"
}

maven_image() {
  local context=$tools/maven-image version=3.9.11
  rm -rf "$context"
  mkdir -p "$context/opt/java" "$context/usr/share/maven"
  cp -r "$(jdk 25)" "$context/opt/java/openjdk"
  mvn -q -B -ntp dependency:copy -DoutputDirectory="$tools" -Dartifact="org.apache.maven:apache-maven:$version:tar.gz:bin"
  tar -C "$context/usr/share/maven" --strip-components 1 -xf "$tools/apache-maven-$version-bin.tar.gz"
  docker build -q -t "$1" -f - "$context" <<'D'
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends binutils && rm -rf /var/lib/apt/lists/*
COPY . /
ENV JAVA_HOME=/opt/java/openjdk MAVEN_HOME=/usr/share/maven LANG=C.UTF-8 \
    PATH=/opt/java/openjdk/bin:/usr/share/maven/bin:/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin
D
  rm -rf "$context"
}

python_image() {
  docker build -q -t "$1" - <<'D'
FROM debian:trixie-slim
RUN apt-get update && apt-get install -y --no-install-recommends python3 python3-pip && rm -rf /var/lib/apt/lists/*
ENV PIP_BREAK_SYSTEM_PACKAGES=1 PIP_CERT=/etc/ssl/certs/ca-certificates.crt
D
}

moto_image() {
  docker build -q -t "$1" - <<D
FROM python:3-slim
RUN pip install -q --no-cache-dir 'moto[server,s3]==${1#*:}'
ENTRYPOINT ["moto_server", "-H", "0.0.0.0"]
D
}

keycloak_image() {
  local home
  home=$(keycloak)
  docker build -q -t "$1" -f - "$home" <<D
FROM maven:3-eclipse-temurin-25
COPY . /opt/keycloak
ENV KC_RUN_IN_CONTAINER=true
ENTRYPOINT ["/opt/keycloak/bin/kc.sh"]
D
}
