// SPDX-License-Identifier: MIT
#include "tests/fuzz/pattern_model.h"

#include <compare>
#include <set>

namespace echocheck {
namespace {

// Where one reading of the pattern has come to: in front of event `next`. `must_take`: a word has
// to take that event, because one did already (a burst), or because an ACK was passed over on the
// strength of it.
struct Place {
  std::size_t next = 0;
  bool must_take = false;
  auto operator<=>(const Place&) const = default;
};
using Places = std::set<Place>;

class Reader {
 public:
  Reader(PatternMode mode, const ModelEvents& events) : mode_(mode), events_(events) {}

  bool Matches(const PatternNode& pattern) const {
    const Places end = After(pattern, WithoutOptional({Place{}}));
    const std::size_t all = events_.list.size();
    return end.contains({all, false}) || end.contains({all, true});
  }

 private:
  Places After(const PatternNode& node, Places places) const {
    switch (node.kind) {
      case PatternNode::Kind::kWord:
        return AfterWord(node.word, places);
      case PatternNode::Kind::kSequence:
        for (const PatternNode& child : node.children) places = After(child, std::move(places));
        return places;
      case PatternNode::Kind::kChoice: {
        Places all;
        for (const PatternNode& child : node.children) all.merge(After(child, places));
        return all;
      }
      case PatternNode::Kind::kRepeat:
        return AfterRepeat(node, std::move(places));
    }
    return {};
  }

  Places AfterRepeat(const PatternNode& node, Places places) const {
    for (std::uint32_t i = 0; i < node.at_least; ++i) {
      places = After(node.children.front(), std::move(places));
    }
    for (std::uint32_t i = node.at_least; i < node.at_most; ++i) {
      const std::size_t before = places.size();
      places.merge(After(node.children.front(), places));
      if (places.size() == before) break;  // another round finds nothing new
    }
    return places;
  }

  // In normal mode FIN+PSH is a burst, then a FIN.
  Places AfterWord(const PatternWord& word, const Places& places) const {
    const bool both = word.kind == PatternWord::Kind::kFlags && Has(word, tcp_flag::kFin) &&
                      Has(word, tcp_flag::kPsh) && !Has(word, tcp_flag::kSyn | tcp_flag::kRst);
    if (mode_ == PatternMode::kExact || !both) return AfterOneWord(word, places);
    PatternWord data = word;
    data.kind = PatternWord::Kind::kData;
    PatternWord fin = word;
    fin.flags = tcp_flag::kFin;
    return AfterOneWord(fin, AfterOneWord(data, places));
  }

  Places AfterOneWord(const PatternWord& word, const Places& places) const {
    Places after;
    for (const Place& place : places) {
      const bool at_end = place.next == events_.list.size();
      if (!at_end && Accepts(word, events_.list[place.next])) {
        after.insert({place.next + 1, false});
        if (events_.list[place.next].burst) after.insert({place.next, true});
      }
      if (MayPassOver(word, place)) after.insert({place.next, true});
    }
    return WithoutOptional(std::move(after));
  }

  // An ACK that is not owed floats; one that is may travel on what its sender sends.
  bool MayPassOver(const PatternWord& word, const Place& place) const {
    if (mode_ == PatternMode::kExact || word.kind != PatternWord::Kind::kFlags) return false;
    if (ClassOfFlags(word) != SegmentClass::kAck) return false;
    const auto side = static_cast<std::size_t>(word.side);
    if (place.next == events_.list.size()) return !events_.owed_at_end.at(side);
    const PatternEvent& event = events_.list[place.next];
    return event.side == word.side || !event.ack_owed.at(side);
  }

  // No word needs to take an event that is optional.
  Places WithoutOptional(Places places) const {
    for (const Place& place : Places(places)) {
      if (place.must_take) continue;
      std::size_t next = place.next;
      while (next < events_.list.size() && events_.list[next].optional) {
        places.insert({++next, false});
      }
    }
    return places;
  }

  bool Accepts(const PatternWord& word, const PatternEvent& event) const {
    if (word.side != event.side) return false;
    switch (word.kind) {
      case PatternWord::Kind::kAny:
        return true;
      case PatternWord::Kind::kData:
        return event.segment_class == SegmentClass::kData;
      case PatternWord::Kind::kFlags:
        return mode_ == PatternMode::kExact ? word.flags == event.flags
                                            : ClassOfFlags(word) == event.segment_class;
    }
    return false;
  }

  static bool Has(const PatternWord& word, std::uint8_t flags) { return (word.flags & flags) != 0; }

  // The table of docs/flag-patterns.md, "Normal mode".
  static SegmentClass ClassOfFlags(const PatternWord& word) {
    if (Has(word, tcp_flag::kRst)) return SegmentClass::kReset;
    if (Has(word, tcp_flag::kSyn)) {
      return Has(word, tcp_flag::kAck) ? SegmentClass::kSynAck : SegmentClass::kSyn;
    }
    if (Has(word, tcp_flag::kFin)) return SegmentClass::kFin;
    if (Has(word, tcp_flag::kPsh | tcp_flag::kUrg)) return SegmentClass::kData;
    return Has(word, tcp_flag::kAck) ? SegmentClass::kAck : SegmentClass::kOther;
  }

  PatternMode mode_;
  const ModelEvents& events_;
};

}  // namespace

bool ModelMatches(const PatternNode& pattern, PatternMode mode, const ModelEvents& events) {
  return Reader(mode, events).Matches(pattern);
}

}  // namespace echocheck
