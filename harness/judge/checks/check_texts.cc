// SPDX-License-Identifier: MIT
#include "harness/judge/checks/check_texts.h"

namespace echocheck {
namespace {

std::string TextOf(const Check& check, std::string_view which, Language language) {
  return ToText(Say("checks_about." + std::string(check.name()) + std::string(which)), language);
}

}  // namespace

std::string DemandOf(const Check& check, Language language) {
  return TextOf(check, ".demand", language);
}

std::string CatchesOf(const Check& check, Language language) {
  return TextOf(check, ".catches", language);
}

}  // namespace echocheck
