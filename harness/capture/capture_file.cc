// SPDX-License-Identifier: MIT
#include "harness/capture/capture_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include <pcap/pcap.h>

#include "harness/base/fault_point.h"
#include "harness/base/time_bounds.h"
#include "harness/capture/capture_source.h"
#include "harness/capture/datalink.h"

namespace echocheck {
namespace {

// A file may claim any time, in the wildest of units; one beyond the bounds becomes the bound. No
// time is before the epoch. `time` has nanoseconds where its type says microseconds.
Nanoseconds StampOf(const timeval& time) {
  constexpr std::int64_t kMostSeconds = kFarthestTime / std::chrono::seconds(1);
  if (time.tv_sec < 0) return Nanoseconds(0);
  if (time.tv_sec > kMostSeconds) return kFarthestTime;
  const auto rest = std::clamp(Nanoseconds(time.tv_usec), Nanoseconds(0), kFarthestTime);
  return BoundedSum(std::chrono::seconds(time.tv_sec), rest);
}

}  // namespace

struct CaptureFile::Impl {
  Impl(std::string file_name, CaptureSource file_source)
      : name(std::move(file_name)), source(std::move(file_source)) {}
  Impl(const Impl&) = delete;
  Impl& operator=(const Impl&) = delete;
  ~Impl() {
    if (handle != nullptr) pcap_close(handle);
  }

  // libpcap has read up to what it stumbled over.
  Error DamagedHere(const std::string& reason) const {
    std::string message = name + ": cut or damaged after frame " + std::to_string(frames);
    if (const off_t at = ftello(pcap_file(handle)); at >= 0) {
      message += ", before octet " + std::to_string(at);
      if (source.compressed()) message += " of what it unpacks to";
    }
    return EnvironmentError(message + ": " + reason);
  }

  std::string name;
  CaptureSource source;  // outlives the handle, which reads from it
  pcap_t* handle = nullptr;
  std::uint64_t frames = 0;
};

CaptureFile::CaptureFile(std::unique_ptr<Impl> impl, LinkType link_type)
    : impl_(std::move(impl)), link_type_(link_type) {}
CaptureFile::CaptureFile(CaptureFile&&) noexcept = default;
CaptureFile& CaptureFile::operator=(CaptureFile&&) noexcept = default;
CaptureFile::~CaptureFile() = default;

Result<CaptureFile> CaptureFile::OpenPath(const std::string& path) {
  if (path == "-") return Open(UniqueFd(dup(STDIN_FILENO)), "standard input");
  UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return UsageError(path + ": " + std::strerror(errno));
  struct stat status {};
  if (fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return UsageError(path + ": a folder, expected a capture file");
  }
  return Open(std::move(file), path);
}

Result<CaptureFile> CaptureFile::Open(UniqueFd file, std::string name) {
  auto source = CaptureSource::Open(std::move(file), name);
  if (!source) return source.error();
  auto impl = std::make_unique<Impl>(std::move(name), std::move(*source));
  UniqueFile stream = impl->source.TakeStream();
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  impl->handle = pcap_fopen_offline_with_tstamp_precision(stream.get(), PCAP_TSTAMP_PRECISION_NANO,
                                                          reason.data());
  if (impl->handle == nullptr) {
    const std::string damage = impl->source.Damage();
    if (!damage.empty()) return EnvironmentError(impl->name + ": " + damage);
    const std::string why = impl->source.WhyNoCapture();
    if (!why.empty()) return UsageError(impl->name + ": " + why);
    return EnvironmentError(impl->name + ": a capture file that we cannot read: " + reason.data());
  }
  stream.release();  // libpcap closes it
  const auto link_type = ToLinkType(pcap_datalink(impl->handle));
  if (!link_type) {
    const char* const link = pcap_datalink_val_to_name(pcap_datalink(impl->handle));
    return EnvironmentError(impl->name + ": frames of a link type that we cannot read: " +
                            (link != nullptr ? link : "unknown"));
  }
  return CaptureFile(std::move(impl), *link_type);
}

std::uint32_t CaptureFile::snapshot_length() const {
  return static_cast<std::uint32_t>(pcap_snapshot(impl_->handle));
}

Result<std::optional<Frame>> CaptureFile::Next() {
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  const int status =
      FaultPoint("capture.read_back") ? PCAP_ERROR : pcap_next_ex(impl_->handle, &header, &data);
  if (status != 1) {
    const std::string damage = impl_->source.Damage();
    if (status == PCAP_ERROR_BREAK && damage.empty()) return std::optional<Frame>();
    return impl_->DamagedHere(damage.empty() ? pcap_geterr(impl_->handle) : damage);
  }
  Frame frame;
  frame.number = ++impl_->frames;
  frame.stamp = StampOf(header->ts);
  frame.wire_length = header->len;
  frame.data = {data, header->caplen};
  return std::optional<Frame>(frame);
}

}  // namespace echocheck
