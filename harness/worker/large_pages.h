// SPDX-License-Identifier: MIT
// Makes the heap one of large pages.
#pragma once

namespace echocheck {

// Has memory come from one region, from now on, which the kernel may back with pages of 2 MiB, and
// which stays ours once we have it. A scenario of thousands of connections, or of MiB under way,
// touches fresh memory all the time, and what a fault costs depends little on how large the page
// is. Processes that are forked inherit it. Without an allocator or a kernel that can do that,
// nothing happens.
void PreferLargePages();

}  // namespace echocheck
