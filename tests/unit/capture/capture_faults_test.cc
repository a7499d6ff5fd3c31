// SPDX-License-Identifier: MIT
// Each step of a capture fails once: arming it, reading frames, writing them, and reading them
// back.
#include <sys/mman.h>
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/arena/arena.h"
#include "harness/capture/capture_file.h"
#include "harness/capture/live_capture.h"
#include "tests/faults/fail_each.h"
#include "tests/unit/arena/in_child.h"

namespace echocheck {
namespace {

using testing::Contains;
using testing::Each;
using testing::Key;
using testing::Pair;

// What comes between two sync markers is nothing: they are frames enough for the steps.
Status CaptureAndReadBack(std::optional<std::uint32_t> ring_bytes) {
  UniqueFd file(memfd_create("capture", MFD_CLOEXEC));
  LiveCaptureOptions options;
  options.ring_bytes = ring_bytes;
  options.only_port = 50000;
  {
    auto capture = LiveCapture::Arm(options, UniqueFd(dup(file.get())));
    if (!capture) return capture.error();
    ECHOCHECK_TRY((*capture)->KeepOnly(50001));
    if (const auto drained = (*capture)->Drain(); !drained) return drained.error();
    const auto log = (*capture)->Finish(Milliseconds(5000));
    if (!log) return log.error();
  }
  lseek(file.get(), 0, SEEK_SET);
  auto reader = CaptureFile::Open(std::move(file), "capture");
  if (!reader) return reader.error();
  const auto frame = reader->Next();
  return frame ? Status() : frame.error();
}

std::map<std::string, std::string> Answers(std::optional<std::uint32_t> ring_bytes) {
  return FailEach("capture.", ENOMEM, [&] {
    return InChild([&]() -> std::string {
      const auto arena = EnterPrivateArena({});
      if (!arena) return arena.error().message.english();
      const int descriptors = OpenDescriptors();
      const Status captured = CaptureAndReadBack(ring_bytes);
      const std::string answer = captured ? "captured" : KindOf(captured.error());
      const int more = OpenDescriptors() - descriptors;
      return more == 0 ? answer : answer + ", descriptors left: " + std::to_string(more);
    });
  });
}

void ExpectStepsFail(const std::map<std::string, std::string>& answers,
                     const std::vector<std::string>& steps) {
  EXPECT_THAT(answers, Each(Pair(testing::_, "environment error")));
  for (const std::string& step : steps) {
    EXPECT_THAT(answers, Contains(Key("capture." + step + " 1")));
  }
}

TEST(CaptureFaultsTest, EachStepWithAPacketSocketFails) {
  ExpectStepsFail(
      Answers(std::nullopt),
      {"socket",      "options",      "bind",        "handle",           "compile",
       "filter",      "read",         "drops",       "marker_interface", "marker_socket",
       "marker_bind", "marker_nonce", "marker_send", "open_file",        "begin_file",
       "write",       "flush",        "reopen",      "reopen_stream",    "read_back"});
}

TEST(CaptureFaultsTest, EachStepWithARingFails) {
  ExpectStepsFail(Answers(2U << 20), {"ring_create", "ring_activate", "ring_nonblock",
                                      "ring_compile", "ring_filter", "ring_read", "ring_drops"});
}

}  // namespace
}  // namespace echocheck
