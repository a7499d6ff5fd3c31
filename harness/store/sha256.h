// SPDX-License-Identifier: MIT
// Computes SHA-256, which tells whether a stored file is still what was judged.
#pragma once

#include <string>
#include <string_view>

#include <nettle/sha2.h>

#include "harness/base/bytes.h"

namespace echocheck {

class Sha256 {
 public:
  Sha256() { sha256_init(&state_); }

  void Add(BytesView bytes);

  // Returns 64 hexadecimal digits, as sha256sum(1) prints them. Begins anew.
  std::string Digest();

  static std::string Of(BytesView bytes);

 private:
  sha256_ctx state_{};
};

}  // namespace echocheck
