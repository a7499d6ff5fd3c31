// SPDX-License-Identifier: MIT
// "socket" of a client -> the options of its socket.
#pragma once

#include "harness/model/scenario.h"
#include "harness/scenario/diagnosis.h"
#include "harness/scenario/json_node.h"

namespace echocheck {

SocketOptions ReadSocketOptions(const JsonNode& node, Transport transport, Diagnosis& diagnosis);

}  // namespace echocheck
