// SPDX-License-Identifier: MIT
#include "harness/worker/large_pages.h"

#include <malloc.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cstdint>
#include <cstdlib>

namespace echocheck {
namespace {

constexpr std::uintptr_t kLargePage = 2U << 20;
constexpr int kRegion = 64 << 20;         // of address space: only what is touched is memory
constexpr int kLargestInside = 32 << 20;  // the most that malloc allows; larger blocks are mapped

}  // namespace

void PreferLargePages() {
  mallopt(M_TOP_PAD, kRegion);
  mallopt(M_TRIM_THRESHOLD, 2 * kRegion);
  mallopt(M_MMAP_THRESHOLD, kLargestInside);
  const auto before = reinterpret_cast<std::uintptr_t>(sbrk(0));
  void* volatile block = std::malloc(kLargestInside / 2);  // NOLINT: so that the region is there
  std::free(block);                                        // NOLINT
  const auto after = reinterpret_cast<std::uintptr_t>(sbrk(0));
  const std::uintptr_t begin = (before + kLargePage - 1) / kLargePage * kLargePage;
  if (after <= begin) return;
  (void)madvise(reinterpret_cast<void*>(begin), after - begin, MADV_HUGEPAGE);  // NOLINT
}

}  // namespace echocheck
