// SPDX-License-Identifier: MIT
// Evidence of a session, told as a story: what the clients and the server did, in order, and what
// of it our sockets and our capture recorded. A Session() that nothing happened to is one client
// connected to a listening target, with a complete capture.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "harness/judge/judge.h"

namespace echocheck {

class Session {
 public:
  Session();

  // From here on the story is about another client, on the next port.
  Session& AndClient(std::string name);

  // Data. Sent and Came are single segments; Echoed is both, and the client saw its echo.
  Session& Echoed(std::string_view bytes);
  Session& Sent(std::string_view bytes);
  Session& Came(std::string_view bytes);
  Session& CameAsUrgentData(char byte);         // on the wire, and not in what the client reads
  Session& CameUnread(std::string_view bytes);  // after the client left

  // The client's step that waited for something, and what became of it.
  Session& Waited(Expectation what, StepOutcome outcome);
  Session& CouldNot(Step step, StepOutcome outcome, std::string error = {});

  // Ends. A client that closes is gone; one that half-closes sees what the server does.
  Session& ClientCloses();
  Session& ClientHalfCloses();
  Session& ClientResets();
  Session& ServerCloses();
  Session& ServerResets();
  Session& ClosedByClient() { return ClientCloses().ServerCloses(); }

  Session& ClientVanishes();
  Session& ClientLeavesUnread();  // closes while bytes wait for it: its kernel sends RST

  // What the client tried when its echo had not come in time, and what it found.
  Session& Probed(Release by, std::uint64_t missing, std::uint64_t released);

  // A step of the current client that was done, and has no verb of its own.
  Session& Did(Step step);

  // What happened to the target.
  Session& Signalled(TargetSignal signal);
  Session& Stopped(TargetSignal signal);
  Session& Restarted(TargetSignal signal, Startup startup = Startup::kListening);
  Session& Died(ExitStatus status);
  Session& Wrote(std::string_view output);
  Session& Left(std::string state, std::uint32_t holders, bool held_by_launched);  // a socket

  // The connection of the current client never came about.
  Session& NotConnected(StepOutcome outcome);
  Session& FoundItsAddressTaken();
  Session& OnTheHost();

  Session& InLanguage(std::string language) {
    language_ = std::move(language);
    return *this;
  }

  Session& WithoutCapture();
  Session& WithIncompleteCapture();
  Session& WithoutFlow();  // a complete capture that does not show the current client

  Session& Matching(std::string pattern);
  Session& Mismatching(std::string pattern, PatternResult result);

  // What has no verb of its own.
  Scenario& scenario() { return scenario_; }
  CaptureLog& capture() { return evidence_.capture; }
  TargetOutcome& target() { return evidence_.target; }
  ScenarioEvidence& evidence() { return evidence_; }
  ConnectionRecord& connection() { return evidence_.history.connections.back(); }
  FlowRecord& flow() { return flows_.back(); }
  std::vector<FlowRecord>& flows() { return flows_; }

  Judgement Judged(bool strict = false) const;
  // nullopt: the check had nothing to say.
  std::optional<Finding> Says(std::string_view check) const;
  // The ids of all that failed or warned.
  std::vector<std::string> Failing() const;

 private:
  void Connect(std::string name, std::uint16_t port);
  void AddStep(Step step, StepOutcome outcome, std::string error = {});
  FlowSegment& AddSegment(Side from, std::uint8_t flags, std::string_view bytes = {});
  void Reads(std::string_view bytes);
  void End(ClientEnding ending);
  Nanoseconds Tick() { return now_ += Milliseconds(1); }

  Scenario scenario_;
  ScenarioEvidence evidence_;
  std::vector<FlowRecord> flows_;
  std::uint64_t frame_ = 0;
  Nanoseconds now_{0};
  bool flow_hidden_ = false;
  std::string language_ = "en";
};

// The id of the cause of a finding; empty: it has none, or there is no such finding.
std::string CauseOf(const Session& session, std::string_view check);

// The verdict alone, for short assertions.
std::optional<Verdict> VerdictOn(const Session& session, std::string_view check);

constexpr auto kExpectEcho = Expectation::kEcho;

// One client that got its echo and left, and a target that went on.
Session Served();

// Bytes without any order, the same for each seed.
Bytes BytesOfSeed(std::size_t size, std::uint64_t seed);

}  // namespace echocheck
