// SPDX-License-Identifier: MIT
// What players of either transport do alike.
#pragma once

#include <cstdint>

#include <boost/asio/awaitable.hpp>

#include "harness/client/play_context.h"
#include "harness/client/socket_result.h"
#include "harness/model/history.h"

namespace echocheck {

// The record of a client that has not done anything yet.
ConnectionRecord NewRecord(const PlayContext& context, std::uint32_t script, std::uint32_t ordinal);

// Which bytes a seedless payload has depends on the run, the client and the step, and on nothing
// that timing could change.
std::uint64_t PayloadSeed(const PlayContext& context, std::uint16_t port, std::uint32_t step);

// A client has its echo: of the first few the target's processes are counted.
void NoteEcho(PlayContext& context);

// The steps that need no socket: pause, meet, and those that act on the target.
boost::asio::awaitable<SocketResult> DoAnywhere(PlayContext& context, const Step& step);

// Continues a target that a step has stopped, if a step from `from` on would have done so: that
// client gives up, and the others would wait for a server that we hold.
boost::asio::awaitable<void> ContinueAsPromised(PlayContext& context,
                                                const std::vector<Step>& steps, std::size_t from);

}  // namespace echocheck
