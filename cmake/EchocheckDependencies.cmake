# SPDX-License-Identifier: MIT
# Every library comes from the distribution's packages; scripts/setup.sh names them.

if(POLICY CMP0167)
  cmake_policy(SET CMP0167 NEW) # Boost's own configuration: newer CMakes have no module for it
endif()
# Debian 12 ships Boost 1.81 beside its default 1.74, whose Asio knows fewer coroutines.
find_package(Boost 1.81 REQUIRED)
find_package(nlohmann_json 3.11 REQUIRED)
find_package(CLI11 REQUIRED)
find_package(fmt REQUIRED)
find_package(pugixml REQUIRED)
find_package(Threads REQUIRED)
find_package(ZLIB REQUIRED)
find_package(PkgConfig REQUIRED)
pkg_check_modules(pcap REQUIRED IMPORTED_TARGET libpcap)
pkg_check_modules(nl REQUIRED IMPORTED_TARGET libnl-3.0)
pkg_check_modules(nettle REQUIRED IMPORTED_TARGET nettle)
pkg_check_modules(seccomp REQUIRED IMPORTED_TARGET libseccomp)
