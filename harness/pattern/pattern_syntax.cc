// SPDX-License-Identifier: MIT
// A recursive descent over the grammar in docs/flag-patterns.md.
#include "harness/pattern/pattern_syntax.h"

#include <algorithm>
#include <array>
#include <optional>
#include <utility>

#include <fmt/format.h>

#include "harness/base/bytes.h"
#include "harness/base/nearest_name.h"

namespace echocheck {
namespace {

// "DATA" is here for the sake of "did you mean"; it has no bit.
constexpr auto kFlagNames = std::to_array<std::string_view>(
    {"SYN", "FIN", "RST", "PSH", "ACK", "URG", "ECE", "CWR", "DATA"});
constexpr auto kFlagBits =
    std::to_array<std::uint8_t>({tcp_flag::kSyn, tcp_flag::kFin, tcp_flag::kRst, tcp_flag::kPsh,
                                 tcp_flag::kAck, tcp_flag::kUrg, tcp_flag::kEce, tcp_flag::kCwr});

// Without the C library's locale.
bool IsSpace(char c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }
bool IsDigit(char c) { return c >= '0' && c <= '9'; }
bool IsLetter(char c) { return (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z'); }

std::string ToUpper(std::string_view word) {
  std::string upper(word);
  for (char& c : upper) {
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c - 'a' + 'A');
  }
  return upper;
}

class Parser {
 public:
  explicit Parser(std::string_view text) : text_(text) {}

  Result<PatternNode> Parse() {
    SkipSpace();
    if (AtEnd()) return Wrong(0, "the pattern is empty, expected C: or S:");
    auto root = ParseChoice();
    if (!root) return root;
    if (Peek() == ')') return Wrong(position_, "\")\" without its \"(\"");
    return root;
  }

 private:
  Result<PatternNode> ParseChoice() {
    PatternNode choice;
    choice.kind = PatternNode::Kind::kChoice;
    do {
      const std::size_t begin = position_;
      auto branch = ParseSequence();
      if (!branch) return branch;
      choice.size += branch->size;
      if (choice.size > kMaxPatternSize) return TooLarge(begin);
      choice.children.push_back(std::move(*branch));
    } while (Take('|'));
    if (choice.children.size() > 1) return choice;
    return std::move(choice.children.front());
  }

  Result<PatternNode> ParseSequence() {
    PatternNode sequence;
    for (SkipSpace(); !AtEnd() && Peek() != '|' && Peek() != ')'; SkipSpace()) {
      const std::size_t begin = position_;
      auto item = ParseItem();
      if (!item) return item;
      sequence.size += item->size;
      if (sequence.size > kMaxPatternSize) return TooLarge(begin);
      sequence.children.push_back(std::move(*item));
    }
    if (sequence.children.empty()) return Wrong(position_, "expected C: or S:" + Found());
    return sequence;
  }

  Result<PatternNode> ParseItem() {
    if (IsPostfix(Peek())) {
      return Wrong(position_, fmt::format("nothing to repeat: \"{}\" stands right behind what it "
                                          "repeats, without a space",
                                          Peek()));
    }
    const std::size_t begin = position_;
    auto item = Peek() == '(' ? ParseBrackets() : ParseWord();
    if (!item || !IsPostfix(Peek())) return item;
    auto repeat = ParsePostfix();
    if (!repeat) return repeat;
    if (IsPostfix(Peek())) {
      return Wrong(position_, "repeated twice: put brackets around what is repeated first");
    }
    const bool endless = repeat->at_most == PatternNode::kNoLimit;
    const std::size_t copies =
        endless ? std::max<std::size_t>(repeat->at_least, 1) : repeat->at_most;
    repeat->size = 1 + copies * item->size;  // no overflow: 1000 * kMaxPatternSize at most
    if (repeat->size > kMaxPatternSize) return TooLarge(begin);
    repeat->children.push_back(std::move(*item));
    return repeat;
  }

  Result<PatternNode> ParseBrackets() {
    const std::size_t begin = position_++;
    if (++depth_ > kMaxPatternDepth) {
      return Wrong(begin, fmt::format("more than {} brackets inside each other", kMaxPatternDepth));
    }
    auto inner = ParseChoice();
    if (!inner) return inner;
    if (!Take(')')) return Wrong(begin, "\"(\" without its \")\"");
    --depth_;
    return inner;
  }

  Result<PatternNode> ParsePostfix() {
    PatternNode repeat;
    repeat.kind = PatternNode::Kind::kRepeat;
    const char postfix = text_[position_++];
    if (postfix == '{') return ParseCounts(std::move(repeat));
    repeat.at_least = postfix == '+' ? 1 : 0;
    repeat.at_most = postfix == '?' ? 1 : PatternNode::kNoLimit;
    return repeat;
  }

  // Behind the "{".
  Result<PatternNode> ParseCounts(PatternNode repeat) {
    const std::size_t begin = position_;
    const auto first = ParseCount();
    if (!first) return first.error();
    repeat.at_least = repeat.at_most = *first;
    if (Take(',')) {
      const auto second = ParseCount();
      if (!second) return second.error();
      if (*second < *first) {
        return Wrong(begin, fmt::format("{{{},{}}}: at least {} and at most {} leaves nothing",
                                        *first, *second, *first, *second));
      }
      repeat.at_most = *second;
    }
    if (!Take('}')) return Wrong(position_, "expected \"}\"" + Found());
    return repeat;
  }

  Result<std::uint32_t> ParseCount() {
    const std::size_t begin = position_;
    std::uint32_t count = 0;
    for (; IsDigit(Peek()); ++position_) {
      count = count * 10 + static_cast<std::uint32_t>(Peek() - '0');
      if (count > kMaxPatternCount) {
        return Wrong(begin, fmt::format("a count is at most {}", kMaxPatternCount));
      }
    }
    if (position_ == begin) {
      return Wrong(begin, "expected a number, as in {2} or {1,3}" + Found());
    }
    return count;
  }

  Result<PatternNode> ParseWord() {
    const std::size_t begin = position_;
    PatternNode node;
    node.kind = PatternNode::Kind::kWord;
    if ((Peek() != 'C' && Peek() != 'S') || PeekNext() != ':') {
      return Wrong(begin, "expected C: or S:" + Found());
    }
    node.word.side = Peek() == 'C' ? Side::kClient : Side::kServer;
    position_ += 2;
    if (auto status = ParseFlags(node.word); !status) return status.error();
    node.word.text = text_.substr(begin, position_ - begin);
    return node;
  }

  Status ParseFlags(PatternWord& word) {
    if (Take('.')) {
      word.kind = PatternWord::Kind::kAny;
      return NothingJoined();
    }
    // A "+" joins flags when a letter follows, otherwise it repeats the word: C:SYN+ACK, C:ACK+
    do {
      const std::size_t begin = position_;
      while (IsLetter(Peek())) ++position_;
      const std::string_view name = text_.substr(begin, position_ - begin);
      if (name.empty()) return Wrong(begin, "expected a flag, DATA or \".\"" + Found());
      if (name == "DATA" && word.flags == 0) {
        word.kind = PatternWord::Kind::kData;
        return NothingJoined();
      }
      const auto known = std::find(kFlagNames.begin(), kFlagNames.end(), name);
      if (name == "DATA") return Wrong(begin, "DATA stands alone, it cannot be joined with flags");
      if (known == kFlagNames.end()) {
        const auto shown = EscapeBytes(name, 40);
        return Wrong(begin, fmt::format("unknown flag \"{}\"{}", shown,
                                        DidYouMean(ToUpper(name), kFlagNames)));
      }
      const std::uint8_t bit = kFlagBits.at(static_cast<std::size_t>(known - kFlagNames.begin()));
      if ((word.flags & bit) != 0) return Wrong(begin, fmt::format("{} is there twice", name));
      word.flags = static_cast<std::uint8_t>(word.flags | bit);
    } while (Peek() == '+' && IsLetter(PeekNext()) && Take('+'));
    return {};
  }

  Status NothingJoined() const {
    if (Peek() != '+' || !IsLetter(PeekNext())) return {};
    return Wrong(position_, "DATA and \".\" cannot be joined with flags");
  }

  static bool IsPostfix(char c) { return c == '?' || c == '*' || c == '+' || c == '{'; }
  bool AtEnd() const { return position_ >= text_.size(); }
  // '\0' behind the end; a NUL inside of the text fits nowhere in the grammar either.
  char Peek() const { return AtEnd() ? '\0' : text_[position_]; }
  char PeekNext() const { return position_ + 1 < text_.size() ? text_[position_ + 1] : '\0'; }
  bool Take(char c) {
    if (AtEnd() || Peek() != c) return false;
    ++position_;
    return true;
  }
  void SkipSpace() {
    while (!AtEnd() && IsSpace(Peek())) ++position_;
  }

  // `, found "..."`: up to the next space.
  std::string Found() const {
    if (AtEnd()) return ", found the end";
    if (IsSpace(Peek())) return ", found a space";
    std::size_t end = position_;
    while (end < text_.size() && !IsSpace(text_[end])) ++end;
    end = std::max(end, position_ + 1);
    return fmt::format(", found \"{}\"", EscapeBytes(text_.substr(position_, end - position_), 40));
  }
  static Error Wrong(std::size_t position, std::string_view what) {
    return UsageError(fmt::format("column {}: {}", position + 1, what));
  }
  static Error TooLarge(std::size_t position) {
    return Wrong(position,
                 fmt::format("written out, the pattern is over {} segments long", kMaxPatternSize));
  }

  std::string_view text_;
  std::size_t position_ = 0;
  std::size_t depth_ = 0;
};

}  // namespace

Result<PatternNode> ParsePattern(std::string_view text) { return Parser(text).Parse(); }

}  // namespace echocheck
