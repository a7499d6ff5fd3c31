// SPDX-License-Identifier: MIT
#include "harness/cli/build_info.h"

#include <netlink/version.h>
#include <seccomp.h>
#include <zlib.h>

#include <CLI/Version.hpp>
#include <boost/version.hpp>
#include <fmt/core.h>
#include <nettle/version.h>
#include <nlohmann/json.hpp>
#include <pcap/pcap.h>
#include <pugixml.hpp>

#include "harness/cli/built_commit.h"

namespace echocheck {
namespace {

std::string Dotted(int major, int minor, int patch) {
  return std::to_string(major) + "." + std::to_string(minor) + "." + std::to_string(patch);
}

constexpr const char* kCompiler =
#if defined(__clang__)
    "Clang " __clang_version__;
#else
    "GCC " __VERSION__;
#endif

// pugixml 1.12 is 1120; before 1.10 it was 190.
std::string PugixmlVersion() {
  const int version = PUGIXML_VERSION;
  return Dotted(version / 1000, version / 10 % 100, version % 10);
}

// Of the library that is loaded, not of its headers.
std::string LibpcapVersion() {
  std::string text = pcap_lib_version();  // "libpcap version 1.10.3 (with TPACKET_V3)"
  const std::string before = "libpcap version ";
  if (text.starts_with(before)) text.erase(0, before.size());
  return text;
}

// Of the library that is loaded, too.
std::string LibseccompVersion() {
  const scmp_version* const version = seccomp_version();
  if (version == nullptr) return "0.0.0";
  return Dotted(static_cast<int>(version->major), static_cast<int>(version->minor),
                static_cast<int>(version->micro));
}

}  // namespace

std::string VersionText() {
  std::string text = "echocheck " ECHOCHECK_VERSION " (commit " + std::string(kBuiltCommit) + ")\n";
  const auto line = [&](const std::string& name, const std::string& version) {
    text += name + " " + version + "\n";
  };
  line("Compiler", std::string(kCompiler) + ", " ECHOCHECK_BUILD_TYPE);
  line("Boost", Dotted(BOOST_VERSION / 100'000, BOOST_VERSION / 100 % 1000, BOOST_VERSION % 100));
  line("libpcap", LibpcapVersion());
  line("nlohmann/json", Dotted(NLOHMANN_JSON_VERSION_MAJOR, NLOHMANN_JSON_VERSION_MINOR,
                               NLOHMANN_JSON_VERSION_PATCH));
  line("CLI11", CLI11_VERSION);
  line("fmt", Dotted(FMT_VERSION / 10'000, FMT_VERSION / 100 % 100, FMT_VERSION % 100));
  line("zlib", zlibVersion());
  line("pugixml", PugixmlVersion());
  line("libnl", LIBNL_VERSION);
  line("nettle", Dotted(nettle_version_major(), nettle_version_minor(), 0));
  line("libseccomp", LibseccompVersion());
  return text;
}

}  // namespace echocheck
