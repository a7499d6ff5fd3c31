// SPDX-License-Identifier: MIT
// Is included by the sources that scripts/mutants changes. Each of their conditions goes through
// Is(), so that one build holds every mutant. The environment chooses what a process does:
//   ECHOCHECK_MUTANT=ID:KIND         condition ID is inverted (i), always true (t) or always false
//   (f) ECHOCHECK_MUTANTS_SEEN=COUNT:FILE   writes "ID VALUES" into FILE at the end for each
//   condition below COUNT that was
//                                    evaluated; VALUES is 1 (it was true), 2 (it was false) or 3
//                                    (it was both)
#pragma once

#include <cstdio>
#include <cstdlib>
#include <type_traits>
#include <vector>

namespace mutants {

class Choice {
 public:
  Choice() {
    if (const char* const text = std::getenv("ECHOCHECK_MUTANT")) {
      std::sscanf(text, "%u:%c", &id_, &kind_);
    }
    if (const char* const text = std::getenv("ECHOCHECK_MUTANTS_SEEN")) {
      char* end = nullptr;
      seen_.resize(std::strtoul(text, &end, 10));
      file_ = end + 1;
    }
  }
  ~Choice() {
    if (file_ == nullptr) return;
    std::FILE* const file = std::fopen(file_, "w");
    if (file == nullptr) std::abort();
    for (std::size_t id = 0; id < seen_.size(); ++id) {
      if (seen_[id] != 0) std::fprintf(file, "%zu %d\n", id, seen_[id]);
    }
    if (std::fclose(file) != 0) std::abort();
  }
  Choice(const Choice&) = delete;
  Choice& operator=(const Choice&) = delete;

  bool Take(unsigned id, bool value) {
    if (id == id_) {
      if (kind_ == 'i') return !value;
      return kind_ == 't';
    }
    if (id < seen_.size()) seen_[id] = static_cast<unsigned char>(seen_[id] | (value ? 1 : 2));
    return value;
  }

 private:
  unsigned id_ = 0;  // conditions are counted from 1
  char kind_ = 'i';
  std::vector<unsigned char> seen_;
  const char* file_ = nullptr;
};

inline Choice choice;

// Returns `value`, or what the chosen mutant makes of it. What the compiler evaluates is never
// changed.
constexpr bool Is(unsigned id, bool value) {
  if (std::is_constant_evaluated()) return value;
  return choice.Take(id, value);
}

}  // namespace mutants
