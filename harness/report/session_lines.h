// SPDX-License-Identifier: MIT
// What `watch --target` prints between the segments: what was typed, what came back, what the
// target wrote, what happened. Whatever came from a target is escaped.
#pragma once

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "harness/model/target_outcome.h"
#include "harness/report/console_text.h"

namespace echocheck {

class SessionLines {
 public:
  // `page` is borrowed.
  explicit SessionLines(const Page& page) : page_(page) {}

  // Each is whole lines, none wider than the page.
  std::string Typed(BytesView bytes) const;
  std::string CameBack(BytesView bytes) const;
  std::string Output(BytesView bytes) const;
  std::string Note(std::string_view text, Ink ink = Ink::kDim) const;
  // The same for the text `name` of the catalogues.
  std::string NoteText(std::string_view name, Ink ink = Ink::kDim,
                       std::vector<Argument> arguments = {}) const;

  // "./myserver 50000 listens on ...", and what to do now.
  std::string Intro(const TargetOutcome& outcome, std::string_view host_reason,
                    bool terminal) const;
  // Why it did not come up.
  std::string StartFailure(const TargetOutcome& outcome, Milliseconds limit) const;
  // How it ended by itself.
  std::string TargetEnd(const ExitStatus& status) const;

  // What was sent and what came back, compared; `same`: as far as hashes tell.
  std::string EchoVerdict(std::uint64_t sent, std::uint64_t received, bool same) const;

 private:
  std::string Labelled(std::string_view label, std::string_view safe_text, Ink ink) const;

  const Page& page_;
};

}  // namespace echocheck
