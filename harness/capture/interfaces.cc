// SPDX-License-Identifier: MIT
#include "harness/capture/interfaces.h"

#include <net/if.h>

#include <memory>

namespace echocheck {

std::vector<std::string> ListInterfaces() {
  const auto release = [](struct if_nameindex* list) { if_freenameindex(list); };
  const std::unique_ptr<struct if_nameindex, decltype(release)> list(if_nameindex(), release);
  std::vector<std::string> names;
  for (const struct if_nameindex* entry = list.get(); entry != nullptr && entry->if_name != nullptr;
       ++entry) {
    names.emplace_back(entry->if_name);
  }
  return names;
}

}  // namespace echocheck
