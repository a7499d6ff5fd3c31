// SPDX-License-Identifier: MIT
// Every sentence of the console's text, in one table a language. {who} stands for one of `actors`,
// {bytes} for one of `bytes`; the other names are those of the value that goes there.
#pragma once

#include <array>
#include <string>
#include <string_view>

#include "harness/model/flow.h"

namespace echocheck {

// Widths that the ladder's layout allows for are those of English: a sentence that does not fit its
// line is cut, so keep to about 45 columns.
struct Wording {
  // [Side][Actor]: "the server's kernel"
  std::array<std::array<std::string_view, 2>, 2> actors;
  std::string_view one_byte;
  std::string_view bytes;  // {count}

  // What a segment means.
  std::string_view syn;
  std::string_view syn_ack;
  std::string_view handshake_ack;
  std::string_view data;
  std::string_view data_fin;
  std::string_view fin_first;
  std::string_view fin_second;
  std::string_view fin_at_once;
  std::string_view ack;
  std::string_view fin_ack;
  std::string_view last_ack;
  std::string_view refused;
  std::string_view reset;
  std::string_view retransmission;
  std::string_view fast_retransmission;
  std::string_view needless_retransmission;
  std::string_view same_frame;
  std::string_view half_open;
  std::string_view half_open_reset;
  std::string_view keep_alive;
  std::string_view keep_alive_ack;
  std::string_view window_update;  // {window}
  std::string_view zero_window_probe;
  std::string_view duplicate_ack;
  std::string_view out_of_order;
  std::string_view zero_window;  // after any of them

  // Around a ladder.
  std::array<std::string_view, 2> sides;  // [Side]
  std::string_view frame;
  std::string_view milliseconds;
  std::string_view folded;                  // {count} {to_server} {to_client}
  std::string_view not_kept;                // {count}
  std::string_view no_handshake;            // a flow that was open before the capture began
  std::array<std::string_view, 2> left_in;  // [Side]: who never closed
  std::string_view ends_in;                 // {client} {server}: the states at the end
  std::string_view more_flows;              // {count} {segments}

  // Around a finding.
  std::string_view expected;
  std::string_view actual;
  std::string_view frames;
  std::string_view and_more;  // {count}
  std::string_view ports;
  std::string_view source;
  std::string_view cause;
  std::string_view hint;
  std::string_view difference;        // {offset}
  std::string_view difference_bytes;  // {first} {last}
  std::string_view output;            // {count}
  std::string_view no_output;

  // Around a scenario.
  std::string_view address_found;  // {note}
  std::string_view host_arena;     // {note}
  std::string_view confined;
  std::string_view no_capture;   // {reason}
  std::string_view capture_cut;  // {reason}
  std::string_view apart;        // {behaviour} {close} {duration}
  std::string_view durations;    // one of each part
  std::string_view files;        // {folder} {files}
  std::string_view our_error;
  std::string_view pattern_matched;  // {pattern}

  std::string_view attempts;    // {count} {verdicts}
  std::string_view known;       // {reason}
  std::string_view not_played;  // {reason}

  // While a run goes on.
  std::string_view progress;  // {done} {total} {failed} {name}

  // The end of a run.
  std::string_view topic_top;  // of scenarios that are in no folder
  std::string_view topic_all;
  std::string_view points;
  std::string_view time;
  std::string_view one_cause;
  std::string_view causes;  // {count}
  std::string_view no_cause;
  std::string_view remarks;  // INFO checks that do not hold
  std::string_view remark_word;
  std::string_view flaky_word;
  std::string_view known_word;
  std::string_view flaky;              // {name} {verdicts} {checks}
  std::string_view known_scenario;     // {name} {reason}
  std::string_view no_longer_failing;  // {entry}
  std::string_view other_failure;      // of echocheck itself
  std::string_view named_scenarios;    // {scenarios} {names}
  std::string_view flaky_allowed;
  std::string_view one_scenario;
  std::string_view scenarios;               // {count}
  std::array<std::string_view, 6> verdict;  // [Verdict]
  std::string_view no_scenarios;
  std::string_view unfinished;
  std::string_view isolation_lacks;  // {count} {played} {reason}; as the next two
  std::string_view capture_lacks;
  std::string_view close_unseen;
  std::string_view strict;
  std::string_view page;          // {path}: where the page is
  std::string_view next_command;  // {command}: what to type next

  // What was judged again.
  std::string_view same_findings;
  std::string_view changes;  // {version}
  std::string_view saved;
  std::string_view now;
  std::string_view not_judged;

  // What a capture with comments says of itself.
  std::string_view commented_scenario;  // {name} {title} {verdict}
  std::string_view commented_file;      // {file}
  std::string_view private_loopback;
  std::string_view host_loopback;
  std::string_view host_interface;
  std::string_view unknown_interface;  // {file}
};

const Wording& EnglishWording();
// What a learner has to understand of a connection and of a failure in Japanese; all else as in
// English.
const Wording& JapaneseWording();
// "en", "ja"
const Wording& WordingFor(std::string_view language);

// What `segment` means and who caused it; `previous` is the one before it in its flow, if any.
std::string Explain(const FlowSegment& segment, const FlowSegment* previous, const Wording& words);

// "1 byte", "5 bytes"
std::string CountBytes(std::uint64_t count, const Wording& words);

}  // namespace echocheck
