// SPDX-License-Identifier: MIT
#include "harness/target/target_spec.h"

#include "harness/target/command_words.h"

namespace echocheck {

std::vector<AddressForm> AutomaticForms() {
  return {AddressForm::kHostPort, AddressForm::kPort, AddressForm::kDashP, AddressForm::kNone};
}

std::vector<std::string> CommandFor(const TargetSpec& spec, AddressForm form,
                                    const Endpoint& address) {
  std::vector<std::string> words = spec.words;
  const std::string port = std::to_string(address.port);
  switch (form) {
    case AddressForm::kPlaceholders:
      return FillPlaceholders(std::move(words), address);
    case AddressForm::kHostPort:
      words.push_back(ToString(address));
      break;
    case AddressForm::kPort:
      words.push_back(port);
      break;
    case AddressForm::kDashP:
      words.insert(words.end(), {"-p", port});
      break;
    case AddressForm::kNone:
      break;
    case AddressForm::kCustom:
      for (const std::string& word : FillPlaceholders(spec.custom_address, address)) {
        words.push_back(word);
      }
      break;
  }
  return words;
}

}  // namespace echocheck
