// SPDX-License-Identifier: MIT
// Makes the heap one of large pages.
#pragma once

namespace echocheck {

// Has memory come from one region, from now on, which the kernel may back with pages of 2 MiB, and
// which stays ours once we have it. A scenario of thousands of connections, or of MiB under way,
// touches fresh memory all the time, and what a fault costs depends little on how large the page
// is. Processes that are forked inherit it. Without an allocator or a kernel that can do that,
// nothing happens.
//
// Measured in pairs on 2 busy cores, with and without: ten thousand clients take 3 % less processor
// time (2.72 s and 2.81 s), the full profile 5 % (2.78 s and 2.93 s; medians of 10 runs and more).
void PreferLargePages();

}  // namespace echocheck
