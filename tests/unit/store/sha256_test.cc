// SPDX-License-Identifier: MIT
#include "harness/store/sha256.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

// The examples of FIPS 180-2.
TEST(Sha256Test, GivesTheDigestsOfTheStandard) {
  EXPECT_EQ(Sha256::Of(""), "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
  EXPECT_EQ(Sha256::Of("abc"), "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
}

TEST(Sha256Test, PiecesMakeOneDigestAndThenItBeginsAnew) {
  Sha256 sum;
  sum.Add("a");
  sum.Add("bc");
  EXPECT_EQ(sum.Digest(), Sha256::Of("abc"));
  EXPECT_EQ(sum.Digest(), Sha256::Of(""));
}

}  // namespace
}  // namespace echocheck
