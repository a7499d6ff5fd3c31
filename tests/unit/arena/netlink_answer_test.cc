// SPDX-License-Identifier: MIT
#include "harness/arena/netlink_answer.h"

#include <cerrno>
#include <cstring>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr std::uint32_t kSequence = 7;
constexpr std::uint16_t kSocketMessage = 20;  // SOCK_DIAG_BY_FAMILY

// Builds what one recv returns, and keeps what is read from it.
class NetlinkAnswerTest : public ::testing::Test {
 protected:
  void Add(std::uint16_t type, const std::string& payload, std::uint32_t sequence = kSequence,
           std::uint16_t flags = 0) {
    nlmsghdr header{};
    header.nlmsg_len = static_cast<std::uint32_t>(NLMSG_HDRLEN + payload.size());
    header.nlmsg_type = type;
    header.nlmsg_flags = flags;
    header.nlmsg_seq = sequence;
    datagram_.append(reinterpret_cast<const char*>(&header), sizeof header).append(payload);
    datagram_.resize(NLMSG_ALIGN(datagram_.size()));
  }

  void AddError(int code) {
    nlmsgerr error{};
    error.error = code;
    Add(NLMSG_ERROR, std::string(reinterpret_cast<const char*>(&error), sizeof error));
  }

  NetlinkProgress Read() {
    return ReadNetlinkAnswer(datagram_, kSequence, [this](const nlmsghdr& message) {
      seen_.emplace_back(static_cast<const char*>(NLMSG_DATA(&message)),
                         message.nlmsg_len - NLMSG_HDRLEN);
    });
  }

  std::string datagram_;
  std::vector<std::string> seen_;
};

std::string Attribute(std::uint16_t type, const std::string& value) {
  nlattr attribute{static_cast<std::uint16_t>(NLA_HDRLEN + value.size()), type};
  std::string text(reinterpret_cast<const char*>(&attribute), sizeof attribute);
  text += value;
  text.resize(NLA_ALIGN(text.size()));
  return text;
}

TEST_F(NetlinkAnswerTest, GivesEachMessageAndWaitsForMore) {
  Add(kSocketMessage, "first");  // padded to 8 bytes
  Add(kSocketMessage, "second");
  const NetlinkProgress progress = Read();
  EXPECT_THAT(seen_, ElementsAre("first", "second"));
  EXPECT_FALSE(progress.complete);
  EXPECT_EQ(progress.error, 0);
}

TEST_F(NetlinkAnswerTest, IsCompleteAtDone) {
  Add(kSocketMessage, "last");
  Add(NLMSG_DONE, std::string(4, '\0'));
  Add(kSocketMessage, "of nobody");
  const NetlinkProgress progress = Read();
  EXPECT_THAT(seen_, ElementsAre("last"));
  EXPECT_TRUE(progress.complete);
  EXPECT_EQ(progress.error, 0);
}

// A kernel without udp_diag answers so: an empty table, and that there is none.
TEST_F(NetlinkAnswerTest, TellsTheErrorAtTheEndOfATable) {
  const int error = -ENOENT;
  Add(NLMSG_DONE, std::string(reinterpret_cast<const char*>(&error), sizeof error));
  const NetlinkProgress progress = Read();
  EXPECT_TRUE(progress.complete);
  EXPECT_EQ(progress.error, ENOENT);
}

TEST_F(NetlinkAnswerTest, TellsThatMessagesWereLost) {
  Add(NLMSG_OVERRUN, "");
  EXPECT_EQ(Read().error, ENOBUFS);
}

TEST_F(NetlinkAnswerTest, TellsTheErrorOfTheKernel) {
  AddError(-ENOENT);
  const NetlinkProgress progress = Read();
  EXPECT_EQ(progress.error, ENOENT);
  EXPECT_THAT(seen_, IsEmpty());
}

TEST_F(NetlinkAnswerTest, AnErrorOfZeroIsAnAcknowledgement) {
  AddError(0);
  const NetlinkProgress progress = Read();
  EXPECT_TRUE(progress.complete);
  EXPECT_EQ(progress.error, 0);
}

TEST_F(NetlinkAnswerTest, RefusesAnErrorThatIsCut) {
  Add(NLMSG_ERROR, "x");
  EXPECT_EQ(Read().error, EBADMSG);
}

TEST_F(NetlinkAnswerTest, SkipsMessagesWithoutContent) {
  Add(NLMSG_NOOP, "");
  Add(kSocketMessage, "one");
  EXPECT_EQ(Read().error, 0);
  EXPECT_THAT(seen_, ElementsAre("one"));
}

TEST_F(NetlinkAnswerTest, RefusesTheAnswerToAnotherRequest) {
  Add(kSocketMessage, "stale", kSequence - 1);
  EXPECT_EQ(Read().error, EPROTO);
  EXPECT_THAT(seen_, IsEmpty());
}

TEST_F(NetlinkAnswerTest, TellsThatTheTableChangedMeanwhile) {
  Add(kSocketMessage, "one", kSequence, NLM_F_DUMP_INTR);
  EXPECT_EQ(Read().error, EINTR);
}

TEST_F(NetlinkAnswerTest, RefusesALengthBeyondTheDatagram) {
  Add(kSocketMessage, "cut");
  datagram_.resize(NLMSG_HDRLEN + 2);
  EXPECT_EQ(Read().error, EBADMSG);
}

TEST_F(NetlinkAnswerTest, RefusesALengthBelowItsHeader) {
  Add(kSocketMessage, "x");
  const std::uint32_t length = NLMSG_HDRLEN - 1;
  std::memcpy(datagram_.data(), &length, sizeof length);
  EXPECT_EQ(Read().error, EBADMSG);
}

TEST_F(NetlinkAnswerTest, FindsAnAttributeBehindThePayload) {
  Add(kSocketMessage, "pay.load" + Attribute(1, "abc") + Attribute(11, "\x01"));
  const auto& message = *reinterpret_cast<const nlmsghdr*>(datagram_.data());
  EXPECT_EQ(NetlinkAttributeByte(message, 8, 11), 1);
  EXPECT_EQ(NetlinkAttributeByte(message, 8, 1), 'a');
  EXPECT_EQ(NetlinkAttributeByte(message, 8, 2), std::nullopt);
}

TEST_F(NetlinkAnswerTest, DoesNotReadAnAttributeThatIsCut) {
  Add(kSocketMessage, Attribute(11, "\x01"));
  auto& message = *reinterpret_cast<nlmsghdr*>(datagram_.data());
  message.nlmsg_len = NLMSG_HDRLEN + NLA_HDRLEN;
  EXPECT_EQ(NetlinkAttributeByte(message, 0, 11), std::nullopt);
}

TEST_F(NetlinkAnswerTest, FindsNoByteInAnEmptyAttribute) {
  Add(kSocketMessage, Attribute(11, ""));
  const auto& message = *reinterpret_cast<const nlmsghdr*>(datagram_.data());
  EXPECT_EQ(NetlinkAttributeByte(message, 0, 11), std::nullopt);
}

TEST_F(NetlinkAnswerTest, DoesNotFollowAnAttributeOfNoLength) {
  Add(kSocketMessage, std::string(8, '\0'));
  const auto& message = *reinterpret_cast<const nlmsghdr*>(datagram_.data());
  EXPECT_EQ(NetlinkAttributeByte(message, 0, 11), std::nullopt);
}

}  // namespace
}  // namespace echocheck
