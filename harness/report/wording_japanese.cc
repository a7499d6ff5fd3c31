// SPDX-License-Identifier: MIT
#include "harness/report/wording.h"

namespace echocheck {
namespace {

Wording MakeJapanese() {
  Wording words = EnglishWording();
  words.expected = "期待";
  words.actual = "実際";
  words.cause = "原因";
  words.hint = "ヒント";
  words.source = "出典";
  words.one_cause = "原因 1 件:";
  words.causes = "原因 {count} 件 (根本的なものから順に):";
  words.no_cause = "原因不明:";
  return words;
}

}  // namespace

const Wording& JapaneseWording() {
  static const Wording kJapanese = MakeJapanese();
  return kJapanese;
}

const Wording& WordingFor(std::string_view language) {
  return language == "ja" ? JapaneseWording() : EnglishWording();
}

}  // namespace echocheck
