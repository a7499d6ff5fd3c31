// SPDX-License-Identifier: MIT
#include "harness/scenario/step_reader.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "harness/base/quoted.h"
#include "harness/scenario/json_reader.h"
#include "harness/scenario/payload_reader.h"
#include "harness/scenario/target_step_reader.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// How one word may be written.
struct Word {
  std::string_view name;
  Step (*bare)();                                   // null: it needs a value
  Step (*with_value)(const JsonNode&, Diagnosis&);  // null: it stands alone
  std::string_view example;                         // of the form that it does have
};

template <class Action>
Step Bare() {
  return {Action{}, std::nullopt};
}

void ReadTimeout(const JsonNode& node, Step& step, Diagnosis& diagnosis) {
  if (const JsonNode* timeout = FindMember(node, "timeout_ms")) {
    step.timeout = ReadMilliseconds(*timeout, diagnosis);
  }
}

Step ReadConnect(const JsonNode& node, Diagnosis& diagnosis) {
  Step step = Bare<ConnectStep>();
  const ObjectReader object(node, {"timeout_ms"}, diagnosis);
  ReadTimeout(node, step, diagnosis);
  return step;
}

Step ReadSendStep(const JsonNode& node, Diagnosis& diagnosis) {
  Step step{ReadSend(node, diagnosis), std::nullopt};
  ReadTimeout(node, step, diagnosis);
  return step;
}

Step ReadExpect(const JsonNode& node, Diagnosis& diagnosis) {
  Step step = Bare<ExpectStep>();
  auto& expect = std::get<ExpectStep>(step.action);
  const auto read_what = [&](const JsonNode& what) {
    expect.what = ReadEnum<Expectation>(what, diagnosis);
    if (expect.what == Expectation::kQuiet) {
      diagnosis.Reject(what, R"("quiet" needs a time: {"quiet_ms": 150})");
    }
  };
  if (node.kind == JsonKind::kString) {
    read_what(node);
    return step;
  }
  if (node.kind != JsonKind::kObject) {
    RejectType(node, "a string or an object", diagnosis);
    return step;
  }
  ObjectReader object(node, {"what", "quiet_ms", "timeout_ms"}, diagnosis);
  if (const JsonNode* quiet = object.Find("quiet_ms")) {
    // Being quiet takes as long as it says, no less and no more: there is nothing to time out.
    const ObjectReader alone(node, {"quiet_ms"}, diagnosis);
    step.action = ExpectStep{Expectation::kQuiet, ReadMilliseconds(*quiet, diagnosis)};
    return step;
  }
  if (const JsonNode* what = object.Require("what")) read_what(*what);
  ReadTimeout(node, step, diagnosis);
  return step;
}

Step ReadPause(const JsonNode& node, Diagnosis& diagnosis) {
  PauseStep pause;
  ObjectReader object(node, {"ms"}, diagnosis);
  if (const JsonNode* duration = object.Require("ms")) {
    pause.duration = ReadMilliseconds(*duration, diagnosis);
  }
  return {pause, std::nullopt};
}

Step ReadMeet(const JsonNode& node, Diagnosis& diagnosis) {
  if (node.kind == JsonKind::kString) return {MeetStep{ReadName(node, diagnosis)}, std::nullopt};
  Step step = Bare<MeetStep>();
  if (node.kind != JsonKind::kObject) {
    RejectType(node, "a string or an object", diagnosis);
    return step;
  }
  ObjectReader object(node, {"name", "timeout_ms"}, diagnosis);
  if (const JsonNode* name = object.Require("name")) {
    std::get<MeetStep>(step.action).meeting = ReadName(*name, diagnosis);
  }
  ReadTimeout(node, step, diagnosis);
  return step;
}

Step ReadUrgent(const JsonNode& node, Diagnosis& diagnosis) {
  const std::string byte = ReadString(node, diagnosis);
  // A TCP stack keeps one byte of urgent data apart, the last one; more would be ordinary data.
  if (byte.size() != 1) {
    diagnosis.Reject(node, fmt::format("{} bytes, urgent data is one", byte.size()));
    return Bare<UrgentStep>();
  }
  return {UrgentStep{byte.front()}, std::nullopt};
}

Step ReadReading(const JsonNode& node, Diagnosis& diagnosis) {
  ReadingStep step;
  if (node.kind == JsonKind::kString) {
    step.reading = ReadEnum<Reading>(node, diagnosis);
    return {step, std::nullopt};
  }
  if (node.kind != JsonKind::kObject) {
    RejectType(node, "a string or an object", diagnosis);
    return {step, std::nullopt};
  }
  ObjectReader object(node, {"octets", "every_ms"}, diagnosis);
  ReadPace pace;
  if (const JsonNode* bytes = object.Require("octets")) {
    pace.bytes = static_cast<std::uint32_t>(ReadInteger(*bytes, 1, kLargestPayload, diagnosis));
  }
  if (const JsonNode* every = object.Require("every_ms")) {
    pace.every = ReadMilliseconds(*every, diagnosis);
  }
  step.pace = pace;
  return {step, std::nullopt};
}

constexpr auto kWords = std::to_array<Word>({
    {"connect", Bare<ConnectStep>, ReadConnect, ""},
    {"send", nullptr, ReadSendStep, R"({"send": "hoge\n"})"},
    {"expect", nullptr, ReadExpect, R"({"expect": "echo"})"},
    {"shutdown", Bare<ShutdownStep>, nullptr, "\"shutdown\""},
    {"close", Bare<CloseStep>, nullptr, "\"close\""},
    {"reset", Bare<ResetStep>, nullptr, "\"reset\""},
    {"vanish", Bare<VanishStep>, nullptr, "\"vanish\""},
    {"urgent", nullptr, ReadUrgent, R"({"urgent": "!"})"},
    {"read", nullptr, ReadReading, R"({"read": "stop"})"},
    {"pause", nullptr, ReadPause, R"({"pause": {"ms": 10}})"},
    {"meet", nullptr, ReadMeet, R"({"meet": "all-connected"})"},
    {"hold", Bare<HoldStep>, nullptr, "\"hold\""},
    {"held", Bare<HeldStep>, nullptr, "\"held\""},
    {"release", Bare<ReleaseStep>, nullptr, "\"release\""},
    {"signal", nullptr, ReadSignal, R"({"signal": "SIGSTOP"})"},
    {"stop", nullptr, ReadStop, R"({"stop": "SIGTERM"})"},
    {"restart", nullptr, ReadRestart, R"({"restart": "SIGKILL"})"},
    {"sample", nullptr, ReadSample, R"({"sample": "before"})"},
    {"idle", nullptr, ReadIdle, R"({"idle": {"ms": 300}})"},
});

constexpr const Word* FindWord(std::string_view name) {
  for (const Word& word : kWords) {
    if (word.name == name) return &word;
  }
  return nullptr;
}

// "expect echo" and "expect eof" are both written by the word "expect".
static_assert(std::ranges::all_of(EnumNames(StepKind()),
                                  [](std::string_view name) {
                                    return FindWord(name.substr(0, name.find(' '))) != nullptr;
                                  }),
              "each step can be written in a scenario");

Sentence UnknownStep(std::string_view name) {
  std::vector<std::string_view> known;
  known.reserve(kWords.size());
  for (const Word& word : kWords) known.push_back(word.name);
  return Say("errors.unknown_step", {{"step", Quoted(name)}, {"hint", SayHintAt(name, known)}});
}

Step ReadBareWord(const JsonNode& node, Diagnosis& diagnosis) {
  const Word* const word = FindWord(node.text);
  if (word != nullptr && word->bare != nullptr) return word->bare();
  diagnosis.Reject(node, word == nullptr ? UnknownStep(node.text)
                                         : Say("errors.step_needs_value",
                                               {{"step", word->name}, {"example", word->example}}));
  return {};
}

Step ReadWithValue(const JsonNode& node, Diagnosis& diagnosis) {
  if (node.members.size() != 1) {
    diagnosis.Reject(node, Say("errors.step_of_keys", {{"count", node.members.size()}}));
    return {};
  }
  const JsonMember& member = node.members.front();
  const Word* const word = FindWord(member.key);
  if (word != nullptr && word->with_value != nullptr) {
    return word->with_value(*member.value, diagnosis);
  }
  diagnosis.RejectKey(node, member,
                      word == nullptr ? UnknownStep(member.key)
                                      : Say("errors.step_without_value",
                                            {{"step", word->name}, {"example", word->example}}));
  return {};
}

}  // namespace

Step ReadStep(const JsonNode& node, Diagnosis& diagnosis) {
  if (node.kind == JsonKind::kString) return ReadBareWord(node, diagnosis);
  if (node.kind == JsonKind::kObject) return ReadWithValue(node, diagnosis);
  RejectType(node, "a step, a word or an object with one key", diagnosis);
  return {};
}

}  // namespace echocheck
