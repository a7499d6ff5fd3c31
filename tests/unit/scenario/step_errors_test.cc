// SPDX-License-Identifier: MIT
// Every mistake in steps, in their order and in meetings, and the exact words it is told in.
#include <string>

#include <gtest/gtest.h>

#include "tests/unit/scenario/mistakes.h"

namespace echocheck {
namespace {

TEST(StepErrorsTest, Form) {
  ExpectMessages({
      {Steps(""), "1:79: /clients/0/steps: no step, expected at least \"connect\""},
      {Steps(R"("connect", "sendd")"),
       "2:12: /clients/0/steps/1: unknown step \"sendd\", did you mean \"send\"?"},
      {Steps(R"("connect", {"sendd": "x"})"),
       "2:13: /clients/0/steps/1: unknown step \"sendd\", did you mean \"send\"?"},
      {Steps(R"("hoge")"),
       "2:1: /clients/0/steps/0: unknown step \"hoge\", expected \"connect\", \"send\", "
       "\"expect\", \"shutdown\", \"close\", \"reset\", \"vanish\", \"urgent\", \"read\", "
       "\"pause\", "
       "\"meet\", \"hold\", \"held\", \"release\", \"signal\", \"stop\", \"restart\", \"sample\" "
       "or \"idle\""},
      {Steps(R"("connect", "send")"),
       "2:12: /clients/0/steps/1: \"send\" needs a value, e.g. {\"send\": \"hoge\\n\"}"},
      {Steps(R"("connect", {"close": {}})"),
       "2:13: /clients/0/steps/1: \"close\" takes no value, write \"close\""},
      {Steps(R"({"connect": 5})"),
       "2:13: /clients/0/steps/0/connect: expected an object, found a number"},
      {Steps(R"({"connect": {"timeout": 5}})"),
       "2:14: /clients/0/steps/0/connect: unknown key \"timeout\", expected \"timeout_ms\""},
      {Steps(R"({"connect": {"timeout_ms": 600001}})"),
       "2:28: /clients/0/steps/0/connect/timeout_ms: 600001 is out of range, expected 1 to "
       "600000"},
      {Steps(R"("connect", {"send": "x", "timeout_ms": 5})"),
       "2:12: /clients/0/steps/1: a step is a word or an object with one key, found 2 keys"},
      {Steps("{}"),
       "2:1: /clients/0/steps/0: a step is a word or an object with one key, found 0 keys"},
      {Steps("7"),
       "2:1: /clients/0/steps/0: expected a step, a word or an object with one key, found a "
       "number"},
      {Steps(R"("connect", {"expect": "ecco"})"),
       "2:23: /clients/0/steps/1/expect: unknown word \"ecco\", did you mean \"echo\"?"},
      {Steps(R"("connect", {"expect": "quiet"})"),
       "2:23: /clients/0/steps/1/expect: \"quiet\" needs a time: {\"quiet_ms\": 150}"},
      {Steps(R"("connect", {"expect": {"what": "quiet"}})"),
       "2:32: /clients/0/steps/1/expect/what: \"quiet\" needs a time: {\"quiet_ms\": 150}"},
      {Steps(R"("connect", {"expect": {"quiet_ms": 1, "timeout_ms": 5}})"),
       "2:39: /clients/0/steps/1/expect: unknown key \"timeout_ms\", expected \"quiet_ms\""},
      {Steps(R"("connect", {"expect": {}})"),
       "2:23: /clients/0/steps/1/expect: missing key \"what\""},
      {Steps(R"("connect", {"expect": []})"),
       "2:23: /clients/0/steps/1/expect: expected a string or an object, found an array"},
      {Steps(R"({"pause": {}})"), "2:11: /clients/0/steps/0/pause: missing key \"ms\""},
      {Steps(R"({"pause": {"ms": 0}})"),
       "2:18: /clients/0/steps/0/pause/ms: 0 is out of range, expected 1 to 600000"},
      {Steps(R"({"meet": 7})"),
       "2:10: /clients/0/steps/0/meet: expected a string or an object, found a number"},
  });
}

TEST(StepErrorsTest, Payload) {
  const std::string send = "/clients/0/steps/1/send";
  ExpectMessages({
      {Send("7"), "2:1: " + send + ": expected a string or an object, found a number"},
      {Send(R"("")"), "1:91: /clients/0/steps/1: nothing to send, only a datagram may be empty"},
      {Send(R"({"text": "x", "may_block": 1})"),
       "2:28: " + send + "/may_block: expected true or false, found a number"},
      {Send(R"({"txt": "x"})"), "2:2: " + send + ": unknown key \"txt\", did you mean \"text\"?"},
      {Send(R"({"repeat": 2})"),
       "2:1: " + send + R"(: expected one of "text", "hex", "base64", "random")"},
      {Send(R"({"text": "x", "hex": "78"})"),
       "2:1: " + send + ": \"text\" and \"hex\" together, a send has one of them"},
      {Send(R"({"text": true})"), "2:10: " + send + "/text: expected a string, found true"},
      {Send(R"({"hex": "68 6"})"),
       "2:9: " + send + "/hex: column 4: expected two hex digits, as in \"68 6f\""},
      {Send(R"({"base64": "a-=="})"),
       "2:12: " + send + "/base64: column 2: not in the base64 alphabet"},
      {Send(R"({"base64": ""})"), "2:12: " + send + "/base64: nothing to send"},
      {Send(R"({"random": 5})"), "2:12: " + send + "/random: expected an object, found a number"},
      {Send(R"({"random": {"size": 5}})"),
       "2:13: " + send + "/random: unknown key \"size\", expected \"bytes\" or \"seed\""},
      {Send(R"({"random": {"bytes": 1073741825}})"),
       "2:22: " + send + "/random/bytes: 1073741825 is out of range, expected 1 to 1073741824"},
      {Send(R"({"random": {"bytes": 1, "seed": 18446744073709551616}})"),
       "2:33: " + send +
           "/random/seed: 18446744073709551616 is out of range, expected 0 to "
           "18446744073709551615"},
      {Send(R"({"text": "ab", "repeat": 536870913})"),
       "2:1: " + send + ": payload of 1073741826 bytes, at most 1073741824 (1 GiB) in one send"},
      {Send(R"({"text": "ab", "write_size": 0})"),
       "2:30: " + send + "/write_size: 0 is out of range, expected 1 to 1073741824"},
  });
}

TEST(StepErrorsTest, Order) {
  const std::string at = "/clients/0/steps/";
  ExpectMessages({
      {Steps(R"({"send": "x"}, "connect")"), "2:1: " + at + "0: \"send\" before \"connect\""},
      {Steps(R"({"expect": "echo"}, "connect")"),
       "2:1: " + at + "0: \"expect echo\" before \"connect\""},
      {Steps(R"("shutdown")"), "2:1: " + at + "0: \"shutdown\" before \"connect\""},
      {Steps(R"("close")"), "2:1: " + at + "0: \"close\" before \"connect\""},
      {Steps(R"({"pause": {"ms": 1}}, "reset")"),
       "2:23: " + at + "1: \"reset\" before \"connect\""},
      {Steps(R"({"pause": {"ms": 1}})"), "1:79: /clients/0/steps: no \"connect\" among the steps"},
      {Steps(R"("connect", "connect")"),
       "2:12: " + at + "1: second \"connect\", a client has one connection"},
      {Steps(R"("connect", "close", "connect")"),
       "2:21: " + at + "2: \"connect\" after the client has left, its connection is gone"},
      {Steps(R"("connect", "reset", {"read": "stop"})"),
       "2:21: " + at + "2: \"read stop\" after the client has left, its connection is gone"},
      {Steps(R"("connect", "vanish", "close")"),
       "2:22: " + at + "2: \"close\" after the client has left, its connection is gone"},
      {Steps(R"({"urgent": "!"}, "connect")"), "2:1: " + at + "0: \"urgent\" before \"connect\""},
      {Steps(R"("connect", "shutdown", {"urgent": "!"})"),
       "2:24: " + at + "2: \"urgent\" after \"shutdown\", which has ended the client's stream"},
      {Steps(R"("connect", {"urgent": "!"}, {"expect": "echo"})"),
       "2:29: " + at + "2: \"expect echo\" with nothing sent"},
      {Steps(R"("connect", {"urgent": "!"}, {"expect": {"quiet_ms": 1}})"),
       "2:29: " + at + "2: \"expect quiet\" after \"urgent\", whose byte may come back"},
      {Steps(R"("connect", {"read": "stop"}, {"send": "x"}, {"expect": "echo"})"),
       "2:45: " + at +
           "3: \"expect echo\" while the client does not read, {\"read\": \"start\"} first"},
      {Steps(R"("connect", {"expect": "reset"}, {"read": "stop"})"),
       "2:33: " + at + "2: \"read\" after \"expect reset\", the connection is gone"},
      {Steps(R"("connect", "shutdown", {"send": "x"})"),
       "2:24: " + at + "2: \"send\" after \"shutdown\", which has ended the client's stream"},
      {Steps(R"("connect", "shutdown", "shutdown")"),
       "2:24: " + at + "2: second \"shutdown\", the client's stream has ended"},
      {Steps(R"("connect", {"expect": "echo"})"),
       "2:12: " + at + "1: \"expect echo\" with nothing sent"},
      {Steps(R"("connect", {"expect": "eof"})"),
       "2:12: " + at +
           "1: \"expect eof\" before \"shutdown\", an echo server ends after its client"},
      {Steps(R"("connect", {"send": "x"}, {"expect": {"quiet_ms": 1}})"),
       "2:27: " + at + "2: \"expect quiet\" while an echo is due, expect the echo first"},
      {Steps(R"("connect", {"expect": "reset"}, {"send": "x"})"),
       "2:33: " + at + "2: \"send\" after \"expect reset\", the connection is gone"},
      {Steps(R"("connect", {"expect": "reset"}, {"expect": "eof"})"),
       "2:33: " + at + "2: \"expect eof\" after \"expect reset\", the connection is gone"},
      {Steps(R"("connect", {"expect": "reset"}, "shutdown")"),
       "2:33: " + at + "2: \"shutdown\" after \"expect reset\", the connection is gone"},
  });
}

TEST(StepErrorsTest, ReadingAndUrgentData) {
  const std::string at = "/clients/0/steps/1/";
  ExpectMessages({
      {Steps(R"("connect", {"urgent": "!!"})"),
       "2:23: " + at + "urgent: 2 bytes, urgent data is one"},
      {Steps(R"("connect", {"urgent": 7})"),
       "2:23: " + at + "urgent: expected a string, found a number"},
      {Steps(R"("connect", {"read": "stopp"})"),
       "2:21: " + at + "read: unknown word \"stopp\", did you mean \"stop\"?"},
      {Steps(R"("connect", {"read": 7})"),
       "2:21: " + at + "read: expected a string or an object, found a number"},
      {Steps(R"("connect", {"read": {"octets": 7}})"),
       "2:21: " + at + "read: missing key \"every_ms\""},
      {Steps(R"("connect", {"read": {"octets": 0, "every_ms": 5}})"),
       "2:32: " + at + "read/octets: 0 is out of range, expected 1 to 1073741824"},
      {Steps(R"("connect", {"read": {"octets": 7, "ms": 5}})"),
       "2:35: " + at + "read: unknown key \"ms\", expected \"octets\" or \"every_ms\""},
      {Steps(R"("connect", {"vanish": {}})"),
       "2:13: /clients/0/steps/1: \"vanish\" takes no value, write \"vanish\""},
  });
}

TEST(StepErrorsTest, StepsOnTheTarget) {
  const std::string at = "/clients/0/steps/";
  ExpectMessages({
      {Steps(R"({"signal": "SIGHUP"})"),
       "2:12: " + at +
           "0/signal: unknown word \"SIGHUP\", expected \"SIGSTOP\", \"SIGCONT\", \"SIGTERM\", "
           "\"SIGINT\" or \"SIGKILL\""},
      {Steps(R"({"signal": 9})"), "2:12: " + at + "0/signal: expected a string, found a number"},
      {Steps(R"({"stop": "SIGSTOP"})"),
       "2:10: " + at +
           "0/stop: \"SIGSTOP\" ends no process, expected \"SIGTERM\", \"SIGINT\" or \"SIGKILL\""},
      {Steps(R"({"restart": "SIGCONT"})"),
       "2:13: " + at +
           "0/restart: \"SIGCONT\" ends no process, expected \"SIGTERM\", \"SIGINT\" or "
           "\"SIGKILL\""},
      {Steps(R"("sample")"),
       "2:1: " + at + "0: \"sample\" needs a value, e.g. {\"sample\": \"before\"}"},
      {Steps(R"({"idle": {}})"), "2:10: " + at + "0/idle: missing key \"ms\""},
      {Steps(R"({"idle": 300})"), "2:10: " + at + "0/idle: expected an object, found a number"},
      {Steps(R"({"stop": "SIGTERM"}, "connect")"),
       "2:22: " + at + "1: \"connect\" after \"stop\", nothing of the target is left"},
      {Steps(R"("connect", {"stop": "SIGTERM"}, {"sample": "a"})"),
       "2:33: " + at + "2: \"sample a\" after \"stop\", nothing of the target is left"},
      {Steps(R"("connect", {"restart": "SIGTERM"}, {"send": "x"})"),
       "2:36: " + at + "2: \"send\" after the server has been ended, nobody takes it"},
      {Steps(R"("connect", {"send": "x"}, {"restart": "SIGKILL"}, {"expect": "echo"})"),
       "2:51: " + at + "3: \"expect echo\" after the server has been ended"},
      {Steps(R"("connect", {"restart": "SIGKILL"}, {"expect": {"quiet_ms": 1}})"),
       "2:36: " + at + "2: \"expect quiet\" after the server has been ended: its FIN comes"},
      {Steps(R"("connect", {"signal": "SIGSTOP"}, {"expect": "eof"})"),
       "2:35: " + at +
           "2: \"expect eof\" before \"shutdown\", an echo server ends after its client"},
      {Steps(R"("connect", {"sample": "a"}, {"sample": "a"})"),
       "2:29: " + at + "2: second sample called \"a\""},
      {Client(R"("name": "a", "port": 1, "count": 2, "steps": [{"idle": {"ms": 1}}, "connect"])"),
       "2:48: " + at +
           "0: \"idle\" 2 times over, there is one target: give it to a client of its own"},
  });
}

TEST(StepErrorsTest, OverUdp) {
  const std::string at = "/clients/0/steps/1: ";
  ExpectMessages({
      {Udp(R"("connect", "shutdown")"), "2:12: " + at + "\"shutdown\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", "reset")"), "2:12: " + at + "\"reset\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", "vanish")"), "2:12: " + at + "\"vanish\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", {"urgent": "!"})"),
       "2:12: " + at + "\"urgent\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", {"read": "stop"})"),
       "2:12: " + at + "\"read stop\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", {"expect": "eof"})"),
       "2:12: " + at + "\"expect eof\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", {"expect": "reset"})"),
       "2:12: " + at + "\"expect reset\" over UDP, it is TCP's alone"},
      {Udp(R"("connect", {"send": {"text": "x", "write_size": 1}})"),
       "2:12: " + at + "\"write_size\" over UDP, a send is one datagram"},
      {Udp(R"("connect", {"send": {"text": "x", "may_block": true}})"),
       "2:12: " + at + "\"may_block\" over UDP, where no send waits for the server"},
      {Udp(R"("connect", {"send": {"random": {"bytes": 65508}}})"),
       "2:12: " + at + "a datagram of 65508 bytes, at most 65507"},
      {Udp(R"("connect", {"expect": "echo"})"),
       "2:12: " + at + "\"expect echo\" with nothing sent"},
  });
}

TEST(StepErrorsTest, OnlySoManySteps) {
  std::string steps = R"("connect")";
  for (int i = 0; i < 9999; ++i) steps += R"(, {"send": "x"})";
  EXPECT_TRUE(ParseScenario(Steps(steps), "x.json").has_value());
  ExpectMessages(
      {{Steps(steps + R"(, "close")"), "1:79: /clients/0/steps: 10001 steps, at most 10000"}});
}

// Clients "a" and "b", on lines 3 and 4; the meetings on line 2.
std::string Meeting(const std::string& meets, const std::string& a, const std::string& b) {
  const auto client = [](const std::string& name, int port, const std::string& steps) {
    return R"({"name": ")" + name + R"(", "port": )" + std::to_string(port) + R"(, "steps": [)" +
           steps + R"("connect", "close"]})";
  };
  return "{\"format\": 1, \"title\": \"t\", \"meets\":\n" + meets + ", \"clients\": [\n" +
         client("a", 1, a) + ",\n" + client("b", 2, b) + "]}";
}

// One client of four, of which so many are connected at a time.
std::string MeetingOfFour(int at_once, const std::string& steps) {
  return "{\"format\": 1, \"title\": \"t\", \"meets\": [\"m\"], \"clients\": [\n"
         R"({"name": "a", "port": 1, "count": 4, "at_once": )" +
         std::to_string(at_once) + R"(, "steps": [)" + steps + "]}]}";
}

TEST(StepErrorsTest, Meetings) {
  const std::string m = R"({"meet": "m"}, )";
  const std::string n = R"({"meet": "n"}, )";
  ExpectMessages({
      {Meeting(R"(["m"])", "", ""), "2:2: /meets/0: no client comes to meeting \"m\""},
      {Meeting(R"(["m", "m"])", m, m), "2:7: /meets/1: meeting \"m\" twice"},
      {Meeting(R"(["m"])", m, ""),
       "3:36: /clients/0/steps/0: only client \"a\" comes to meeting \"m\", it takes two"},
      {Meeting(R"(["all-sent"])", R"({"meet": "all_sent"}, )", ""),
       "3:36: /clients/0/steps/0: meeting \"all_sent\" is not in \"meets\", did you mean "
       "\"all-sent\"?"},
      {Meeting("[]", m, m), "3:36: /clients/0/steps/0: meeting \"m\" is not in \"meets\""},
      {Meeting(R"(["m"])", m, m + m),
       "4:51: /clients/1/steps/1: client \"b\" comes to meeting \"m\" twice, it is held "
       "once"},
      {Meeting(R"(["m", "n"])", m + n, n + m),
       "3:36: /clients/0/steps/0: client \"a\" waits here for \"b\", which waits at \"n\" for "
       "ever"},
      {With(R"("meets": "m")"), "2:10: /meets: expected an array, found a string"},
  });
  EXPECT_TRUE(ParseScenario(Meeting(R"(["m", "n"])", m + n, m + n), "x.json").has_value());
}

TEST(StepErrorsTest, WhoWaitsForATurnComesToNoMeeting) {
  const std::string before = R"({"meet": "m"}, "connect", "close")";
  const std::string amid = R"("connect", {"meet": "m"}, "close")";
  const std::string behind = R"("connect", "close", {"meet": "m"})";
  EXPECT_TRUE(ParseScenario(MeetingOfFour(3, before), "x.json").has_value());
  EXPECT_TRUE(ParseScenario(MeetingOfFour(3, behind), "x.json").has_value());
  EXPECT_TRUE(ParseScenario(MeetingOfFour(4, amid), "x.json").has_value());
  ExpectMessages({{MeetingOfFour(3, amid),
                   "2:73: /clients/0/steps/1: client \"a\" is connected 3 at once, so its 4 never "
                   "meet here, only before \"connect\" and after leaving"}});
}

}  // namespace
}  // namespace echocheck
