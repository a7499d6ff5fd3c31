// SPDX-License-Identifier: MIT
#include "harness/judge/facts/target_exit.h"

#include <algorithm>
#include <csignal>
#include <initializer_list>
#include <string_view>

#include "harness/judge/facts/commanded_stops.h"
#include "harness/judge/facts/echo_divergence.h"
#include "harness/judge/phrases.h"

namespace echocheck {
namespace {

// A process is seen to be gone a moment after it has ended, and what its end brought about may be
// seen before.
constexpr Nanoseconds kSeenLate = Milliseconds(200);
// What ends a server does so when it is met, at once; on a busy machine a little later.
constexpr Nanoseconds kAtOnce = Milliseconds(1000);

Nanoseconds TimeOf(const CheckInput& input) {
  return input.evidence.target.ended_at.value_or(Nanoseconds::max());
}

bool Says(const CheckInput& input, std::initializer_list<std::string_view> phrases) {
  const Bytes& output = input.evidence.target.output_tail;
  return std::any_of(phrases.begin(), phrases.end(),
                     [&](std::string_view phrase) { return output.find(phrase) != Bytes::npos; });
}

// A shell that ran the server reports its signal as a status above 128.
int SignalOf(const ExitStatus& status) {
  if (status.signal) return *status.signal;
  const int code = status.code.value_or(0);
  return code > 128 && code < 160 ? code - 128 : 0;
}

bool IsCrash(int signal) {
  for (const int crash : {SIGSEGV, SIGABRT, SIGBUS, SIGFPE, SIGILL, SIGTRAP, SIGSYS}) {
    if (signal == crash) return true;
  }
  return false;
}

// When this client left, if it did so before the target ended and by its own will.
std::optional<Nanoseconds> LeftAt(const ConnectionRecord& record, Nanoseconds death) {
  const auto& left = record.ended_at;
  if (!record.connected || !left || *left > death) return std::nullopt;
  const StreamRecord& stream = record.stream;
  // It had ended its side, and waited for bytes that were still due.
  const bool waited = stream.eof_at || stream.reset_at;
  if (HalfClosed(record) && waited && stream.received < stream.sent) return std::nullopt;
  const bool server_first =
      (stream.eof_at && *stream.eof_at < *left) || (stream.reset_at && *stream.reset_at < *left);
  return server_first ? std::nullopt : left;
}

// Its socket answered to the server's next bytes with RST.
bool LeftBadly(const ConnectionRecord& record) {
  switch (record.ending) {
    case ClientEnding::kReset:
    case ClientEnding::kVanished:
      return true;
    case ClientEnding::kClosed:
      return record.left_unread || record.stream.received < record.stream.sent;
    case ClientEnding::kOpen:
    case ClientEnding::kShutdown:
      break;
  }
  return record.left_unread;
}

struct Leavers {
  std::uint64_t all = 0;
  std::uint64_t survived = 0;  // somebody connected after they had left, and was served
  Nanoseconds last{0};
  const ConnectionRecord* badly = nullptr;  // the last one of those
  Nanoseconds badly_at{0};
};

// The latest moment at which a client connected that was served.
Nanoseconds LastServedFrom(const CheckInput& input) {
  Nanoseconds last{-1};
  for (const ConnectionRecord& record : input.evidence.history.connections) {
    const StepRecord* connect = FindStep(record, StepKind::kConnect);
    if (connect == nullptr || record.stream.received == 0) continue;
    last = std::max(last, connect->begin);
  }
  return last;
}

Leavers LeaversBefore(const CheckInput& input, Nanoseconds death) {
  Leavers leavers;
  const Nanoseconds served = LastServedFrom(input);
  for (const ConnectionRecord& record : input.evidence.history.connections) {
    const auto left = LeftAt(record, death);
    if (!left) continue;
    ++leavers.all;
    if (*left <= served) ++leavers.survived;
    leavers.last = std::max(leavers.last, *left);
    if (LeftBadly(record) && (leavers.badly == nullptr || *left >= leavers.badly_at)) {
      leavers.badly = &record;
      leavers.badly_at = *left;
    }
  }
  return leavers;
}

std::uint64_t ServedAtAll(const CheckInput& input) {
  const auto& all = input.evidence.history.connections;
  return static_cast<std::uint64_t>(
      std::count_if(all.begin(), all.end(),
                    [](const ConnectionRecord& record) { return record.stream.received > 0; }));
}

// The last one to leave left badly, or left just before.
bool ByALeaver(const Leavers& leavers, Nanoseconds death) {
  if (leavers.badly == nullptr) return false;
  return leavers.badly_at == leavers.last || leavers.badly_at + kAtOnce / 4 >= death;
}

bool WasContinued(const CheckInput& input, Nanoseconds death) {
  const auto& signals = input.evidence.target.signals;
  return std::any_of(signals.begin(), signals.end(), [&](const SignalRecord& signal) {
    return signal.signal == TargetSignal::kContinue && signal.at <= death &&
           (death == Nanoseconds::max() || signal.at + kAtOnce >= death);
  });
}

// An interrupted call fails at once: whoever served a client after SIGCONT got over it.
bool ServedSinceContinued(const CheckInput& input) {
  Nanoseconds continued{0};
  for (const SignalRecord& signal : input.evidence.target.signals) {
    if (signal.signal == TargetSignal::kContinue) continued = std::max(continued, signal.at);
  }
  const auto& all = input.evidence.history.connections;
  return std::any_of(all.begin(), all.end(), [&](const ConnectionRecord& record) {
    return record.stream.first_byte_at && *record.stream.first_byte_at >= continued;
  });
}

std::ptrdiff_t OpenAtDeath(const CheckInput& input, Nanoseconds death) {
  const auto& all = input.evidence.history.connections;
  return std::count_if(all.begin(), all.end(), [&](const ConnectionRecord& record) {
    return record.connected && (!record.ended_at || *record.ended_at + kSeenLate >= death);
  });
}

// A client had sent something after the last one left, and has no answer.
bool AmidWork(const CheckInput& input, Nanoseconds death, Nanoseconds last_left) {
  for (const ConnectionRecord& record : input.evidence.history.connections) {
    if (!record.connected || record.stream.received >= record.stream.sent) continue;
    if (record.ended_at && *record.ended_at < death - kSeenLate) continue;
    const auto messages = MessagesOf(ConnectionOf(input, record));
    if (!messages.empty() && messages.back().sent_at >= last_left) return true;
  }
  return false;
}

// A server that serves one client and ends says nothing of it; one that ends because of an error
// mostly does.
bool QuietEndOfTheFirst(const CheckInput& input, const ExitStatus& status, const Leavers& leavers) {
  return status.code == 0 && leavers.all == 1 && input.evidence.target.output_bytes == 0;
}

bool OutOfDescriptors(const CheckInput& input) {
  if (Says(input, {"Too many open files", "EMFILE", "No file descriptors available"})) return true;
  const auto& limit = input.scenario.limits.open_files;
  constexpr std::uint64_t kOfItsOwn = 16;  // stdio, the listener, what a runtime opens
  return limit && input.evidence.history.connections.size() + kOfItsOwn >= *limit;
}

DeathKind KindOf(const CheckInput& input, const ExitStatus& status, const Leavers& leavers) {
  const Nanoseconds death = TimeOf(input);
  const int signal = SignalOf(status);
  const bool continued = WasContinued(input, death);
  if (signal == SIGPIPE) return DeathKind::kBrokenPipe;
  if (continued && Says(input, {"Interrupted system call", "EINTR", "InterruptedError"})) {
    return DeathKind::kInterrupted;
  }
  const bool by_a_leaver = ByALeaver(leavers, death);
  const bool uncaught = signal == SIGABRT && Says(input, {"terminate called", "panic", "abort()"});
  if (uncaught && by_a_leaver) return DeathKind::kPeerReset;
  if (IsCrash(signal)) return DeathKind::kCrash;
  if (signal != 0) return DeathKind::kUnknown;
  if (OutOfDescriptors(input)) return DeathKind::kDescriptors;
  if (Says(input, {"reset by peer", "Connection reset", "ConnectionReset", "Broken pipe",
                   "BrokenPipe", "ECONNRESET", "EPIPE", "ECONNABORTED", "ConnectionAborted",
                   "endpoint is not connected"})) {
    return DeathKind::kPeerReset;
  }
  if (!status.known()) return DeathKind::kUnknown;  // nor when it ended
  if (by_a_leaver && !QuietEndOfTheFirst(input, status, leavers)) return DeathKind::kPeerReset;
  // One that had something to say, and several clients before it, may have ended because of them.
  const bool silent_or_alone =
      input.evidence.target.output_bytes == 0 || OpenAtDeath(input, death) <= 1;
  if (continued && !by_a_leaver && silent_or_alone && !ServedSinceContinued(input)) {
    return DeathKind::kInterrupted;
  }
  if (status.code != 0 && AmidWork(input, death, leavers.last)) return DeathKind::kError;
  // Of several that left at the same time it cannot be told which was the last straw.
  if (leavers.all == leavers.survived + 1) return DeathKind::kClientsLeft;
  if (status.code != 0) return leavers.all == 0 ? DeathKind::kError : DeathKind::kUnknown;
  // It closed the only connection that it served by itself, and ended.
  if (leavers.all == 0 && ServedAtAll(input) == 1) return DeathKind::kClientsLeft;
  return DeathKind::kUnknown;
}

}  // namespace

std::optional<Death> ExamineDeath(const CheckInput& input) {
  const std::optional<ExitStatus> status = EndedByItself(input);
  if (!status || input.evidence.target.startup != Startup::kListening) return std::nullopt;
  const Nanoseconds death = TimeOf(input);
  const Leavers leavers = LeaversBefore(input, death);
  Death result;
  result.kind = KindOf(input, *status, leavers);
  result.how = SayExit(*status);
  result.client = leavers.badly;
  result.clients = std::max<std::uint64_t>(leavers.all, 1);
  return result;
}

bool TouchedByDeath(const CheckInput& input, const ConnectionRecord& record) {
  const Nanoseconds death = TimeOf(input);
  if (death == Nanoseconds::max()) return true;
  if (!record.connected) return true;
  return !record.ended_at || *record.ended_at + kSeenLate >= death;
}

}  // namespace echocheck
