// SPDX-License-Identifier: MIT
// What `watch` says around the ladder, in one table a language; the ladder's own sentences are
// Wording's. Names in braces are those of the values that go there.
#pragma once

#include <array>
#include <string_view>

#include "harness/model/flow.h"

namespace echocheck {

struct LiveWording {
  // Before anything happens.
  std::string_view watching_ports;    // {ports} {interface}
  std::string_view watching_all;      // {interface}
  std::string_view try_it;            // {client} {port}: a command for another terminal
  std::string_view listens;           // {command} {address} {time}
  std::string_view found;             // {note}
  std::string_view no_private_arena;  // {reason}
  std::string_view you_are_the_client;
  std::string_view you_are_the_client_piped;

  // Beside a line of the session: who it is of.
  std::string_view you;
  std::string_view back;
  std::string_view server;
  std::string_view more_output;  // {count}: lines that were not shown

  // What happens.
  std::string_view you_closed;
  std::string_view server_closed_first;
  std::string_view server_closed_too;
  std::string_view connection_reset;
  std::string_view no_more_taken;  // the rest of what was typed
  std::string_view no_close;       // {time}
  std::string_view floods;
  std::string_view connect_failed;  // {address} {reason}
  std::string_view interrupted;

  // The target's end, and a start that failed.
  std::string_view exited;  // {code}
  std::string_view killed;  // {signal} {meaning}
  std::string_view launcher_left;
  std::string_view exited_unheard;          // {status}
  std::string_view listens_elsewhere;       // {listening} {asked}
  std::string_view never_listened;          // {asked} {time}
  std::string_view listening_unseen;        // {asked} {reason}
  std::array<std::string_view, 6> signals;  // SEGV ABRT PIPE FPE KILL, any other

  // The summary.
  std::string_view nothing_seen;
  std::string_view one_connection;  // {segments} {time}
  std::string_view connections;     // {count} {segments} {time}
  std::string_view earlier;         // {count} {segments}
  std::string_view carried;         // {segments} {to_server} {to_client} {time}
  std::string_view no_repetition;
  std::string_view one_repetition;
  std::string_view repetitions;  // {count}
  std::string_view opened;
  std::string_view opened_before;
  std::string_view refused;
  std::string_view unanswered;
  std::array<std::string_view, 2> closed_first;  // [Side]: both ends closed, who began
  std::array<std::string_view, 2> half_closed;   // [Side]: who closed; the other has not
  std::array<std::string_view, 2> reset;         // [Side]
  std::string_view left_open;                    // {client} {server}
  std::string_view why_unread;                   // {count}: bytes that did not come back
  std::string_view why_linger;
  std::string_view why_nobody_reads;
  std::string_view echo_same;     // {count}
  std::string_view echo_nothing;  // {sent}
  std::string_view echo_missing;  // {sent} {received}
  std::string_view echo_more;     // {sent} {received}
  std::string_view echo_differs;  // {count}
  std::string_view nothing_sent;
  std::string_view dropped;  // {count}
  std::string_view written;  // {path} {frames}
};

// "en", "ja"
const LiveWording& LiveWordingFor(std::string_view language);

}  // namespace echocheck
