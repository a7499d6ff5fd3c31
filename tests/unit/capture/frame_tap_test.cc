// SPDX-License-Identifier: MIT
// Frames as they come, in a private arena of its own, from either source.
#include "harness/capture/frame_tap.h"

#include <fcntl.h>
#include <netinet/in.h>
#include <poll.h>
#include <sys/mman.h>
#include <sys/socket.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "harness/capture/capture_file.h"
#include "harness/capture/interfaces.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

constexpr Milliseconds kPatience{10'000};

std::string Tapping(const std::function<std::string()>& body) {
  return InChild([&]() -> std::string {
    const auto arena = EnterPrivateArena({});
    return arena ? body() : arena.error().message.english();
  });
}

// A TCP client that is refused: SYN and RST, two frames.
void Knock() {
  const UniqueFd knocking(socket(AF_INET, SOCK_STREAM, 0));
  sockaddr_in address{};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  address.sin_port = htons(9);
  (void)connect(knocking.get(), reinterpret_cast<sockaddr*>(&address), sizeof address);
}

class FrameTapTest : public testing::TestWithParam<FrameTapOptions::Source> {
 protected:
  static FrameTapOptions Options() {
    FrameTapOptions options;
    options.source = GetParam();
    return options;
  }
};
INSTANTIATE_TEST_SUITE_P(Sources, FrameTapTest,
                         testing::Values(FrameTapOptions::Source::kAtOnce,
                                         FrameTapOptions::Source::kRoomy));

TEST_P(FrameTapTest, HandsOverAllThatWasSentBeforeItSettled) {
  EXPECT_EQ(Tapping([]() -> std::string {
              auto tap = FrameTap::Open(Options(), UniqueFd());
              if (!tap) return tap.error().message.english();
              for (int i = 0; i < 10; ++i) Knock();
              std::string numbers;
              const auto take = [&](const Frame& frame) {
                numbers += std::to_string(frame.number) + " ";
                if (frame.stamp.count() == 0 || frame.data.empty()) numbers += "empty ";
              };
              const Status settled = (*tap)->Settle(kPatience, take);
              if (!settled) return settled.error().message.english();
              const auto drops = (*tap)->Drops();
              return numbers + std::to_string((*tap)->frames()) + "/" +
                     std::to_string(drops ? *drops : 99);
            }),
            "1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20 20/0");
}

TEST_P(FrameTapTest, TakesNoMoreAtATimeThanAskedFor) {
  EXPECT_EQ(Tapping([]() -> std::string {
              auto tap = FrameTap::Open(Options(), UniqueFd());
              if (!tap) return tap.error().message.english();
              for (int i = 0; i < 50; ++i) Knock();
              std::size_t seen = 0;
              std::size_t most = 0;
              while (seen < 100) {
                pollfd waiting{(*tap)->descriptor(), POLLIN, 0};
                if (poll(&waiting, 1, 10'000) != 1) return "nothing more came";
                const auto taken = (*tap)->Take(8, [](const Frame& /*frame*/) {});
                if (!taken) return taken.error().message.english();
                seen += *taken;
                most = std::max(most, *taken);
              }
              return std::to_string(seen) + " at most " + std::to_string(most);
            }),
            "100 at most 8");
}

TEST_P(FrameTapTest, WritesAFileThatIsWholeAtAnyTime) {
  EXPECT_EQ(Tapping([]() -> std::string {
              const int file = memfd_create("capture", 0);
              auto tap = FrameTap::Open(Options(), UniqueFd(dup(file)));
              if (!tap) return tap.error().message.english();
              Knock();
              const Status settled = (*tap)->Settle(kPatience, [](const Frame& /*frame*/) {});
              if (!settled) return settled.error().message.english();
              // Read while the tap is still open.
              lseek(file, 0, SEEK_SET);
              auto reader = CaptureFile::Open(UniqueFd(dup(file)), "capture");
              if (!reader) return reader.error().message.english();
              std::uint64_t frames = 0;
              while (const auto frame = *reader->Next()) ++frames;
              const bool same_link = reader->link_type() == (*tap)->link_type();
              return std::to_string(frames) + (same_link ? " frames" : " of another link type");
            }),
            "2 frames");
}

TEST_P(FrameTapTest, KeepsToItsFilter) {
  EXPECT_EQ(Tapping([]() -> std::string {
              FrameTapOptions options = Options();
              options.filter = "tcp port 50000 or tcp port 50001";
              auto tap = FrameTap::Open(options, UniqueFd());
              if (!tap) return tap.error().message.english();
              Knock();
              const Status settled = (*tap)->Settle(kPatience, [](const Frame& /*frame*/) {});
              return settled ? std::to_string((*tap)->frames()) : settled.error().message.english();
            }),
            "0");
}

TEST(FrameTapToDiskTest, AFullDiskIsAnError) {
  EXPECT_THAT(Tapping([]() -> std::string {
                auto tap = FrameTap::Open({}, UniqueFd(open("/dev/full", O_WRONLY)));
                return tap ? "opened" : tap.error().message.english();
              }),
              testing::HasSubstr("writing the capture file: No space left on device"));
}

TEST(FrameTapAtOnceTest, ShowsBytesBeforeAnySocketHasThem) {
  EXPECT_EQ(Tapping([]() -> std::string {
              FrameTapOptions options;
              options.source = FrameTapOptions::Source::kAtOnce;
              auto tap = FrameTap::Open(options, UniqueFd());
              if (!tap) return tap.error().message.english();
              for (int i = 0; i < 200; ++i) {
                Knock();  // returns when the RST has arrived
                std::size_t seen = 0;
                const auto taken = (*tap)->Take(8, [&](const Frame& /*frame*/) { ++seen; });
                if (!taken) return taken.error().message.english();
                if (seen != 2) return "after the socket: " + std::to_string(seen);
              }
              return "before";
            }),
            "before");
}

TEST(InterfacesTest, NamesThoseOfTheNamespace) {
  EXPECT_EQ(Tapping([]() -> std::string {
              std::string names;
              for (const std::string& name : ListInterfaces()) names += name + " ";
              return names.substr(0, 3);
            }),
            "lo ");
}

}  // namespace
}  // namespace echocheck
