# SPDX-License-Identifier: MIT
# Sourced by scripts/run, scripts/test and .ci/run: installs the packages that are missing, on
# Debian 12 and Ubuntu 24.04. Says what it does; costs a look at the package list the second time.

# Needed to build and run.
build_packages=(g++ cmake ninja-build pkg-config libpcap-dev zlib1g-dev libmnl-dev nlohmann-json3-dev
                libcli11-dev libfmt-dev libpugixml-dev libgtest-dev libgmock-dev libbenchmark-dev)
# Needed by the tests: other people's servers and readers of captures and reports.
test_packages=(python3 python3-jsonschema make tshark tcpdump iproute2 socat util-linux procps cargo
               rustc default-jdk-headless ncat busybox python3-junitparser python3-yaml tmux
               libxml2-utils perl cmark-gfm nodejs npm)

say() { printf '== %s\n' "$*" >&2; }
fail() { printf '%s: %s\n' "${0##*/}" "$*" >&2; exit 2; }

is_installed() { [ "$(dpkg-query -W -f '${db:Status-Status}' "$1" 2>/dev/null)" = installed ]; }

# Debian 12 ships Boost 1.81 beside its default, which is too old; later ones have a newer default.
boost_packages() {
  if grep -q '^VERSION_CODENAME=bookworm$' /etc/os-release; then
    echo libboost1.81-dev
  else
    echo libboost-dev
  fi
}

# Debian's Chromium is a package. Ubuntu's is a stub that installs a snap, which a container cannot: there
# install_browser() lets playwright-core fetch the one that it was made for.
browser_packages() {
  if grep -q '^ID=debian$' /etc/os-release; then echo chromium; fi
}

install_browser() {
  local each
  for each in "${ECHOCHECK_CHROMIUM:-}" /usr/bin/chromium /usr/bin/google-chrome; do
    [ -x "$each" ] && return
  done
  local version
  version=$(sed -n '/"node_modules\/playwright-core"/,/"version"/s/.*"version": "\(.*\)".*/\1/p' \
    tests/page/package-lock.json)
  say "installing the Chromium of playwright-core $version"
  npx --yes "playwright-core@$version" install --with-deps chromium >/dev/null
}

as_root() {
  if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi
}

# install_packages NAME...: those that are missing, in one go. A tool that is there from elsewhere
# than a package (cargo, python3) counts as installed.
install_packages() {
  command -v dpkg-query >/dev/null ||
    fail "this sets up Debian and Ubuntu; elsewhere install what README.md lists, then use cmake"
  local missing=() name
  for name in "$@"; do
    is_installed "$name" && continue
    case $name in
      cargo | rustc | python3 | cmake | npm) command -v "$name" >/dev/null && continue ;;
      nodejs) command -v node >/dev/null && continue ;;
      chromium) [ -n "${ECHOCHECK_CHROMIUM:-}" ] && continue ;;
      default-jdk-headless) command -v javac >/dev/null && continue ;;
    esac
    missing+=("$name")
  done
  [ ${#missing[@]} = 0 ] && return
  if [ "$(id -u)" != 0 ] && ! command -v sudo >/dev/null; then
    fail "missing packages, and no sudo to install them: ${missing[*]}"
  fi
  say "installing ${missing[*]}"
  as_root apt-get update -qq
  echo 'wireshark-common wireshark-common/install-setuid boolean false' |
    as_root debconf-set-selections 2>/dev/null || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    "${missing[@]}" >/dev/null
}

# configure PRESET: once; later changes of CMake files are the build's business.
configure() {
  [ -f "build/$1/build.ninja" ] && return
  say "configuring build/$1"
  cmake --preset "$1" >/dev/null
}
