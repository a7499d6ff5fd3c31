# SPDX-License-Identifier: MIT
# shellcheck shell=bash disable=SC2034  # its lists are used by the scripts that source it
# Sourced by the other scripts: installs the packages that are missing, on Debian and Ubuntu. It says
# what it does, and is quick when everything is there. What an interrupted call left behind (packages
# half installed, a build folder half configured) the next call completes.

# Needed to build and run. (GCC's link-time optimiser runs make to use more than one processor.)
build_packages=(g++ make cmake ninja-build pkg-config libpcap-dev zlib1g-dev libnl-3-dev nettle-dev
                libseccomp-dev nlohmann-json3-dev libcli11-dev libfmt-dev libpugixml-dev)
# Needed by the tests and the benchmarks: their libraries, other people's servers, and readers of
# captures and reports.
test_packages=(libgtest-dev libgmock-dev libbenchmark-dev python3 python3-jsonschema tshark tcpdump
               iproute2 socat util-linux procps cargo rustc default-jdk-headless ncat busybox
               python3-junitparser python3-yaml tmux libxml2-utils perl cmark-gfm nodejs npm
               mandoc zsh fish)

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

# libclang for Python, for scripts/mutants and its tests. Later releases have other versions; the tests are left out there.
libclang_packages() {
  if grep -qE '^VERSION_CODENAME=(bookworm|jammy|noble)$' /etc/os-release; then echo python3-clang-14 libclang-14-dev; fi
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

# Completes what an interrupted installation left half done. Otherwise apt refuses to install anything.
finish_interrupted_installation() {
  local journal=(/var/lib/dpkg/updates/[0-9]*)
  if [ -e "${journal[0]}" ] || [ -n "$(dpkg --audit)" ]; then
    say "completing an installation that was interrupted"
    # It fails where a package is unpacked and its dependency is not; apt then knows what is missing.
    as_root env DEBIAN_FRONTEND=noninteractive dpkg --configure -a >/dev/null || true
  fi
  as_root apt-get check -qq >/dev/null 2>&1 ||
    as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --fix-broken >/dev/null
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
  finish_interrupted_installation
  as_root apt-get update -qq
  [[ " ${missing[*]} " != *" tshark "* ]] ||
    echo 'wireshark-common wireshark-common/install-setuid boolean false' |
    as_root debconf-set-selections 2>/dev/null || true
  as_root env DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends \
    -o DPkg::Lock::Timeout=300 "${missing[@]}" >/dev/null
}

# configure PRESET: once; later changes of CMake files are the build's business. The file `configured`
# says that CMake came to its end: a build.ninja alone may be left from a call that was interrupted.
configure() {
  local folder=build/$1 options=()
  [ -f "$folder/configured" ] && [ -f "$folder/build.ninja" ] && return
  # What was found out before an interruption is found out anew.
  [ -f "$folder/build.ninja" ] || options=(--fresh)
  say "configuring $folder"
  cmake "${options[@]}" --preset "$1" >/dev/null || return
  touch "$folder/configured"
}
