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

namespace echocheck {
namespace {

// Large reads: a capture is read once, from its beginning to its end. A small file needs no room
// for them.
constexpr std::size_t kSmallestBuffer = 8 * 1024;
constexpr std::size_t kLargestBuffer = 256 * 1024;

using Magic = std::array<std::uint8_t, 4>;

// https://www.ietf.org/archive/id/draft-ietf-opsawg-pcap-04.html and ...-pcapng-02.html: pcap with
// micro- and nanoseconds, and two older variants that libpcap knows, in both byte orders; a pcapng
// section header.
bool IsCaptureMagic(Magic magic) {
  constexpr Magic kPcap[] = {{0xa1, 0xb2, 0xc3, 0xd4},
                             {0xa1, 0xb2, 0x3c, 0x4d},
                             {0xa1, 0xb2, 0xcd, 0x34},
                             {0xa1, 0x2b, 0x3c, 0x4d}};
  if (magic == Magic{0x0a, 0x0d, 0x0d, 0x0a}) return true;
  const Magic swapped = {magic[3], magic[2], magic[1], magic[0]};
  return std::ranges::any_of(kPcap,
                             [&](const Magic& each) { return magic == each || swapped == each; });
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
  gzFile unpacker = nullptr;  // null: the stream reads the file itself
  bool is_gzip = false;
  std::uint64_t position = 0;
  Magic begin{};
  std::size_t begin_size = 0;
  std::string damage;
  std::vector<char> buffer;

  ssize_t Read(char* out, std::size_t size) {
    const auto wanted = static_cast<unsigned>(std::min<std::size_t>(size, 1U << 30));
    const int count = gzread(unpacker, out, wanted);
    int code = Z_OK;
    const char* const reason = gzerror(unpacker, &code);
    if (code == Z_BUF_ERROR) {
      damage = "the compressed data ends too early";
    } else if (code != Z_OK) {
      damage = code == Z_ERRNO ? std::strerror(errno) : reason;
    }
    if (count < 0) {
      errno = EIO;
      return -1;
    }
    const auto octets = static_cast<std::size_t>(count);
    for (std::size_t i = 0; i < octets && begin_size < begin.size(); ++i) {
      begin[begin_size++] = static_cast<std::uint8_t>(out[i]);
    }
    position += octets;
    return count;
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
    return SystemError("reading " + name, errno);
  }
  const off_t at = lseek(file.get(), 0, SEEK_CUR);
  if (S_ISREG(status.st_mode) && at >= 0) {
    const ssize_t count = pread(file.get(), state->begin.data(), state->begin.size(), at);
    if (count < 0) return SystemError("reading " + name, errno);
    state->begin_size = static_cast<std::size_t>(count);
    state->is_gzip = count >= 2 && IsGzip(state->begin);
  } else {
    state->is_gzip = true;  // zlib finds out, and hands on what is not compressed
  }
  std::size_t room = kLargestBuffer;
  if (S_ISREG(status.st_mode)) {
    room = std::clamp(static_cast<std::size_t>(status.st_size), kSmallestBuffer, kLargestBuffer);
  }
  state->buffer.resize(room);
  UniqueFile stream;
  if (state->is_gzip) {
    state->begin_size = 0;
    state->unpacker = gzdopen(file.get(), "rb");
    if (state->unpacker == nullptr) return SystemError("reading " + name, ENOMEM);
    gzbuffer(state->unpacker, static_cast<unsigned>(room));
    stream = StreamFrom(*state);
  } else {
    stream.reset(fdopen(file.get(), "rb"));
  }
  if (FaultPoint("capture.reopen_stream") || !stream) return SystemError("reading " + name, errno);
  file.release();
  setvbuf(stream.get(), state->buffer.data(), _IOFBF, state->buffer.size());
  __fsetlocking(stream.get(), FSETLOCKING_BYCALLER);  // one thread reads, two calls a frame
  return CaptureSource(std::move(state), std::move(stream));
}

bool CaptureSource::compressed() const {
  return state_->unpacker != nullptr && gzdirect(state_->unpacker) == 0;
}

std::string CaptureSource::Damage() const { return state_->damage; }

std::string CaptureSource::WhyNoCapture() const {
  if (state_->begin_size == 0 && state_->damage.empty()) return "the file is empty";
  if (state_->begin_size < state_->begin.size()) {
    return "not a capture: it has " + std::to_string(state_->begin_size) + " octets";
  }
  for (const Packer& packer : kOtherPackers) {
    if (packer.magic != state_->begin) continue;
    return "compressed in a way that only another program undoes: " + std::string(packer.undo) +
           " FILE | echocheck explain -";
  }
  if (IsCaptureMagic(state_->begin)) return "";
  return "not a capture: it begins neither like pcap nor like pcapng";
}

}  // namespace echocheck
