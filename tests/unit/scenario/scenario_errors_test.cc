// SPDX-License-Identifier: MIT
// Every mistake a scenario can hold, and the exact words it is told in. Steps and meetings are in
// step_errors_test.cc.
#include <string>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/scenario/load_scenario.h"
#include "tests/unit/scenario/mistakes.h"

namespace echocheck {
namespace {

std::string Nested(std::size_t depth) { return std::string(depth, '[') + std::string(depth, ']'); }

TEST(ScenarioErrorsTest, Text) {
  ExpectMessages({
      {"", " the file is empty"},
      {" \n", "2:1: expected a value, found the end of the file"},
      {"{\n\"title\": \"エ\xff\"}", "2:12: not UTF-8: byte 0xff"},
      {"\xed\xa0\x80", "1:1: not UTF-8: byte 0xed"},
      {"\xef\xbb\xbf[", "1:2: expected a value, found the end of the file"},
      {"{\"a\": 1,\n}", "1:8: trailing comma before \"}\""},
      {"[1, 2,]", "1:6: trailing comma before \"]\""},
      {"[1,,2]", "1:4: expected a value, found \",\""},
      {"[1 2]", "1:4: expected \",\" or \"]\", found a number"},
      {"{\"a\": 1 \"b\": 2}", "1:9: expected \",\" or \"}\", found a string"},
      {"{a: 1}", "1:2: expected a key in double quotes, found \"a\""},
      {"{'a': 1}", "1:2: expected a key in double quotes, found \"'\""},
      {"{1: 1}", "1:2: expected a key in double quotes, found a number"},
      {"{\"a\" 1}", "1:6: expected \":\", found a number"},
      {"{\"a\": }", "1:7: expected a value, found \"}\""},
      {"{\"a\": エ}", "1:7: expected a value, found \"エ\""},
      {"{} {}", "1:4: expected the end of the file, found \"{\""},
      {"{} // end", "1:4: expected the end of the file, found \"/\" (JSON has no comments)"},
      {"{\"エコー\":\n  /* why */ 1}", "2:3: expected a value, found \"/\" (JSON has no comments)"},
      {"{\"a\": hoge}", "1:7: \"hoge\" is not JSON, text stands in double quotes"},
      {"{\"a\": True}", "1:7: \"True\" is not JSON, did you mean \"true\"?"},
      {"{\"a\": 01}", "1:7: \"01\" is not a JSON number"},
      {"{\"a\": 1.}", "1:7: \"1.\" is not a JSON number"},
      {"{\"a\": 0x10}", "1:7: \"0x10\" is not a JSON number"},
      {"{\"a\": +1}", "1:7: expected a value, found \"+\""},
      {"{\"a\": \"b", "1:7: string without its closing quote on the same line"},
      {"{\"a\": \"b,\n\"c\": 1}", "1:7: string without its closing quote on the same line"},
      {"[\"a\tb\"]", "1:4: control character in a string, write it \\u0009"},
      {"[\"a\\x00\"]", R"(1:4: unknown escape, JSON has \" \\ \/ \b \f \n \r \t \uXXXX)"},
      {"[\"\\u12g4\"]", "1:3: \\u needs four hex digits"},
      {"[\"\\ud83d \"]", "1:3: half of a surrogate pair; bytes that are no text go into \"hex\""},
      {"[\"a\\", R"(1:4: unknown escape, JSON has \" \\ \/ \b \f \n \r \t \uXXXX)"},
      {Nested(100), "1:33: nested more than 32 deep"},
      {Nested(32), "1:1: expected an object, found an array"},
      {std::string(500'000, '['), "1:33: nested more than 32 deep"},
      {Root(R"("format": 1,)"
            "\n"
            R"("title": "t", "title": "u")"),
       "3:15: duplicate key \"title\", it is on line 3 already"},
      {Root(R"("a/b~": {"c": 1, "c": 2})"),
       "2:18: /a~1b~0: duplicate key \"c\", it is on line 2 already"},
      {Client(R"("port": 1, "count": 2, "port": 3)"),
       "2:25: /clients/0: duplicate key \"port\", it is on line 2 already"},
  });
}

TEST(ScenarioErrorsTest, TopLevel) {
  ExpectMessages({
      {"7", "1:1: expected an object, found a number"},
      {Root(R"("titel": "t")"), "1:1: missing key \"format\", expected \"format\": 1"},
      {Root(R"("format": "1")"), "2:11: /format: expected the number 1, found a string"},
      {Root(R"("format": 2, "new": {})"),
       "2:11: /format: unknown format 2, this version reads format 1"},
      {Root(R"("format": 1, "titel": "t")"),
       "2:14: unknown key \"titel\", did you mean \"title\"?"},
      {Root(R"("format": 1, "title": "t")"), "1:1: missing key \"clients\""},
      {Root(R"("format": 1, "clients": [])"), "1:1: missing key \"title\""},
      {Root(R"("format": 1, "title": "")"), "2:23: /title: empty, expected a line of text"},
      {Root(R"("format": 1, "title": "a\nb")"),
       "2:23: /title: expected one line without control characters"},
      {Root(R"("format": 1, "title": ["t"])"), "2:23: /title: expected a string, found an array"},
      {With(R"("$schema": 1)"), "2:12: /$schema: expected a string, found a number"},
      {With(R"("description": null)"), "2:16: /description: expected a string, found null"},
      {With(R"("title_ja": 1)"), "2:13: /title_ja: expected a string, found a number"},
      {With(R"("title_ja": "")"), "2:13: /title_ja: empty, expected a line of text"},
      {With(R"("title_ja": "a\nb")"),
       "2:13: /title_ja: expected one line without control characters"},
      {With(R"("description_ja": ["d"])"),
       "2:19: /description_ja: expected a string, found an array"},
      {With(R"("tags": "a")"), "2:9: /tags: expected an array, found a string"},
      {With(R"("tags": ["a", "a"])"), "2:15: /tags/1: tag \"a\" twice"},
      {With(R"("tags": ["a b"])"),
       "2:10: /tags/0: \"a b\" is not a name, expected 1 to 64 of A-Z a-z 0-9 \".\" \"_\" \"-\""},
      {With(R"("server": {"prot": 7})"),
       "2:12: /server: unknown key \"prot\", did you mean \"port\"?"},
      {With(R"("server": {"port": 0})"),
       "2:20: /server/port: 0 is out of range, expected 1 to 65535"},
      {With(R"("server": {"port": 65536})"),
       "2:20: /server/port: 65536 is out of range, expected 1 to 65535"},
      {With(R"("server": {"port": -1})"),
       "2:20: /server/port: -1 is out of range, expected 1 to 65535"},
      {With(R"("server": {"port": 99999999999999999999})"),
       "2:20: /server/port: 99999999999999999999 is out of range, expected 1 to 65535"},
      {With(R"("server": {"port": 1e999})"), "2:20: /server/port: 1e999 is too large a number"},
      {With(R"("server": {"port": 7.5})"),
       "2:20: /server/port: expected a whole number, found 7.5"},
      {With(R"("server": {"port": "7"})"),
       "2:20: /server/port: expected a whole number, found a string"},
      {With(R"("server": {"host": "10.0.0.1"})"),
       "2:20: /server/host: \"10.0.0.1\" is not a loopback address, expected e.g. \"127.0.0.1\" or "
       "\"::1\""},
      {With(R"("server": {"host": "0.0.0.0"})"),
       "2:20: /server/host: \"0.0.0.0\" is not a loopback address, expected e.g. \"127.0.0.1\" or "
       "\"::1\""},
      {With(R"("server": {"transport": "tpc"})"),
       "2:25: /server/transport: unknown word \"tpc\", did you mean \"tcp\"?"},
      {With(R"("level": "MAY")"),
       "2:10: /level: unknown word \"MAY\", expected \"MUST\", \"SHOULD\" or \"INFO\""},
      {With(R"("source": "a\nb")"), "2:11: /source: expected one line without control characters"},
      {With(R"("points": 1001)"), "2:11: /points: 1001 is out of range, expected 0 to 1000"},
      {With(R"("alone": "yes")"), "2:10: /alone: expected true or false, found a string"},
      {With(R"("target": {"open_files": 7})"),
       "2:26: /target/open_files: 7 is out of range, expected 8 to 1048576"},
      {With(R"("target": {"files": 9})"),
       "2:12: /target: unknown key \"files\", expected \"open_files\""},
      {With(R"("network": {"mtu": 575})"),
       "2:20: /network/mtu: 575 is out of range, expected 576 to 65536"},
      {With(R"("server": {"host": "::1"}, "network": {"mtu": 1279})"),
       "2:47: /network/mtu: 1279 is out of range, expected 1280 to 65536"},
      {With(R"("network": {"buffers": "tiny"})"),
       "2:24: /network/buffers: unknown word \"tiny\", expected \"default\", \"small\" or "
       "\"large\""},
      {With(R"("timeouts": {"step_ms": 0})"),
       "2:25: /timeouts/step_ms: 0 is out of range, expected 1 to 600000"},
      {With(R"("timeouts": {"step": 1})"),
       "2:14: /timeouts: unknown key \"step\", expected \"step_ms\" or \"close_ms\""},
  });
}

TEST(ScenarioErrorsTest, Clients) {
  const std::string steps = R"(, "steps": )" + std::string(kSteps);
  const auto two = [&](const std::string& first, const std::string& second) {
    return Clients(R"({"name": "a", )" + first + steps + "},\n" + R"({"name": "b", )" + second +
                   steps + "}");
  };
  ExpectMessages({
      {Clients(""), "1:40: /clients: no client, expected at least one"},
      {Clients("[]"), "2:1: /clients/0: expected an object, found an array"},
      {Client(R"("name": "a", "ports": 1)"),
       "2:15: /clients/0: unknown key \"ports\", did you mean \"port\"?"},
      {Client(R"("port": 1)"), "2:1: /clients/0: missing key \"name\""},
      {Client(R"("name": "a")"), "2:1: /clients/0: missing key \"port\""},
      {Client(R"("name": "a", "host": "::1")"),
       "2:23: /clients/0/host: all clients are at the server's address, unless that is \"::\""},
      {With(R"("server": {"host": "::"})"), "1:41: /clients/0: missing key \"host\""},
      {Client(R"("name": "a", "port": 1)"), "2:1: /clients/0: missing key \"steps\""},
      {Client(R"("name": "", "port": 1)"),
       "2:10: /clients/0/name: \"\" is not a name, expected 1 to 64 of A-Z a-z 0-9 \".\" \"_\" "
       "\"-\""},
      {Client(R"("name": "a", "port": 0)"),
       "2:23: /clients/0/port: 0 is out of range, expected 1 to 65535"},
      {Client(R"("name": "a", "port": 70000)"),
       "2:23: /clients/0/port: 70000 is out of range, expected 1 to 65535"},
      {Client(R"("name": "a", "port": 65535, "count": 2)"),
       "2:39: /clients/0/count: 2 ports from 65535 on go beyond 65535"},
      {Client(R"("name": "a", "port": 1, "count": 0)"),
       "2:35: /clients/0/count: 0 is out of range, expected 1 to 20000"},
      {two(R"("port": 1, "count": 15000)", R"("port": 20000, "count": 5001)"),
       "3:39: /clients/1/count: 20001 connections so far, at most 20000 in a scenario"},
      {two(R"("port": 1)", R"("port": 1)"),
       "3:23: /clients/1/port: port 1 is taken by client \"a\""},
      {two(R"("port": 10, "count": 5)", R"("port": 14)"),
       "3:23: /clients/1/port: port 14 is taken by client \"a\""},
      {two(R"("port": 10, "count": 5)", R"("port": 8, "count": 3)"),
       "3:23: /clients/1/port: port 10 is taken by client \"a\""},
      {two(R"("port": 10)", R"("port": 8, "count": 9)"),
       "3:23: /clients/1/port: port 10 is taken by client \"a\""},
      {two(R"("port": 1)", R"("port": 50000)"),
       "3:23: /clients/1/port: port 50000 is taken by the server"},
      {two(R"("port": 49998, "count": 3)", R"("port": 1)"),
       "2:23: /clients/0/port: port 50000 is taken by the server"},
      {Clients(R"({"name": "a", "port": 1)" + steps + "},\n" + R"({"name": "a", "port": 2)" +
               steps + "}"),
       "3:10: /clients/1/name: second client called \"a\""},
      {Client(R"("name": "a", "port": 1, "count": 3, "at_once": 4)"),
       "2:49: /clients/0/at_once: 4 is out of range, expected 1 to 3"},
      {Client(R"("name": "a", "port": 1, "socket": {"receive_buffer": 1023})"),
       "2:55: /clients/0/socket/receive_buffer: 1023 is out of range, expected 1024 to 67108864"},
      {Client(R"("name": "a", "port": 1, "socket": {"no_delay": 1})"),
       "2:49: /clients/0/socket/no_delay: expected true or false, found a number"},
      {Client(R"("name": "a", "port": 1, "socket": {"nodelay": true})"),
       "2:37: /clients/0/socket: unknown key \"nodelay\", did you mean \"no_delay\"?"},
      {Client(R"("name": "a", "port": 1, "flags": 7)" + steps),
       "2:35: /clients/0/flags: expected a string or an object, found a number"},
      {Client(R"("name": "a", "port": 1, "flags": {"mode": "exact"})" + steps),
       "2:35: /clients/0/flags: missing key \"pattern\""},
      {Client(R"("name": "a", "port": 1, "flags": {"pattern": "C:SYN", "mode": "exakt"})" + steps),
       "2:64: /clients/0/flags/mode: unknown word \"exakt\", did you mean \"exact\"?"},
  });
}

TEST(ScenarioErrorsTest, WhatUdpHasNot) {
  const auto udp = [](const std::string& fragment) {
    return R"({"format": 1, "title": "t", "server": {"transport": "udp"}, "clients": [)"
           "\n{" +
           fragment + R"(, "steps": ["connect"]}]})";
  };
  ExpectMessages({
      {udp(R"("name": "a", "port": 1, "flags": "C:SYN")"),
       "2:35: /clients/0/flags: \"flags\" over UDP, which has no segments"},
      {udp(R"("name": "a", "port": 1, "socket": {"no_delay": true})"),
       "2:49: /clients/0/socket/no_delay: \"no_delay\" over UDP, it is TCP's alone"},
  });
}

TEST(ScenarioErrorsTest, FlagPatternHasBothColumns) {
  const auto with_flags = [](const std::string& flags) {
    return Client(R"("name": "a", "port": 1, "flags": )" + flags + R"(, "steps": )" + kSteps);
  };
  const auto message = [&](const std::string& flags) {
    return ParseScenario(with_flags(flags), "x.json").error().message.english();
  };
  EXPECT_THAT(message(R"("C:SYN (S:ACK")"),
              testing::StartsWith("x.json:2:35: /clients/0/flags: column "));
  EXPECT_THAT(message(R"({"pattern": "C:SYM"})"),
              testing::StartsWith("x.json:2:47: /clients/0/flags/pattern: column "));
}

}  // namespace
}  // namespace echocheck
