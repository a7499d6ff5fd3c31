// SPDX-License-Identifier: MIT
// What a good scenario becomes.
#include "harness/scenario/load_scenario.h"

#include <limits>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/scenario/find_scenarios.h"
#include "tests/unit/base/ip_literal.h"
#include "tests/unit/scenario/mistakes.h"

namespace echocheck {
namespace {

Scenario Loaded(const Result<Scenario>& loaded) {
  EXPECT_TRUE(loaded.has_value()) << loaded.error().message.english();
  return loaded ? *loaded : Scenario{};
}

std::vector<std::string> StepNames(const ClientScript& client) {
  std::vector<std::string> names;
  for (const Step& step : client.steps) names.push_back(StepName(step));
  return names;
}

SendStep SendOf(const std::string& value) {
  const Scenario scenario = Loaded(ParseScenario(Send(value), "x.json"));
  return std::get<SendStep>(scenario.clients.at(0).steps.at(1).action);
}

Step LastStepOf(const std::string& steps) {
  return Loaded(ParseScenario(Steps(steps), "x.json")).clients.at(0).steps.back();
}

TEST(LoadScenarioTest, BasicIsTheSessionItSaysItIs) {
  const Scenario basic = Loaded(LoadScenario(ECHOCHECK_SOURCE_DIR "/scenarios/basic.json"));
  EXPECT_EQ(basic.name, "basic");
  EXPECT_EQ(basic.path, ECHOCHECK_SOURCE_DIR "/scenarios/basic.json");
  EXPECT_EQ(basic.server, (Endpoint{"127.0.0.1"_ip, 50000}));
  ASSERT_EQ(basic.clients.size(), 1U);
  const ClientScript& netcat = basic.clients[0];
  EXPECT_EQ(netcat.name, "netcat");
  EXPECT_EQ(netcat.port, 50001);
  EXPECT_EQ(netcat.count, 1U);
  EXPECT_THAT(StepNames(netcat), testing::ElementsAre("connect", "send", "expect echo", "send",
                                                      "expect echo", "close"));
  EXPECT_EQ(std::get<Bytes>(std::get<SendStep>(netcat.steps[1].action).payload.unit), "hoge\n");
  EXPECT_EQ(netcat.flags.value().pattern,
            "C:SYN S:SYN+ACK C:ACK (C:PSH+ACK S:PSH+ACK){2} C:FIN+ACK S:FIN+ACK C:ACK");
  EXPECT_EQ(netcat.flags->mode, PatternMode::kNormal);
  EXPECT_EQ(basic.PayloadBytes(), 10U);
}

TEST(LoadScenarioTest, KeepsItsFileByteForByte) {
  const std::string text = "\xef\xbb\xbf" + Steps(R"("connect", "close")") + " \n\n";
  EXPECT_EQ(Loaded(ParseScenario(text, "x.json")).text, text);
}

TEST(LoadScenarioTest, EveryScenarioOfOursLoadsUnderItsOwnName) {
  const auto files = FindScenarios(ECHOCHECK_SOURCE_DIR "/scenarios");
  ASSERT_TRUE(files.has_value()) << files.error().message.english();
  std::vector<std::string> names;
  for (const auto& file : *files) names.push_back(Loaded(LoadScenario(file)).name);
  EXPECT_THAT(names, testing::IsSupersetOf({"basic", "bytes/embedded_nul", "bytes/two_texts",
                                            "close/half_close", "concurrency/five_at_once",
                                            "ipv6/basic", "open/quiet_before_data"}));
}

TEST(LoadScenarioTest, Defaults) {
  const Scenario scenario = Loaded(ParseScenario(With(R"("tags": [])"), "x.json"));
  EXPECT_EQ(scenario.name, "x");
  EXPECT_EQ(scenario.server, (Endpoint{"127.0.0.1"_ip, 50000}));
  EXPECT_EQ(scenario.network.mtu, std::nullopt);
  EXPECT_EQ(scenario.network.buffers, BufferSize::kDefault);
  EXPECT_EQ(scenario.step_timeout, Milliseconds(2000));
  EXPECT_EQ(scenario.close_timeout, Milliseconds(2000));
  EXPECT_EQ(scenario.level, Level::kMust);
  EXPECT_EQ(scenario.source, "");
  EXPECT_EQ(scenario.points, 1U);
  EXPECT_FALSE(scenario.alone);
  EXPECT_EQ(scenario.transport, Transport::kTcp);
  EXPECT_EQ(scenario.limits.open_files, std::nullopt);
  const ClientScript& client = scenario.clients.at(0);
  EXPECT_FALSE(client.flags.has_value());
  EXPECT_EQ(client.at_once, 0U);
  EXPECT_EQ(client.socket.receive_buffer, std::nullopt);
  EXPECT_EQ(client.socket.send_buffer, std::nullopt);
  EXPECT_FALSE(client.socket.no_delay);
}

TEST(LoadScenarioTest, EverythingSaid) {
  const Scenario scenario =
      Loaded(ParseScenario(With(R"("description": "two\nlines", "tags": ["a", "b"],
              "level": "SHOULD", "source": "RFC 862, UDP", "points": 5, "alone": true,
              "target": {"open_files": 24},
              "server": {"host": "::1", "port": 7, "transport": "udp"}, "network": {"mtu": 1500, "buffers": "small"},
              "timeouts": {"step_ms": 100, "close_ms": 200})"),
                           "x.json"));
  EXPECT_EQ(scenario.description.english, "two\nlines");
  EXPECT_THAT(scenario.tags, testing::ElementsAre("a", "b"));
  EXPECT_EQ(scenario.level, Level::kShould);
  EXPECT_EQ(scenario.source, "RFC 862, UDP");
  EXPECT_EQ(scenario.points, 5U);
  EXPECT_TRUE(scenario.alone);
  EXPECT_EQ(scenario.limits.open_files, 24U);
  EXPECT_EQ(scenario.server, (Endpoint{"::1"_ip, 7}));
  EXPECT_EQ(scenario.transport, Transport::kUdp);
  EXPECT_EQ(scenario.network.mtu, 1500U);
  EXPECT_EQ(scenario.network.buffers, BufferSize::kSmall);
  EXPECT_EQ(scenario.step_timeout, Milliseconds(100));
  EXPECT_EQ(scenario.close_timeout, Milliseconds(200));
}

TEST(LoadScenarioTest, TextsInJapanese) {
  const Scenario scenario = Loaded(ParseScenario(
      With(R"("title_ja": "エコー", "description": "d", "description_ja": "説明\n二行目")"),
      "x.json"));
  EXPECT_EQ(scenario.title, (LocalizedText{"t", "エコー"}));
  EXPECT_EQ(scenario.description, (LocalizedText{"d", "説明\n二行目"}));
}

TEST(LoadScenarioTest, TextsInEnglishAlone) {
  const Scenario scenario = Loaded(ParseScenario(With(R"("description": "d")"), "x.json"));
  EXPECT_EQ(scenario.title, (LocalizedText{"t", ""}));
  EXPECT_EQ(scenario.description, (LocalizedText{"d", ""}));
}

TEST(LoadScenarioTest, WhereTheServerHasEveryAddressEachClientNamesOne) {
  const std::string client = R"("port": 50001, "steps": ["connect", "close"]})";
  const Scenario scenario = Loaded(ParseScenario(
      R"({"format": 1, "title": "t", "server": {"host": "::"}, "clients": [{"name": "a",
          "host": "127.0.0.1", )" +
          client + "]}",
      "x.json"));
  EXPECT_EQ(scenario.server, (Endpoint{"::"_ip, 50000}));
  EXPECT_EQ(scenario.clients.at(0).address, "127.0.0.1"_ip);
}

TEST(LoadScenarioTest, Payloads) {
  EXPECT_EQ(SendOf(R"("h\u0000")").payload.unit,
            (std::variant<Bytes, RandomBytes>(Bytes("h\0", 2))));
  EXPECT_EQ(std::get<Bytes>(SendOf(R"({"text": "エ"})").payload.unit), "\xe3\x82\xa8");
  EXPECT_EQ(std::get<Bytes>(SendOf(R"({"hex": "68 6f"})").payload.unit), "ho");
  EXPECT_EQ(std::get<Bytes>(SendOf(R"({"base64": "aG8="})").payload.unit), "ho");
  const SendStep repeated = SendOf(R"({"text": "ab", "repeat": 3, "write_size": 100})");
  EXPECT_EQ(repeated.payload.size(), 6U);
  EXPECT_EQ(repeated.write_size, 100U);
  EXPECT_FALSE(repeated.may_block);
  EXPECT_TRUE(SendOf(R"({"text": "ab", "may_block": true})").may_block);
  const SendStep random = SendOf(R"({"random": {"bytes": 1e3}})");
  EXPECT_EQ(std::get<RandomBytes>(random.payload.unit), (RandomBytes{1000, std::nullopt}));
  EXPECT_EQ(random.write_size, std::nullopt);
  const SendStep seeded = SendOf(R"({"random": {"bytes": 5, "seed": 18446744073709551615}})");
  EXPECT_EQ(std::get<RandomBytes>(seeded.payload.unit).seed,
            std::numeric_limits<std::uint64_t>::max());
}

TEST(LoadScenarioTest, TimeoutsOfSteps) {
  EXPECT_EQ(LastStepOf(R"("connect")").timeout, std::nullopt);
  EXPECT_EQ(LastStepOf(R"({"connect": {"timeout_ms": 9}})").timeout, Milliseconds(9));
  EXPECT_EQ(LastStepOf(R"("connect", {"send": {"text": "x", "timeout_ms": 9}})").timeout,
            Milliseconds(9));
  const Step expect = LastStepOf(R"("connect", {"expect": {"what": "reset", "timeout_ms": 9}})");
  EXPECT_EQ(std::get<ExpectStep>(expect.action).what, Expectation::kReset);
  EXPECT_EQ(expect.timeout, Milliseconds(9));
}

TEST(LoadScenarioTest, StepsThatTakeTheirOwnTime) {
  const Step quiet = LastStepOf(R"("connect", {"expect": {"quiet_ms": 150}})");
  EXPECT_EQ(std::get<ExpectStep>(quiet.action).what, Expectation::kQuiet);
  EXPECT_EQ(std::get<ExpectStep>(quiet.action).quiet_for, Milliseconds(150));
  const Step pause = LastStepOf(R"("connect", {"pause": {"ms": 10}})");
  EXPECT_EQ(std::get<PauseStep>(pause.action).duration, Milliseconds(10));
}

TEST(LoadScenarioTest, HowAClientReadsAndLeaves) {
  const auto reading = [](const std::string& value) {
    return std::get<ReadingStep>(LastStepOf(R"("connect", {"read": )" + value + "}").action);
  };
  EXPECT_EQ(reading(R"("stop")").reading, Reading::kStop);
  EXPECT_EQ(reading(R"("start")").reading, Reading::kStart);
  EXPECT_FALSE(reading(R"("start")").pace.has_value());
  const ReadingStep paced = reading(R"({"octets": 4096, "every_ms": 5})");
  EXPECT_EQ(paced.reading, Reading::kStart);
  EXPECT_EQ(paced.pace.value().bytes, 4096U);
  EXPECT_EQ(paced.pace.value().every, Milliseconds(5));
  EXPECT_EQ(StepName(LastStepOf(R"("connect", "vanish")")), "vanish");
  EXPECT_EQ(std::get<UrgentStep>(LastStepOf(R"("connect", {"urgent": "!"})").action).byte, '!');
}

TEST(LoadScenarioTest, StepsOnTheTarget) {
  const Scenario scenario = Loaded(ParseScenario(
      Steps(R"({"sample": "before"}, {"signal": "SIGSTOP"}, "connect", {"signal": "SIGCONT"},
               {"idle": {"ms": 300}}, "close", {"restart": "SIGKILL"}, {"stop": "SIGINT"})"),
      "x.json"));
  const ClientScript& client = scenario.clients.at(0);
  EXPECT_THAT(StepNames(client),
              testing::ElementsAre("sample before", "signal SIGSTOP", "connect", "signal SIGCONT",
                                   "idle", "close", "restart SIGKILL", "stop SIGINT"));
  EXPECT_EQ(std::get<IdleStep>(client.steps[4].action).duration, Milliseconds(300));
}

TEST(LoadScenarioTest, AServerToldToEndMayCloseFirst) {
  for (const char* told :
       {R"({"stop": "SIGTERM"})", R"({"restart": "SIGKILL"})", R"({"signal": "SIGINT"})"}) {
    EXPECT_EQ(StepName(LastStepOf(R"("connect", )" + std::string(told) + R"(, {"expect": "eof"})")),
              "expect eof");
  }
}

TEST(LoadScenarioTest, TheRestartedServerTakesConnections) {
  EXPECT_EQ(StepName(LastStepOf(R"({"restart": "SIGTERM"}, "connect", {"send": "x"},
                                   {"expect": "echo"}, "close")")),
            "close");
}

TEST(LoadScenarioTest, ManyClientsFewAtOnce) {
  const Scenario scenario = Loaded(ParseScenario(
      Client(R"("name": "a", "port": 1, "count": 200, "at_once": 16, "steps": ["connect"],
                "socket": {"receive_buffer": 4096, "send_buffer": 8192, "no_delay": true})"),
      "x.json"));
  const ClientScript& client = scenario.clients.at(0);
  EXPECT_EQ(client.count, 200U);
  EXPECT_EQ(client.at_once, 16U);
  EXPECT_EQ(client.socket.receive_buffer, 4096U);
  EXPECT_EQ(client.socket.send_buffer, 8192U);
  EXPECT_TRUE(client.socket.no_delay);
}

TEST(LoadScenarioTest, ADatagramMayBeEmpty) {
  const Scenario scenario = Loaded(ParseScenario(
      Udp(R"("connect", {"send": ""}, {"expect": "echo"}, {"expect": {"quiet_ms": 9}}, "close")"),
      "x.json"));
  EXPECT_EQ(scenario.transport, Transport::kUdp);
  EXPECT_EQ(std::get<SendStep>(scenario.clients.at(0).steps.at(1).action).payload.size(), 0U);
}

TEST(LoadScenarioTest, AClientOfManyMeetsItself) {
  const Scenario scenario = Loaded(ParseScenario(
      Root(R"("format": 1, "title": "t", "meets": ["m"], "clients": [{"name": "a", "port": 1,
              "count": 2, "steps": ["connect", {"meet": {"name": "m", "timeout_ms": 9}}]}])"),
      "x.json"));
  EXPECT_EQ(std::get<MeetStep>(scenario.clients.at(0).steps.at(1).action).meeting, "m");
  EXPECT_EQ(scenario.clients.at(0).steps.at(1).timeout, Milliseconds(9));
  EXPECT_EQ(scenario.ConnectionCount(), 2U);
}

TEST(LoadScenarioTest, ByteOrderMarkIsNoMistake) {
  EXPECT_TRUE(ParseScenario("\xef\xbb\xbf" + With(R"("tags": [])"), "x.json").has_value());
}

TEST(LoadScenarioTest, FlagsExact) {
  const Scenario scenario =
      Loaded(ParseScenario(Client(R"("name": "a", "port": 1, "steps": ["connect"],
                "flags": {"pattern": "C:SYN S:SYN+ACK", "mode": "exact"})"),
                           "x.json"));
  EXPECT_EQ(scenario.clients.at(0).flags.value().pattern, "C:SYN S:SYN+ACK");
  EXPECT_EQ(scenario.clients.at(0).flags->mode, PatternMode::kExact);
}

}  // namespace
}  // namespace echocheck
