// SPDX-License-Identifier: MIT
// Captures in a private arena of its own, so that no traffic but the test's is seen.
#include "harness/capture/live_capture.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <fstream>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "harness/capture/capture_file.h"
#include "harness/capture/sync_marker.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

std::string InArena(const std::function<std::string()>& body) {
  return InChild([&]() -> std::string {
    const auto arena = EnterPrivateArena({});
    return arena ? body() : arena.error().message.english();
  });
}

// One datagram from this port to port 9 of the loopback.
void SendDatagram(std::uint16_t from, const std::string& text) {
  const UniqueFd sender(socket(AF_INET, SOCK_DGRAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(from);
  if (bind(sender.get(), reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) return;
  address.sin_port = htons(9);
  (void)sendto(sender.get(), text.data(), text.size(), 0, reinterpret_cast<sockaddr*>(&address),
               sizeof address);
}

std::string Describe(const CaptureLog& log) {
  return std::string(ToString(log.state)) +
         (log.reason.empty() ? "" : ": " + log.reason.english()) + ", " +
         std::to_string(log.frames) + " frames, " + std::to_string(log.kernel_drops) + " drops";
}

// Both sources of frames are held to the same.
class LiveCaptureTest : public testing::TestWithParam<std::optional<std::uint32_t>> {
 protected:
  static LiveCaptureOptions Options() {
    LiveCaptureOptions options;
    options.ring_bytes = GetParam();
    return options;
  }
};
INSTANTIATE_TEST_SUITE_P(Sources, LiveCaptureTest, testing::Values(std::nullopt, 2U << 20));

TEST_P(LiveCaptureTest, SeesAllThatWasSentAndKeepsNoMarker) {
  EXPECT_EQ(InArena([]() -> std::string {
              const int file = memfd_create("capture", 0);
              auto capture = LiveCapture::Arm(Options(), UniqueFd(dup(file)));
              if (!capture) return capture.error().message.english();
              // Nobody listens there: the kernel answers each with an ICMP message.
              for (int i = 0; i < 20; ++i) SendDatagram(1000, "datagram");
              const auto log = (*capture)->Finish(Milliseconds(5000));
              if (!log) return log.error().message.english();
              lseek(file, 0, SEEK_SET);
              auto reader = CaptureFile::Open(UniqueFd(file), "capture");
              if (!reader) return reader.error().message.english();
              std::uint64_t frames = 0;
              std::string stamps = "in order";
              Nanoseconds last{0};
              while (const auto frame = *reader->Next()) {
                ++frames;
                if (frame->stamp < last || frame->stamp.count() == 0) stamps = "out of order";
                last = frame->stamp;
              }
              return Describe(*log) + (frames == log->frames ? ", all in the file, " : ", lost, ") +
                     stamps;
            }),
            "complete, 40 frames, 0 drops, all in the file, in order");
}

TEST_P(LiveCaptureTest, WhatDoesNotFitIsOwnedUpTo) {
  EXPECT_THAT(InArena([]() -> std::string {
                const int file = memfd_create("capture", 0);
                auto capture = LiveCapture::Arm(Options(), UniqueFd(file));
                if (!capture) return capture.error().message.english();
                const std::string large(60'000, 'x');
                for (int i = 0; i < 400; ++i) SendDatagram(1000, large);
                const auto log = (*capture)->Finish(Milliseconds(200));
                return log ? Describe(*log) : log.error().message.english();
              }),
              testing::StartsWith("incomplete: "));
}

// What the file of `log` holds: frames that are whole, frames that are cut, and their bytes.
std::string DescribeFile(int file, std::uint64_t at_most) {
  lseek(file, 0, SEEK_SET);
  auto reader = CaptureFile::Open(UniqueFd(file), "capture");
  if (!reader) return reader.error().message.english();
  std::uint64_t whole = 0;
  std::uint64_t cut = 0;
  std::uint64_t bytes = 0;
  while (const auto frame = *reader->Next()) {
    ++(frame->data.size() == frame->wire_length ? whole : cut);
    bytes += frame->data.size();
  }
  return (whole > 0 ? "some whole, " : "none whole, ") +
         std::string(cut > 0 ? "some cut, " : "none cut, ") +
         (bytes <= at_most ? "within the bound" : std::to_string(bytes) + " bytes");
}

TEST_P(LiveCaptureTest, GrowsNoLargerThanItMay) {
  EXPECT_EQ(InArena([]() -> std::string {
              LiveCaptureOptions options = Options();
              options.bounds = {20'000, 30'000};
              const int file = memfd_create("capture", 0);
              auto capture = LiveCapture::Arm(options, UniqueFd(dup(file)));
              if (!capture) return capture.error().message.english();
              for (int i = 0; i < 1000; ++i) {
                SendDatagram(1000, std::string(1000, 'x'));
                while (i % 10 == 9 && *(*capture)->Drain()) {
                }
              }
              const auto log = (*capture)->Finish(Milliseconds(5000));
              if (!log) return log.error().message.english();
              return std::string(ToString(log->state)) + (log->given_up ? ", given up, " : ", ") +
                     (log->headers_only ? "headers only, " : "") + DescribeFile(file, 30'000);
            }),
            "incomplete, given up, headers only, some whole, some cut, within the bound");
}

TEST_P(LiveCaptureTest, KeepsHeadersBeforeItGivesUp) {
  EXPECT_EQ(InArena([]() -> std::string {
              LiveCaptureOptions options = Options();
              options.bounds.whole = 20'000;
              const int file = memfd_create("capture", 0);
              auto capture = LiveCapture::Arm(options, UniqueFd(dup(file)));
              if (!capture) return capture.error().message.english();
              for (int i = 0; i < 40; ++i) SendDatagram(1000, std::string(1000, 'x'));
              const auto log = (*capture)->Finish(Milliseconds(5000));
              return log ? Describe(*log) + (log->headers_only ? ", headers only, " : ", ") +
                               DescribeFile(file, 30'000)
                         : log.error().message.english();
            }),
            "complete, 80 frames, 0 drops, headers only, some whole, some cut, within the bound");
}

TEST_P(LiveCaptureTest, KeepsOnlyThePortThatWasAskedFor) {
  EXPECT_EQ(InArena([]() -> std::string {
              LiveCaptureOptions options = Options();
              options.only_port = 50000;
              const int file = memfd_create("capture", 0);
              auto capture = LiveCapture::Arm(options, UniqueFd(file));
              if (!capture) return capture.error().message.english();
              SendDatagram(1000, "not TCP");
              const auto log = (*capture)->Finish(Milliseconds(5000));
              return log ? Describe(*log) : log.error().message.english();
            }),
            "complete, 0 frames, 0 drops");
}

TEST_P(LiveCaptureTest, AnInterfaceThatIsNotThereIsAnError) {
  EXPECT_THAT(InArena([]() -> std::string {
                LiveCaptureOptions options = Options();
                options.interface = "nothere0";
                auto capture = LiveCapture::Arm(options, UniqueFd(memfd_create("capture", 0)));
                return capture ? "armed" : capture.error().message.english();
              }),
              testing::HasSubstr("capturing on nothere0: "));
}

TEST(CaptureToDiskTest, AFullDiskIsAnError) {
  EXPECT_THAT(InArena([]() -> std::string {
                auto capture = LiveCapture::Arm({}, UniqueFd(open("/dev/full", O_WRONLY)));
                if (!capture) return capture.error().message.english();
                SendDatagram(1000, "datagram");
                const auto log = (*capture)->Finish(Milliseconds(5000));
                return log ? Describe(*log) : log.error().message.english();
              }),
              testing::HasSubstr("writing the capture file: No space left on device"));
}

TEST(SyncMarkerTest, KnowsItsOwnAndNobodyElses) {
  EXPECT_EQ(InArena([]() -> std::string {
              auto mine = SyncMarker::Open();
              auto other = SyncMarker::Open();
              if (!mine || !other) return "cannot open";
              const std::array<std::uint8_t, 64> frame{};
              const auto before = mine->Recognise(frame);
              const auto first = mine->Send();
              const auto second = mine->Send();
              if (!first || !second) return "cannot send";
              return std::to_string(before) + std::to_string(*first) + std::to_string(*second) +
                     std::to_string(mine->Recognise({}));
            }),
            "0120");
}

// The target, or its clients, may want any of them.
TEST(SyncMarkerTest, TakesNoPort) {
  EXPECT_EQ(InArena([]() -> std::string {
              const auto marker = SyncMarker::Open();
              if (!marker) return marker.error().message.english();
              std::string sockets;
              for (const char* table : {"/proc/self/net/udp", "/proc/self/net/tcp"}) {
                std::ifstream file(table);
                std::string line;
                std::getline(file, line);  // the heading
                while (std::getline(file, line)) sockets += line;
              }
              return sockets;
            }),
            "");
}

}  // namespace
}  // namespace echocheck
