// SPDX-License-Identifier: MIT
#include "harness/capture/capture_file.h"

#include <array>
#include <string>
#include <utility>

#include <pcap/pcap.h>

namespace echocheck {
namespace {

// libpcap speaks of DLT_ values, which for raw IP differ from the file's, and between systems.
std::optional<LinkType> ToLinkType(int datalink) {
  switch (datalink) {
    case DLT_RAW:
      return LinkType::kRaw;
    case DLT_NULL:
    case DLT_EN10MB:
    case DLT_LOOP:
    case DLT_LINUX_SLL:
    case DLT_LINUX_SLL2:
    case DLT_IPV4:
    case DLT_IPV6:
      return static_cast<LinkType>(datalink);
    default:
      return std::nullopt;
  }
}

}  // namespace

struct CaptureFile::Impl {
  ~Impl() {
    if (handle != nullptr) pcap_close(handle);
  }
  pcap_t* handle = nullptr;
  std::string name;
  std::uint64_t frames = 0;
};

CaptureFile::CaptureFile(std::unique_ptr<Impl> impl, LinkType link_type)
    : impl_(std::move(impl)), link_type_(link_type) {}
CaptureFile::CaptureFile(CaptureFile&&) noexcept = default;
CaptureFile& CaptureFile::operator=(CaptureFile&&) noexcept = default;
CaptureFile::~CaptureFile() = default;

Result<CaptureFile> CaptureFile::Open(UniqueFd file, std::string name) {
  UniqueFile stream(fdopen(file.get(), "rb"));
  if (!stream) return SystemError("opening " + name, errno);
  file.release();
  std::array<char, PCAP_ERRBUF_SIZE> reason{};
  auto impl = std::make_unique<Impl>();
  impl->name = std::move(name);
  impl->handle = pcap_fopen_offline_with_tstamp_precision(stream.get(), PCAP_TSTAMP_PRECISION_NANO,
                                                          reason.data());
  if (impl->handle == nullptr) {
    return EnvironmentError(impl->name + ": not a capture file that we can read: " + reason.data());
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

Result<std::optional<Frame>> CaptureFile::Next() {
  pcap_pkthdr* header = nullptr;
  const u_char* data = nullptr;
  const int status = pcap_next_ex(impl_->handle, &header, &data);
  if (status == PCAP_ERROR_BREAK) return std::optional<Frame>();
  if (status != 1) {
    return EnvironmentError(impl_->name + ": after frame " + std::to_string(impl_->frames) + ": " +
                            pcap_geterr(impl_->handle));
  }
  Frame frame;
  frame.number = ++impl_->frames;
  // With nanosecond precision asked for, tv_usec holds nanoseconds.
  frame.stamp = std::chrono::seconds(header->ts.tv_sec) + Nanoseconds(header->ts.tv_usec);
  frame.wire_length = header->len;
  frame.data = {data, header->caplen};
  return std::optional<Frame>(frame);
}

}  // namespace echocheck
