// SPDX-License-Identifier: MIT
// A capture written again with comments: the same frames, and nothing half done.
#include "harness/replay/commented_capture.h"

#include <fcntl.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/base/ip_literal.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

constexpr std::uint16_t kServer = 50000;

class CommentedCaptureTest : public testing::Test {
 protected:
  CommentedCaptureTest() {
    scenario_.name = "close/a";
    scenario_.title.english = "One client";
    scenario_.verdict = Verdict::kFail;
    scenario_.evidence.target.used = {"127.0.0.1"_ip, kServer};
    scenario_.evidence.capture.interface = "lo";
    header_.link_type = LinkType::kRaw;
    header_.snapshot_length = 66'000;
    AppendPcapngHeader(header_, capture_);
  }

  // IPv4 from 127.0.0.1 to itself, `protocol` 6 for TCP, 17 for UDP.
  void Frame(char protocol, std::uint16_t from, std::uint16_t to, char flags) {
    const auto port = [](std::uint16_t number) {
      return Bytes{static_cast<char>(number >> 8), static_cast<char>(number & 0xff)};
    };
    const Bytes address("\x7f\0\0\x01", 4);
    Bytes packet = Bytes("\x45\0\0\x28\0\0\0\0\x40", 9) + protocol + Bytes(2, '\0') + address;
    packet += address + port(from) + port(to) + Bytes(8, '\0') + '\x50' + flags + Bytes(6, '\0');
    echocheck::Frame frame;
    frame.stamp = Nanoseconds(1'000'000'007 + frames_++);
    frame.wire_length = static_cast<std::uint32_t>(packet.size());
    frame.data = {reinterpret_cast<const std::uint8_t*>(packet.data()), packet.size()};
    ASSERT_TRUE(AppendPcapngFrame(frame, "", capture_));
  }

  Status Write(const std::string& path = "out.pcapng", const std::string& language = "en") {
    std::ofstream("in.pcapng", std::ios::binary) << capture_;
    auto file = AtomicFile::Open(path);
    if (!file) return file.error();
    return WriteCommentedCapture(scenario_, UniqueFd(open("in.pcapng", O_RDONLY)), std::move(*file),
                                 {"echocheck 1.2", language});
  }

  ScenarioRecord scenario_;
  PcapngHeader header_;
  Bytes capture_;
  int frames_ = 0;

 private:
  TemporaryFolder folder_;
};

// Each frame of a pcapng file: stamp, wire length, bytes.
std::vector<std::tuple<Nanoseconds, std::uint32_t, Bytes>> FramesOf(const std::string& path) {
  std::vector<std::tuple<Nanoseconds, std::uint32_t, Bytes>> frames;
  auto file = CaptureFile::OpenPath(path);
  EXPECT_TRUE(file);
  while (true) {
    const auto frame = file->Next();
    EXPECT_TRUE(frame);
    if (!frame || !*frame) return frames;
    frames.emplace_back((*frame)->stamp, (*frame)->wire_length,
                        Bytes((*frame)->data.begin(), (*frame)->data.end()));
  }
}

TEST_F(CommentedCaptureTest, HasTheSameFramesAndSaysWhatTheyAre) {
  Frame(6, 50001, kServer, 0x02);
  Frame(6, kServer, 50001, 0x14);
  Finding& finding = scenario_.findings.emplace_back();
  finding.check = "open.handshake";
  finding.verdict = Verdict::kFail;
  finding.summary = "the connection was refused";
  finding.evidence.frames = {2};
  ASSERT_TRUE(Write());
  EXPECT_EQ(FramesOf("out.pcapng"), FramesOf("in.pcapng"));
  const std::string text = ReadFile("out.pcapng");
  for (const char* each : {"echocheck 1.2", "scenario close/a: One client. Verdict: fail.",
                           "loopback of the scenario's private network",
                           "handshake 1 of 3: the client's program connects",
                           "the server's kernel refuses: nothing listens there\n"
                           "fail open.handshake: the connection was refused"}) {
    EXPECT_THAT(text, HasSubstr(each));
  }
}

TEST_F(CommentedCaptureTest, OnTheHostsLoopbackItSaysSoAlsoInJapanese) {
  scenario_.evidence.isolation = Isolation::kHost;
  Frame(6, 50001, kServer, 0x02);
  ASSERT_TRUE(Write("out.pcapng", "ja"));
  EXPECT_THAT(ReadFile("out.pcapng"), HasSubstr("このマシンのループバック"));
  EXPECT_THAT(ReadFile("out.pcapng"), HasSubstr("接続確立 1/3"));
}

TEST_F(CommentedCaptureTest, NamesItsScenarioByTheTitleOfTheLanguage) {
  scenario_.title.japanese = "1 つのクライアント";
  Frame(6, 50001, kServer, 0x02);
  ASSERT_TRUE(Write("out.pcapng", "ja"));
  EXPECT_THAT(ReadFile("out.pcapng"), HasSubstr("close/a: 1 つのクライアント"));
  ASSERT_TRUE(Write("english.pcapng", "en"));
  EXPECT_THAT(ReadFile("english.pcapng"), HasSubstr("close/a: One client"));
}

// Datagrams, and connections of others on the host's loopback.
TEST_F(CommentedCaptureTest, SaysNothingOfWhatItDoesNotFollow) {
  Frame(17, 50001, kServer, 0);
  Frame(6, 50001, 7, 0x02);
  ASSERT_TRUE(Write());
  EXPECT_EQ(FramesOf("out.pcapng").size(), 2U);
  EXPECT_THAT(ReadFile("out.pcapng"), Not(HasSubstr("the client's")));
  EXPECT_THAT(ReadFile("out.pcapng"), Not(HasSubstr("the server's")));
}

TEST_F(CommentedCaptureTest, ManyFramesAreWrittenPieceByPiece) {
  for (int i = 0; i < 10'000; ++i) Frame(6, 50001, kServer, 0x02);
  ASSERT_TRUE(Write());
  EXPECT_EQ(FramesOf("out.pcapng"), FramesOf("in.pcapng"));
}

// What is not yet written does not grow with the capture.
TEST_F(CommentedCaptureTest, WritesBeforeTheEnd) {
  const auto capture = CommentedCapture::Begin(AtomicFile::Open("out.pcapng").value(), header_,
                                               FrameComments(Language::kEnglish, {}));
  const std::vector<std::uint8_t> data(1'000'000);
  echocheck::Frame frame;
  frame.data = data;
  capture->Add(frame);
  const auto unfinished = std::filesystem::directory_iterator(".");
  EXPECT_NE(unfinished->path(), "./out.pcapng");
  EXPECT_GT(unfinished->file_size(), data.size());
  ASSERT_TRUE(capture->Finish());
  EXPECT_EQ(Contents("."), "out.pcapng\n");
}

TEST_F(CommentedCaptureTest, LeavesNothingOfACaptureThatIsCut) {
  Frame(6, 50001, kServer, 0x02);
  capture_.resize(capture_.size() - 3);
  const Status written = Write();
  ASSERT_FALSE(written);
  EXPECT_THAT(written.error().message.english(), HasSubstr("cut or damaged"));
  EXPECT_EQ(Contents("."), "in.pcapng\n");
}

TEST_F(CommentedCaptureTest, TellsOfAFullDisk) {
  for (int i = 0; i < 10'000; ++i) Frame(6, 50001, kServer, 0x02);
  const Status written = Write("/dev/full");
  ASSERT_FALSE(written);
  EXPECT_EQ(written.error().message.english(), "writing /dev/full: No space left on device");
  EXPECT_EQ(Write("nowhere/x").error().message.english(),
            "writing nowhere/x: No such file or directory");
}

}  // namespace
}  // namespace echocheck
