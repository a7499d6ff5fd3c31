// SPDX-License-Identifier: MIT
// Approved output: what was rendered is compared with tests/golden/NAME. scripts/approve_golden
// writes the files anew; what changed is then for a person to read in the diff.
#pragma once

#include <cstdlib>
#include <fstream>
#include <iterator>
#include <string>

#include <gtest/gtest.h>

namespace echocheck {

inline void ExpectGolden(const std::string& name, const std::string& rendered) {
  const std::string path = std::string(ECHOCHECK_SOURCE_DIR) + "/tests/golden/" + name;
  if (std::getenv("ECHOCHECK_APPROVE") != nullptr) {
    std::ofstream file(path, std::ios::binary);
    file << rendered;
    ASSERT_TRUE(file.flush()) << "cannot write " << path;
    return;
  }
  std::ifstream file(path, std::ios::binary);
  ASSERT_TRUE(file) << path << " is missing: run scripts/approve_golden";
  const std::string approved{std::istreambuf_iterator<char>(file), {}};
  EXPECT_EQ(rendered, approved) << name << " changed; if that is right: scripts/approve_golden";
}

}  // namespace echocheck
