// SPDX-License-Identifier: MIT
#include "harness/base/nearest_name.h"

#include <algorithm>
#include <vector>

namespace echocheck {
namespace {

// Optimal string alignment distance.
std::size_t EditDistance(std::string_view a, std::string_view b) {
  const std::size_t width = b.size() + 1;
  std::vector<std::size_t> table((a.size() + 1) * width);
  const auto cell = [&](std::size_t i, std::size_t j) -> std::size_t& {
    return table[i * width + j];
  };
  for (std::size_t i = 0; i <= a.size(); ++i) cell(i, 0) = i;
  for (std::size_t j = 0; j <= b.size(); ++j) cell(0, j) = j;
  for (std::size_t i = 1; i <= a.size(); ++i) {
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const std::size_t replace = cell(i - 1, j - 1) + (a[i - 1] == b[j - 1] ? 0 : 1);
      cell(i, j) = std::min({cell(i - 1, j) + 1, cell(i, j - 1) + 1, replace});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        cell(i, j) = std::min(cell(i, j), cell(i - 2, j - 2) + 1);
      }
    }
  }
  return cell(a.size(), b.size());
}

}  // namespace

std::optional<std::string> NearestName(std::string_view typed,
                                       std::span<const std::string_view> known) {
  constexpr std::size_t kLongestName = 64;  // the table is quadratic, and no name of ours is longer
  if (typed.size() > kLongestName) return std::nullopt;
  std::size_t best = std::max<std::size_t>(1, typed.size() / 3) + 1;
  std::optional<std::string> nearest;
  for (const std::string_view name : known) {
    const std::size_t distance = EditDistance(typed, name);
    if (distance < best) {
      best = distance;
      nearest = std::string(name);
    }
  }
  return nearest;
}

std::string DidYouMean(std::string_view typed, std::span<const std::string_view> known) {
  const auto nearest = NearestName(typed, known);
  return nearest ? ", did you mean \"" + *nearest + "\"?" : "";
}

}  // namespace echocheck
