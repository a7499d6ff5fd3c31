// SPDX-License-Identifier: MIT
#include "harness/base/code_point.h"

#include <algorithm>
#include <utility>

namespace echocheck {
namespace {

using Range = std::pair<char32_t, char32_t>;

template <std::size_t kCount>
bool IsIn(const Range (&ranges)[kCount], char32_t value) {
  return std::ranges::any_of(
      ranges, [&](const Range& range) { return value >= range.first && value <= range.second; });
}

}  // namespace

std::size_t Utf8Length(std::string_view text) {
  const auto at = [&](std::size_t i) -> unsigned {
    return i < text.size() ? static_cast<unsigned char>(text[i]) : 0U;
  };
  const auto continues = [&](std::size_t i) { return (at(i) & 0xc0U) == 0x80U; };
  const unsigned lead = at(0);
  if (text.empty()) return 0;
  if (lead < 0x80) return 1;
  if (lead >= 0xc2 && lead <= 0xdf) return continues(1) ? 2 : 0;
  if (lead >= 0xe0 && lead <= 0xef) {
    const bool overlong = lead == 0xe0 && at(1) < 0xa0;
    const bool surrogate = lead == 0xed && at(1) > 0x9f;
    return continues(1) && continues(2) && !overlong && !surrogate ? 3 : 0;
  }
  if (lead >= 0xf0 && lead <= 0xf4) {
    const bool overlong = lead == 0xf0 && at(1) < 0x90;
    const bool too_large = lead == 0xf4 && at(1) > 0x8f;
    return continues(1) && continues(2) && continues(3) && !overlong && !too_large ? 4 : 0;
  }
  return 0;
}

CodePoint FirstCodePoint(std::string_view text) {
  const auto at = [&](std::size_t i) -> char32_t {
    return i < text.size() ? static_cast<unsigned char>(text[i]) & 0x3fU : 0U;
  };
  const auto lead = static_cast<unsigned char>(text[0]);
  if (lead < 0x80) return {lead, 1};
  if (lead < 0xe0) return {((lead & 0x1fU) << 6) | at(1), std::min<std::size_t>(2, text.size())};
  if (lead < 0xf0) {
    return {((lead & 0x0fU) << 12) | (at(1) << 6) | at(2), std::min<std::size_t>(3, text.size())};
  }
  return {((lead & 0x07U) << 18) | (at(1) << 12) | (at(2) << 6) | at(3),
          std::min<std::size_t>(4, text.size())};
}

bool IsDeceptive(char32_t value) {
  static constexpr Range kDeceptive[] = {
      {0xad, 0xad},     {0x61c, 0x61c},   {0x180e, 0x180e},   {0x200b, 0x200f}, {0x2028, 0x202e},
      {0x2060, 0x206f}, {0xfeff, 0xfeff}, {0xe0000, 0xe007f}, {0xfff9, 0xfffb}, {0xfffe, 0xffff}};
  return IsIn(kDeceptive, value);
}

// Ranges in which every code point is assigned and written from left to right, and ColumnsOf() is
// right (Unicode 14).
bool IsPrintable(char32_t value) {
  static constexpr Range kShown[] = {
      {0x20, 0x7e},       {0xa1, 0xac},       {0xae, 0x377},      {0x384, 0x38a},
      {0x38c, 0x38c},     {0x38e, 0x3a1},     {0x3a3, 0x482},     {0x48a, 0x52f},
      {0x1e00, 0x1eff},   {0x2010, 0x2027},   {0x2030, 0x205e},   {0x20a0, 0x20c0},
      {0x2100, 0x218b},   {0x2190, 0x2319},   {0x2460, 0x25fc},   {0x2600, 0x2613},
      {0x270c, 0x2727},   {0x2900, 0x2aff},   {0x3000, 0x3029},   {0x3030, 0x303e},
      {0x3041, 0x3096},   {0x3099, 0x30ff},   {0x3131, 0x3163},   {0x3190, 0x31ba},
      {0x31f0, 0x321e},   {0x3220, 0x3247},   {0x3250, 0x4dbf},   {0x4e00, 0x9fff},
      {0xac00, 0xd7a3},   {0xf900, 0xfa6d},   {0xff01, 0xff9f},   {0xffe0, 0xffe6},
      {0x1f300, 0x1f320}, {0x1f600, 0x1f64f}, {0x1f680, 0x1f6c5}, {0x1f90c, 0x1f93a},
      {0x1f947, 0x1f9ff}, {0x20000, 0x2a6df}};
  return IsIn(kShown, value);
}

// Unicode Standard Annex 11, in the blocks that terminals agree on.
std::size_t ColumnsOf(char32_t value) {
  static constexpr Range kCombining[] = {
      {0x300, 0x36f}, {0x1ab0, 0x1aff}, {0x20d0, 0x20ff}, {0x3099, 0x309a}, {0xfe00, 0xfe0f}};
  static constexpr Range kWide[] = {{0x1100, 0x115f},   {0x2e80, 0x303e},   {0x3041, 0xa4cf},
                                    {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe6f},
                                    {0xff00, 0xff60},   {0xffe0, 0xffe6},   {0x1f300, 0x1f64f},
                                    {0x1f680, 0x1f6ff}, {0x1f900, 0x1f9ff}, {0x20000, 0x3fffd}};
  if (value < 0x300) return 1;
  if (IsIn(kCombining, value)) return 0;
  return IsIn(kWide, value) ? 2 : 1;
}

}  // namespace echocheck
