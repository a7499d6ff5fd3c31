# SPDX-License-Identifier: MIT
# Every library comes from the distribution's packages; scripts/setup.sh names them.

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
pkg_check_modules(mnl REQUIRED IMPORTED_TARGET libmnl)
