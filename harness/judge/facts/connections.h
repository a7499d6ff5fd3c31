// SPDX-License-Identifier: MIT
// Each connection with what the script, the socket and the wire say of it, and how the conclusions
// on many connections become one.
#pragma once

#include <cstdint>
#include <functional>
#include <initializer_list>
#include <optional>
#include <utility>
#include <vector>

#include "harness/judge/check_input.h"
#include "harness/judge/conclusion.h"

namespace echocheck {

// Borrows from the CheckInput that it was made from.
struct Connection {
  const ConnectionRecord& record;
  const ClientScript& script;
  const FlowRecord* flow;  // nullptr: the capture does not show it, or cannot be trusted
};

// nullopt: what the check is about did not happen on this connection.
using ConnectionJudge =
    std::function<std::optional<Conclusion>(const CheckInput& input, const Connection& connection)>;

// The connection of `record`, with its flow if the capture is to be trusted.
Connection ConnectionOf(const CheckInput& input, const ConnectionRecord& record);

// All connections of the history in their order, each with its flow if the capture is to be
// trusted.
std::vector<Connection> ConnectionsOf(const CheckInput& input);

// Judges every connection whose handshake finished. A violated one decides, then an unseen one, a
// skipped one; the summary names the first of them and says how many more there are.
// Skipped when no client was connected, and when the target never listened.
std::optional<Conclusion> JudgeConnections(const CheckInput& input, const ConnectionJudge& judge);

// The same for every connection of the scenario, also those that did not come about.
std::optional<Conclusion> JudgeAttempts(const CheckInput& input, const ConnectionJudge& judge);

// Set when the clients cannot have played because there was nobody to talk to.
std::optional<Conclusion> NeverListened(const CheckInput& input);

// The same, and when no client was connected for whatever reason.
std::optional<Conclusion> NobodyConnected(const CheckInput& input);

// Why there is nothing on the wire to judge by; only for a connection without a flow.
Conclusion WhyNoWire(const CheckInput& input);

// The first step that did not do what it was asked for; nullptr: the script went to its end.
const StepRecord* StoppedAt(const ConnectionRecord& record);

// The first step of that kind; nullptr: there is none.
const StepRecord* FindStep(const ConnectionRecord& record, StepKind kind);

// From when to when it was open, for its client; without an end: it was never left. nullopt: it did
// not come about.
using WhenOpen = std::pair<Nanoseconds, std::optional<Nanoseconds>>;
std::optional<WhenOpen> OpenSpan(const ConnectionRecord& record);

// Connected by then, and not yet left by its client.
bool OpenAt(const ConnectionRecord& record, Nanoseconds at);

// The client sent its FIN and went on reading.
bool HalfClosed(const ConnectionRecord& record);

// Returns true when the server ended its side before its client had, as the wire shows it or,
// without a capture, the client's socket.
bool ServerEndedFirst(const Connection& connection);

// The client sent RST, by its own will or because bytes were left unread, or nothing at all: no
// FIN is due in answer.
bool LeftWithoutFin(const ConnectionRecord& record);

bool Sends(const ClientScript& script);
bool ExpectsReset(const ClientScript& script);

// The frame in which byte `offset` of the server's stream went over the wire.
std::optional<std::uint64_t> FrameOfServerByte(const FlowRecord* flow, std::uint64_t offset);

// Appends those that are there.
Evidence Frames(std::initializer_list<std::optional<std::uint64_t>> frames);

}  // namespace echocheck
