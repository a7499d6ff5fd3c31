// SPDX-License-Identifier: MIT
#include "harness/pattern/pattern_program.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

using Op = PatternInstruction::Op;

// What a word of flags means in normal mode, where PSH, URG, ECE and CWR only tell that there is
// payload, or nothing, and where every segment behind the first SYN carries ACK anyway.
SegmentClass ClassOf(std::uint8_t flags) {
  const auto has = [flags](std::uint8_t bit) { return (flags & bit) != 0; };
  if (has(tcp_flag::kRst)) return SegmentClass::kReset;
  if (has(tcp_flag::kSyn)) {
    return has(tcp_flag::kAck) ? SegmentClass::kSynAck : SegmentClass::kSyn;
  }
  if (has(tcp_flag::kFin)) return SegmentClass::kFin;
  if (has(tcp_flag::kPsh) || has(tcp_flag::kUrg)) return SegmentClass::kData;
  return has(tcp_flag::kAck) ? SegmentClass::kAck : SegmentClass::kOther;
}

bool IsFinWithData(const PatternWord& word) {
  constexpr std::uint8_t kBoth = tcp_flag::kFin | tcp_flag::kPsh;
  return (word.flags & kBoth) == kBoth && ClassOf(word.flags) == SegmentClass::kFin;
}

class Compiler {
 public:
  explicit Compiler(PatternMode mode) : mode_(mode) {}

  PatternProgram Compile(const PatternNode& root) {
    Emit(root);
    Add({Op::kAccept});
    return std::move(program_);
  }

 private:
  // Recursion is as deep as the tree, which kMaxPatternDepth bounds.
  void Emit(const PatternNode& node) {
    switch (node.kind) {
      case PatternNode::Kind::kWord:
        return EmitWord(node.word);
      case PatternNode::Kind::kSequence:
        for (const PatternNode& child : node.children) Emit(child);
        return;
      case PatternNode::Kind::kChoice:
        return EmitChoice(node);
      case PatternNode::Kind::kRepeat:
        return EmitRepeat(node);
    }
  }

  void EmitWord(const PatternWord& word) {
    PatternSymbol symbol{PatternSymbol::Test::kAny, word.side, word.flags, SegmentClass::kOther,
                         word.text};
    switch (word.kind) {
      case PatternWord::Kind::kAny:
        break;
      case PatternWord::Kind::kData:
        symbol.test = PatternSymbol::Test::kClass;
        symbol.segment_class = SegmentClass::kData;
        break;
      case PatternWord::Kind::kFlags:
        if (mode_ == PatternMode::kExact) {
          symbol.test = PatternSymbol::Test::kFlags;
          break;
        }
        symbol.test = PatternSymbol::Test::kClass;
        if (IsFinWithData(word)) {
          symbol.segment_class = SegmentClass::kData;
          Add({Op::kTake, Intern(symbol)});
        }
        symbol.segment_class = ClassOf(word.flags);
        break;
    }
    Add({Op::kTake, Intern(symbol)});
  }

  void EmitChoice(const PatternNode& node) {
    std::vector<std::uint32_t> jumps;
    for (std::size_t i = 0; i + 1 < node.children.size(); ++i) {
      const std::uint32_t split = Add({Op::kSplit, Here() + 1});
      Emit(node.children[i]);
      jumps.push_back(Add({Op::kJump}));
      program_.code[split].second = Here();
    }
    Emit(node.children.back());
    for (const std::uint32_t jump : jumps) program_.code[jump].first = Here();
  }

  void EmitRepeat(const PatternNode& node) {
    const PatternNode& body = node.children.front();
    for (std::uint32_t i = 0; i < node.at_least; ++i) Emit(body);
    if (node.at_most == PatternNode::kNoLimit) {
      const std::uint32_t split = Add({Op::kSplit, Here() + 1});
      Emit(body);
      Add({Op::kJump, split});
      program_.code[split].second = Here();
      return;
    }
    std::vector<std::uint32_t> splits;
    for (std::uint32_t i = node.at_least; i < node.at_most; ++i) {
      splits.push_back(Add({Op::kSplit, Here() + 1}));
      Emit(body);
    }
    for (const std::uint32_t split : splits) program_.code[split].second = Here();
  }

  std::uint32_t Here() const { return static_cast<std::uint32_t>(program_.code.size()); }

  std::uint32_t Add(PatternInstruction instruction) {
    program_.code.push_back(instruction);
    return Here() - 1;
  }

  // Repetitions are copies of code that share their symbols. Patterns have few different words.
  std::uint32_t Intern(const PatternSymbol& symbol) {
    auto& symbols = program_.symbols;
    const auto same = [&](const PatternSymbol& other) {
      return other.text == symbol.text && other.segment_class == symbol.segment_class;
    };
    const auto found = std::find_if(symbols.begin(), symbols.end(), same);
    if (found != symbols.end()) return static_cast<std::uint32_t>(found - symbols.begin());
    symbols.push_back(symbol);
    return static_cast<std::uint32_t>(symbols.size() - 1);
  }

  PatternMode mode_;
  PatternProgram program_;
};

bool SaysData(const PatternNode& node) {
  if (node.kind == PatternNode::Kind::kWord) return node.word.kind == PatternWord::Kind::kData;
  return std::any_of(node.children.begin(), node.children.end(), SaysData);
}

}  // namespace

PatternAutomaton CompilePattern(const PatternNode& root) {
  return {Compiler(PatternMode::kExact).Compile(root), Compiler(PatternMode::kNormal).Compile(root),
          SaysData(root)};
}

}  // namespace echocheck
