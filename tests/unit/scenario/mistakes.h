// SPDX-License-Identifier: MIT
// Tables of scenario texts and what is wrong with each.
//
// Each text is made around a fragment. The fragment always stands on line 2, from column 1, so that
// a test can say where in it an error is.
#pragma once

#include <string>
#include <vector>

#include <gtest/gtest.h>

#include "harness/scenario/load_scenario.h"

namespace echocheck {

inline constexpr char kSteps[] = R"(["connect", {"send": "x"}, {"expect": "echo"}, "close"])";

// The fragment is all of the root object's members.
inline std::string Root(const std::string& fragment) { return "{\n" + fragment + "\n}"; }

// The fragment is more members of an otherwise good scenario.
inline std::string With(const std::string& fragment) {
  return R"({"format": 1, "title": "t", "clients": [{"name": "a", "port": 50001, "steps": )" +
         std::string(kSteps) + "}],\n" + fragment + "\n}";
}

// The fragment is all of "clients".
inline std::string Clients(const std::string& fragment) {
  return "{\"format\": 1, \"title\": \"t\", \"clients\": [\n" + fragment + "\n]}";
}

// The fragment is all of one client.
inline std::string Client(const std::string& fragment) { return Clients("{" + fragment + "}"); }

// The fragment is one client's steps.
inline std::string Steps(const std::string& fragment) {
  return "{\"format\": 1, \"title\": \"t\", \"clients\": [{\"name\": \"a\", \"port\": 50001, "
         "\"steps\": [\n" +
         fragment + "\n]}]}";
}

// The fragment is one UDP client's steps.
inline std::string Udp(const std::string& fragment) {
  return "{\"format\": 1, \"title\": \"t\", \"server\": {\"transport\": \"udp\"}, \"clients\": "
         "[{\"name\": \"a\", \"port\": 50001, \"steps\": [\n" +
         fragment + "\n]}]}";
}

// The fragment is the value of a send.
inline std::string Send(const std::string& fragment) {
  return "{\"format\": 1, \"title\": \"t\", \"clients\": [{\"name\": \"a\", \"port\": 50001, "
         "\"steps\": [\"connect\", {\"send\":\n" +
         fragment + "\n}]}]}";
}

struct Mistake {
  std::string text;
  std::string message;  // without the file's name
};

inline void ExpectMessages(const std::vector<Mistake>& table) {
  for (const Mistake& mistake : table) {
    const auto loaded = ParseScenario(mistake.text, "x.json");
    ASSERT_FALSE(loaded.has_value()) << "accepted: " << mistake.text.substr(0, 400);
    EXPECT_EQ(loaded.error().kind, ErrorKind::kUsage);
    EXPECT_EQ(loaded.error().message.english(), "x.json:" + mistake.message)
        << "in: " << mistake.text.substr(0, 400);
  }
}

}  // namespace echocheck
