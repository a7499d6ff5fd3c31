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
#include "harness/capture/pcapng_reader.h"
#include "harness/words/because.h"

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

  // The reader has read up to what it stumbled over.
  Error DamagedHere(const Reason& reason) const {
    const off_t at = ftello(pcapng ? stream.get() : pcap_file(handle));
    const std::string_view text = at < 0                ? "errors.capture_cut"
                                  : source.compressed() ? "errors.capture_cut_unpacked"
                                                        : "errors.capture_cut_at";
    std::vector<Argument> arguments = {{"file", name}, {"frames", frames}, {"why", reason.said()}};
    if (at >= 0) arguments.emplace_back("byte", static_cast<std::uint64_t>(at));
    return EnvironmentError(Say(text, std::move(arguments)));
  }

  Error CannotRead(LinkType link_type) const {
    return EnvironmentError(
        Say("errors.unknown_link_type", {{"file", name}, {"link_type", LinkTypeName(link_type)}}));
  }
  Result<std::optional<Frame>> NextOfPcap();
  // `usual`: of frames that name no link type.
  Result<std::optional<Frame>> NextOfPcapng(LinkType usual);

  std::string name;
  CaptureSource source;  // outlives the handle or the stream, which read from it
  // One of the two.
  pcap_t* handle = nullptr;
  UniqueFile stream;
  std::optional<PcapngReader> pcapng;
  std::uint64_t frames = 0;
  std::uint64_t readable_frames = 0;   // of pcapng; pcap has one link type, and that is known
  std::optional<LinkType> unreadable;  // the first link type that we cannot read
};

CaptureFile::CaptureFile(std::unique_ptr<Impl> impl, LinkType link_type)
    : impl_(std::move(impl)), link_type_(link_type) {}
CaptureFile::CaptureFile(CaptureFile&&) noexcept = default;
CaptureFile& CaptureFile::operator=(CaptureFile&&) noexcept = default;
CaptureFile::~CaptureFile() = default;

Result<CaptureFile> CaptureFile::OpenPath(const std::string& path) {
  if (path == "-") return Open(UniqueFd(dup(STDIN_FILENO)), "standard input");
  UniqueFd file(open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (!file) return UsageError(Say("errors.says", {{"what", path}, {"why", SaySystem(errno)}}));
  struct stat status {};
  if (fstat(file.get(), &status) == 0 && S_ISDIR(status.st_mode)) {
    return UsageError(Say("errors.folder_for_capture", {{"file", path}}));
  }
  return Open(std::move(file), path);
}

Result<CaptureFile> CaptureFile::Open(UniqueFd file, std::string name) {
  auto source = CaptureSource::Open(std::move(file), name);
  if (!source) return source.error();
  auto impl = std::make_unique<Impl>(std::move(name), std::move(*source));
  return impl->source.IsPcapng() ? OpenPcapng(std::move(impl)) : OpenPcap(std::move(impl));
}

Result<CaptureFile> CaptureFile::OpenPcap(std::unique_ptr<Impl> impl) {
  UniqueFile stream = impl->source.TakeStream();
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  impl->handle = pcap_fopen_offline_with_tstamp_precision(stream.get(), PCAP_TSTAMP_PRECISION_NANO,
                                                          reason.data());
  if (impl->handle == nullptr) {
    const Reason damage = impl->source.Damage();
    if (!damage.empty())
      return EnvironmentError(Say("errors.says", {{"what", impl->name}, {"why", damage.said()}}));
    const Reason why = impl->source.WhyNoCapture();
    if (!why.empty())
      return UsageError(Say("errors.says", {{"what", impl->name}, {"why", why.said()}}));
    return EnvironmentError(
        Say("errors.capture_unreadable", {{"file", impl->name}, {"why", reason.data()}}));
  }
  (void)stream.release();  // libpcap closes it
  const int datalink = pcap_datalink(impl->handle);
  const auto link_type = ToLinkType(datalink);
  if (!link_type) return impl->CannotRead(static_cast<LinkType>(datalink));
  return CaptureFile(std::move(impl), *link_type);
}

Result<CaptureFile> CaptureFile::OpenPcapng(std::unique_ptr<Impl> impl) {
  impl->stream = impl->source.TakeStream();
  PcapngReader& reader = impl->pcapng.emplace(impl->stream.get());
  if (const Status begun = reader.Begin(); !begun) {
    const Reason damage = impl->source.Damage();
    const Reason& why = damage.empty() ? begun.error().message : damage;
    return EnvironmentError(
        Say("errors.capture_unreadable", {{"file", impl->name}, {"why", why.said()}}));
  }
  const LinkType link_type = reader.link_type();
  return CaptureFile(std::move(impl), link_type);
}

const std::string& CaptureFile::name() const { return impl_->name; }

std::uint32_t CaptureFile::snapshot_length() const {
  return impl_->pcapng ? impl_->pcapng->snapshot_length() : impl_->source.snapshot_length();
}

Result<std::optional<Frame>> CaptureFile::Next() {
  if (FaultPoint("capture.read_back")) return impl_->DamagedHere(Because(SaySystem(errno)));
  return impl_->pcapng ? impl_->NextOfPcapng(link_type_) : impl_->NextOfPcap();
}

Result<std::optional<Frame>> CaptureFile::Impl::NextOfPcap() {
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  const int status = pcap_next_ex(handle, &header, &data);
  if (status != 1) {
    // That the compressed data ends too early may look like an end to the reader.
    const Reason damage = source.Damage();
    if (status == PCAP_ERROR_BREAK && damage.empty()) return std::optional<Frame>();
    return DamagedHere(damage.empty() ? Reason(pcap_geterr(handle)) : damage);
  }
  // Made where it is handed over: millions of them would be copied twice.
  Result<std::optional<Frame>> next{std::optional<Frame>(std::in_place)};
  Frame& frame = **next;
  frame.number = ++frames;
  frame.stamp = StampOf(header->ts);
  frame.wire_length = header->len;
  frame.data = {data, header->caplen};
  return next;
}

Result<std::optional<Frame>> CaptureFile::Impl::NextOfPcapng(LinkType usual) {
  auto frame = pcapng->Next();
  if (!frame || !*frame) {
    const Reason damage = source.Damage();
    if (!damage.empty()) return DamagedHere(damage);
    if (!frame) return DamagedHere(frame.error().message);
    if (readable_frames == 0 && unreadable) return CannotRead(*unreadable);
    return frame;
  }
  (*frame)->number = ++frames;
  const LinkType link_type = (*frame)->link.value_or(usual);
  if (CanRead(link_type)) {
    ++readable_frames;
  } else if (!unreadable) {
    unreadable = link_type;
  }
  return frame;
}

}  // namespace echocheck
