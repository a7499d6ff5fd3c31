// SPDX-License-Identifier: MIT
// Any bytes as a capture file. All frames are read and followed as `explain` does. What was read is
// written again as pcapng, and the file is compressed: both must give the same frames.
#include <sys/mman.h>
#include <unistd.h>
#include <zlib.h>

#include <vector>

#include "harness/capture/capture_file.h"
#include "harness/capture/pcapng.h"
#include "harness/wire/flow_analyzer.h"
#include "tests/fuzz/fuzz_target.h"

namespace echocheck {
namespace {

struct KeptFrame {
  Nanoseconds stamp{0};
  std::uint32_t wire_length = 0;
  std::optional<LinkType> link;
  Bytes data;
  bool operator==(const KeptFrame&) const = default;
};

struct Reading {
  bool opened = false;
  LinkType link_type = LinkType::kEthernet;
  std::vector<KeptFrame> frames;
  std::string error;  // empty: it came to its end

  bool operator==(const Reading&) const = default;
};

UniqueFd FileOf(BytesView bytes) {
  UniqueFd file(memfd_create("capture", MFD_CLOEXEC));
  const bool written =
      file && write(file.get(), bytes.data(), bytes.size()) == static_cast<ssize_t>(bytes.size());
  Require(written && lseek(file.get(), 0, SEEK_SET) == 0, "the machine gives us a file in memory");
  return file;
}

Reading ReadAll(BytesView bytes) {
  Reading reading;
  auto file = CaptureFile::Open(FileOf(bytes), "file");
  if (!file) {
    reading.error = file.error().message.english();
    Require(reading.error.starts_with("file: "), "an error names the file");
    return reading;
  }
  reading.opened = true;
  reading.link_type = file->link_type();
  FlowAnalyzer analyzer{FlowOptions()};
  for (;;) {
    const auto next = file->Next();
    if (!next) {
      reading.error = next.error().message.english();
      Require(reading.error.starts_with("file: "), "an error names the file");
      break;
    }
    if (!*next) break;
    const Frame& frame = **next;
    Require(frame.number == reading.frames.size() + 1, "frames are counted from 1");
    analyzer.Add(frame.link.value_or(reading.link_type), frame);
    Require(!frame.link || *frame.link != reading.link_type, "only other link types are named");
    reading.frames.push_back(
        {frame.stamp, frame.wire_length, frame.link,
         Bytes(reinterpret_cast<const char*>(frame.data.data()), frame.data.size())});
  }
  Require(analyzer.totals().frames == reading.frames.size(), "every frame is counted");
  analyzer.Finish();
  return reading;
}

Bytes Compressed(BytesView bytes) {
  z_stream stream{};
  constexpr int kGzip = 16;  // added to the size of the window
  constexpr int kWindowBits = 9;
  Bytes out(bytes.size() + 1000, '\0');
  bool done = deflateInit2(&stream, Z_BEST_SPEED, Z_DEFLATED, kWindowBits + kGzip, 1,
                           Z_DEFAULT_STRATEGY) == Z_OK;
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(bytes.data()));
  stream.avail_in = static_cast<uInt>(bytes.size());
  stream.next_out = reinterpret_cast<Bytef*>(out.data());
  stream.avail_out = static_cast<uInt>(out.size());
  done = done && deflate(&stream, Z_FINISH) == Z_STREAM_END;
  Require(done, "zlib compresses");
  out.resize(stream.total_out);
  deflateEnd(&stream);
  return out;
}

void HoldWhenWrittenAgain(const Reading& reading) {
  PcapngHeader header;
  header.comment = "all of it";
  header.link_type = reading.link_type;
  Bytes file;
  AppendPcapngHeader(header, file);
  std::uint32_t interfaces = 0;
  for (const KeptFrame& kept : reading.frames) {
    Frame frame;
    frame.stamp = kept.stamp;
    frame.wire_length = kept.wire_length;
    frame.data = {reinterpret_cast<const std::uint8_t*>(kept.data.data()), kept.data.size()};
    std::uint32_t interface = 0;
    if (kept.link) {
      PcapngHeader other = header;
      other.link_type = *kept.link;
      AppendPcapngInterface(other, file);
      interface = ++interfaces;
    }
    Require(AppendPcapngFrame(frame, kept.data.size() % 2 == 0 ? "" : "odd", file, interface)
                .has_value(),
            "a frame that was read can be written");
  }
  const Reading again = ReadAll(file);
  const bool has_readable = again.error.find("link type that we cannot read") == Bytes::npos;
  if (has_readable) RequireEqual(again.error, "", "what we wrote can be read");
  Require(again.frames == reading.frames, "what we wrote reads to the same frames");
}

void HoldCapture(BytesView bytes) {
  const Reading reading = ReadAll(bytes);
  if (reading.frames.empty()) return;
  HoldWhenWrittenAgain(reading);
  if (bytes.starts_with("\x1f\x8b")) return;
  const Reading unpacked = ReadAll(Compressed(bytes));
  Require(unpacked.frames == reading.frames, "compressed, the file has the same frames");
  Require(unpacked.error.empty() == reading.error.empty(), "compressed, it ends as well or badly");
}

}  // namespace
}  // namespace echocheck

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  echocheck::HoldCapture({reinterpret_cast<const char*>(data), size});
  return 0;
}
