// SPDX-License-Identifier: MIT
#include "harness/pattern/flag_matcher.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "harness/pattern/pattern_program.h"

namespace echocheck {
namespace {

using Op = PatternInstruction::Op;

// Enough to see where one is; a flow of a million segments must not make a message of them.
constexpr std::size_t kPrefixTokens = 40;

bool Accepts(const PatternSymbol& symbol, const PatternEvent& event) {
  if (symbol.side != event.side) return false;
  switch (symbol.test) {
    case PatternSymbol::Test::kAny:
      return true;
    case PatternSymbol::Test::kFlags:
      return symbol.flags == event.flags;
    case PatternSymbol::Test::kClass:
      return symbol.segment_class == event.segment_class;
  }
  return false;
}

bool IsAckWord(const PatternSymbol& symbol) {
  return symbol.test == PatternSymbol::Test::kClass && symbol.segment_class == SegmentClass::kAck;
}

// The addresses reachable from a set of threads, each visited once.
class Walk {
 public:
  Walk(const PatternProgram& program, const std::vector<std::uint32_t>& threads)
      : program_(program), seen_(program.code.size()) {
    for (const std::uint32_t thread : threads) Push(thread);
  }

  void Push(std::uint32_t address) {
    if (seen_[address]) return;
    seen_[address] = true;
    open_.push_back(address);
  }

  // The next kTake or kAccept; nullopt when all have been seen.
  std::optional<std::uint32_t> Next() {
    while (!open_.empty()) {
      const std::uint32_t address = open_.back();
      open_.pop_back();
      const PatternInstruction& at = program_.code[address];
      switch (at.op) {
        case Op::kTake:
        case Op::kAccept:
          return address;
        case Op::kSplit:
          Push(at.second);
          Push(at.first);
          break;
        case Op::kJump:
          Push(at.first);
          break;
      }
    }
    return std::nullopt;
  }

 private:
  const PatternProgram& program_;
  std::vector<bool> seen_;
  std::vector<std::uint32_t> open_;
};

}  // namespace

FlagMatcher::FlagMatcher(FlagPattern pattern, PatternMode mode)
    : pattern_(std::move(pattern)), mode_(mode), threads_{0} {}

const PatternProgram& FlagMatcher::program() const { return pattern_.automaton_->ForMode(mode_); }

void FlagMatcher::Feed(const FlowSegment& segment) {
  if (mismatch_) return;
  const PatternEvents events =
      mode_ == PatternMode::kExact ? ExactEvents(segment) : view_.Take(segment);
  for (const PatternEvent& event : events) Take(event, segment.frame);
}

void FlagMatcher::Take(const PatternEvent& event, std::uint64_t frame) {
  if (mismatch_) return;
  Threads next;
  const bool fits = Step(event, next);
  const Token token{event.side, event.segment_class, event.flags};
  if (!fits && !event.optional) {
    mismatch_ = Mismatch{frame, token, Describe(ChoicesFrom(threads_, event.ack_owed))};
    return;
  }
  if (event.optional) {
    // Both readings live on: that no word stands for it, and that one does.
    next.insert(next.end(), threads_.begin(), threads_.end());
    std::sort(next.begin(), next.end());
    next.erase(std::unique(next.begin(), next.end()), next.end());
  }
  if (fits && !(event.burst && event.optional)) {
    if (prefix_.size() < kPrefixTokens) prefix_.push_back(token);
    ++prefix_count_;
  }
  threads_ = std::move(next);
}

// Whether any word accepts the event; `next` are the threads that go on from there.
bool FlagMatcher::Step(const PatternEvent& event, Threads& next) const {
  Walk walk(program(), threads_);
  while (const auto address = walk.Next()) {
    const PatternInstruction& at = program().code[*address];
    if (at.op != Op::kTake) continue;
    const PatternSymbol& symbol = program().symbols[at.first];
    if (Accepts(symbol, event)) {
      next.push_back(*address + 1);
      if (event.burst) walk.Push(*address + 1);
    }
    // An ACK that is not owed floats, and one that is may travel on whatever its sender sends.
    if (IsAckWord(symbol) &&
        (event.side == symbol.side || !event.ack_owed.at(static_cast<std::size_t>(symbol.side)))) {
      walk.Push(*address + 1);
    }
  }
  return !next.empty();
}

FlagMatcher::Choices FlagMatcher::ChoicesFrom(const Threads& threads,
                                              std::array<bool, 2> ack_owed) const {
  Choices choices;
  Walk walk(program(), threads);
  while (const auto address = walk.Next()) {
    const PatternInstruction& at = program().code[*address];
    if (at.op == Op::kAccept) {
      choices.end = true;
      continue;
    }
    const PatternSymbol& symbol = program().symbols[at.first];
    if (IsAckWord(symbol) && !ack_owed.at(static_cast<std::size_t>(symbol.side))) {
      walk.Push(*address + 1);
    } else {
      choices.takes.push_back(*address);
    }
  }
  std::sort(choices.takes.begin(), choices.takes.end());
  return choices;
}

std::string FlagMatcher::Describe(const Choices& choices) const {
  std::vector<std::string> words;
  const auto add = [&words](const std::string& word) {
    if (std::find(words.begin(), words.end(), word) == words.end()) words.push_back(word);
  };
  for (const std::uint32_t take : choices.takes) {
    add(program().symbols[program().code[take].first].text);
  }
  if (choices.end) add("the end");
  std::string text;
  for (std::size_t i = 0; i < words.size(); ++i) {
    if (i > 0) text += i + 1 == words.size() ? " or " : ", ";
    text += words[i];
  }
  return text;
}

std::string FlagMatcher::Write(const Token& token) const {
  const std::string side = token.side == Side::kClient ? "C:" : "S:";
  if (mode_ == PatternMode::kExact) return side + FlagsToString(token.flags);
  switch (token.segment_class) {
    case SegmentClass::kSyn:
      return side + "SYN";
    case SegmentClass::kSynAck:
      return side + "SYN+ACK";
    case SegmentClass::kAck:
      return side + "ACK";
    case SegmentClass::kData:
      return side + (pattern_.automaton_->says_data ? "DATA" : "PSH+ACK");
    case SegmentClass::kFin:
      return side + "FIN+ACK";
    case SegmentClass::kReset:
    case SegmentClass::kOther:
      break;
  }
  return side + FlagsToString(token.flags);
}

std::string FlagMatcher::WritePrefix() const {
  std::string text;
  for (const Token& token : prefix_) {
    if (!text.empty()) text += ' ';
    text += Write(token);
  }
  if (prefix_count_ > prefix_.size()) {
    text += fmt::format(" ... {} more", prefix_count_ - prefix_.size());
  }
  return text;
}

PatternResult FlagMatcher::Finish() const {
  PatternResult result;
  result.expectation = {pattern_.text(), mode_};
  if (mismatch_) {
    result.frame = mismatch_->frame;
    result.allowed = mismatch_->allowed;
    result.came = Write(mismatch_->came);
  } else {
    const Choices choices = ChoicesFrom(threads_, view_.AckOwed());
    result.matched = choices.end;
    if (result.matched) return result;
    result.allowed = Describe(choices);
    result.came = "the end of the capture";
  }
  result.matched_prefix = WritePrefix();
  return result;
}

}  // namespace echocheck
