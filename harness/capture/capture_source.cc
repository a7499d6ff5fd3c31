// SPDX-License-Identifier: MIT
#include "harness/capture/capture_source.h"

#include <stdio_ext.h>
#include <sys/stat.h>
#include <unistd.h>
#include <zlib.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <string_view>
#include <utility>

#include "harness/base/fault_point.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

// Large reads: a capture is read once, from its beginning to its end. A small file needs no room
// for them.
constexpr std::size_t kSmallestBuffer = std::size_t{8} * 1024;
constexpr std::size_t kLargestBuffer = std::size_t{256} * 1024;

// The header of a pcap file; of anything else its first bytes.
constexpr std::size_t kHeader = 24;
constexpr std::size_t kSnapshotLengthAt = 16;
// The most that libpcap takes for the link types that we read.
constexpr std::uint32_t kMostOfAFrame = 262'144;

using Magic = std::array<std::uint8_t, 4>;

// https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html and ...-pcapng-02.html: pcap with
// micro- and nanoseconds, and two older variants that libpcap knows, in both byte orders; a pcapng
// section header.
constexpr Magic kPcapng = {0x0a, 0x0d, 0x0d, 0x0a};

Magic Swapped(Magic magic) { return {magic[3], magic[2], magic[1], magic[0]}; }

bool IsPcapMagic(Magic magic) {
  constexpr Magic kPcap[] = {{0xa1, 0xb2, 0xc3, 0xd4},
                             {0xa1, 0xb2, 0x3c, 0x4d},
                             {0xa1, 0xb2, 0xcd, 0x34},
                             {0xa1, 0x2b, 0x3c, 0x4d}};
  return std::ranges::any_of(
      kPcap, [&](const Magic& each) { return magic == each || Swapped(magic) == each; });
}

bool IsGzip(Magic magic) { return magic[0] == 0x1f && magic[1] == 0x8b; }

struct Packer {
  Magic magic;
  std::string_view undo;
};
constexpr Packer kOtherPackers[] = {{{0x28, 0xb5, 0x2f, 0xfd}, "zstd -dc"},
                                    {{0x04, 0x22, 0x4d, 0x18}, "lz4 -dc"},
                                    {{0xfd, '7', 'z', 'X'}, "xz -dc"},
                                    {{'B', 'Z', 'h', '9'}, "bzip2 -dc"}};

}  // namespace

struct CaptureSource::State {
  ~State() {
    if (unpacker != nullptr) gzclose_r(unpacker);
  }

  // For stdio.
  ssize_t Read(char* out, std::size_t size) {
    if (given < begin_size) {
      const std::size_t count = std::min(size, begin_size - given);
      std::memcpy(out, begin.data() + given, count);
      given += count;
      position += count;
      return static_cast<ssize_t>(count);
    }
    const ssize_t count = ReadFile(out, size);
    if (count > 0) position += static_cast<std::uint64_t>(count);
    return count;
  }

  // The beginning tells what the file is.
  void ReadBegin() {
    while (begin_size < begin.size()) {
      const ssize_t count = ReadFile(begin.data() + begin_size, begin.size() - begin_size);
      if (count <= 0) break;
      begin_size += static_cast<std::size_t>(count);
    }
    NoteSnapshotLength();
    if (MayCutFrames()) RaiseSnapshotLength();
  }

  void NoteSnapshotLength() {
    if (begin_size < begin.size() || !IsPcapMagic(magic())) return;
    snapshot_length = 0;
    for (unsigned i = 0; i < 4; ++i) {
      snapshot_length |= std::uint32_t{static_cast<std::uint8_t>(SnapshotByte(i))} << 8 * i;
    }
  }

  // Only frames of nearly 64 KiB are longer than that, and their headers are not.
  bool MayCutFrames() const {
    constexpr std::uint32_t kUsual = 65'535;
    return snapshot_length != 0 && snapshot_length < kUsual;
  }

  Magic magic() const {
    Magic magic{};
    std::memcpy(magic.data(), begin.data(), magic.size());
    return magic;
  }

  UniqueFd file;
  gzFile unpacker = nullptr;  // null: the file is read as it is
  std::uint64_t position = 0;
  std::array<char, kHeader> begin{};
  std::size_t begin_size = 0;
  std::size_t given = 0;  // of `begin`
  std::uint32_t snapshot_length = 0;
  Reason damage;
  std::vector<char> buffer;

 private:
  ssize_t ReadFile(char* out, std::size_t size) {
    if (unpacker != nullptr) return Unpack(out, size);
    for (;;) {
      const ssize_t count = read(file.get(), out, size);
      if (count >= 0 || errno != EINTR) return count;
    }
  }

  ssize_t Unpack(char* out, std::size_t size) {
    const auto wanted = static_cast<unsigned>(std::min<std::size_t>(size, 1U << 30));
    const int count = gzread(unpacker, out, wanted);
    int code = Z_OK;
    const char* const reason = gzerror(unpacker, &code);
    if (code == Z_BUF_ERROR) {
      damage = Because(Say("errors.compressed_data_cut"));
    } else if (code != Z_OK) {
      damage = code == Z_ERRNO ? Because(SaySystem(errno)) : Reason(reason);
    }
    if (count >= 0) return count;
    errno = EIO;
    return -1;
  }

  // The byte of the snapshot length that counts 256 to the power of `i`. Magics are written here as
  // they stand in a big-endian file.
  char& SnapshotByte(unsigned i) {
    const bool big_endian = magic()[0] == 0xa1;
    return begin[kSnapshotLengthAt + (big_endian ? 3 - i : i)];
  }

  void RaiseSnapshotLength() {
    for (unsigned i = 0; i < 4; ++i) {
      SnapshotByte(i) = static_cast<char>(kMostOfAFrame >> 8 * i & 0xff);
    }
  }
};

namespace {

template <class State>
UniqueFile StreamFrom(State& state) {
  const cookie_io_functions_t functions = {
      .read = [](void* cookie, char* out, std::size_t size) -> ssize_t {
        return static_cast<State*>(cookie)->Read(out, size);
      },
      .write = nullptr,
      // Only for ftello(): where are we?
      .seek = [](void* cookie, off64_t* offset, int whence) -> int {
        if (whence != SEEK_CUR || *offset != 0) return -1;
        *offset = static_cast<off64_t>(static_cast<State*>(cookie)->position);
        return 0;
      },
      .close = nullptr,
  };
  return UniqueFile(fopencookie(&state, "rb", functions));
}

}  // namespace

void CaptureSource::StateDeleter::operator()(State* state) const { delete state; }

CaptureSource::CaptureSource(std::unique_ptr<State> state, UniqueFile stream)
    : state_(state.release()), stream_(std::move(stream)) {}

Result<CaptureSource> CaptureSource::Open(UniqueFd file, const std::string& name) {
  auto state = std::make_unique<State>();
  struct stat status {};
  if (FaultPoint("capture.reopen") || fstat(file.get(), &status) != 0) {
    return SystemError(Say("doing.read", {{"file", name}}), errno);
  }
  const bool is_regular = S_ISREG(status.st_mode);
  bool is_packed = true;  // in a pipe zlib finds out, and hands on what is not compressed
  if (const off_t at = lseek(file.get(), 0, SEEK_CUR); is_regular && at >= 0) {
    const ssize_t count = pread(file.get(), state->begin.data(), state->begin.size(), at);
    if (count < 0) return SystemError(Say("doing.read", {{"file", name}}), errno);
    state->begin_size = static_cast<std::size_t>(count);
    state->NoteSnapshotLength();
    is_packed = count >= 2 && IsGzip(state->magic());
  }
  std::size_t room = kLargestBuffer;
  if (is_regular) {
    room = std::clamp(static_cast<std::size_t>(status.st_size), kSmallestBuffer, kLargestBuffer);
  }
  state->buffer.resize(room);
  UniqueFile stream;
  if (!is_packed && !state->MayCutFrames()) {
    stream.reset(fdopen(file.get(), "rb"));  // which is quicker
    if (stream) file.release();
  } else {
    state->begin_size = 0;
    if (is_packed) {
      state->unpacker = gzdopen(file.get(), "rb");
      if (state->unpacker == nullptr)
        return SystemError(Say("doing.read", {{"file", name}}), ENOMEM);
      gzbuffer(state->unpacker, static_cast<unsigned>(room));
      file.release();
    } else {
      state->file = std::move(file);
    }
    stream = StreamFrom(*state);
    state->ReadBegin();
  }
  if (FaultPoint("capture.reopen_stream") || !stream)
    return SystemError(Say("doing.read", {{"file", name}}), errno);
  setvbuf(stream.get(), state->buffer.data(), _IOFBF, state->buffer.size());
  __fsetlocking(stream.get(), FSETLOCKING_BYCALLER);  // one thread reads, two calls a frame
  return CaptureSource(std::move(state), std::move(stream));
}

bool CaptureSource::compressed() const {
  return state_->unpacker != nullptr && gzdirect(state_->unpacker) == 0;
}

bool CaptureSource::IsPcapng() const {
  return state_->begin_size >= kPcapng.size() && state_->magic() == kPcapng;
}

std::uint32_t CaptureSource::snapshot_length() const { return state_->snapshot_length; }

Reason CaptureSource::Damage() const { return state_->damage; }

Reason CaptureSource::WhyNoCapture() const {
  if (state_->begin_size == 0 && state_->damage.empty()) {
    return Because(Say("errors.empty_file"));
  }
  if (state_->begin_size < Magic().size()) {
    return Because(Say("errors.too_short_for_capture", {{"count", state_->begin_size}}));
  }
  const Magic magic = state_->magic();
  for (const Packer& packer : kOtherPackers) {
    if (packer.magic != magic) continue;
    return Because(Say("errors.compressed_otherwise", {{"program", packer.undo}}));
  }
  if (magic == kPcapng || IsPcapMagic(magic)) return {};
  return Because(Say("errors.no_capture"));
}

}  // namespace echocheck
