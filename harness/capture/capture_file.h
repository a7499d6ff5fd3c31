// SPDX-License-Identifier: MIT
// Reads captures back: ours, or anyone's.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>
#include <string>

#include "harness/base/result.h"
#include "harness/base/unique_handles.h"
#include "harness/model/capture_log.h"
#include "harness/model/frame.h"

namespace echocheck {

class CaptureFile {
 public:
  // Reads `file` from its current position, be it compressed by gzip or not; `name` stands in error
  // messages. What is no capture at all is a usage error, a capture that cannot be read one of the
  // environment.
  static Result<CaptureFile> Open(UniqueFd file, std::string name);
  // "-" is standard input. A file that is not there is a usage error.
  static Result<CaptureFile> OpenPath(const std::string& path);

  CaptureFile(CaptureFile&&) noexcept;
  CaptureFile& operator=(CaptureFile&&) noexcept;
  ~CaptureFile();

  const std::string& name() const;
  // Of the frames that name none themselves. In pcapng that is the first interface's.
  LinkType link_type() const { return link_type_; }
  // The most bytes that the file says it has of a frame; 0: no limit. Some files have more.
  std::uint32_t snapshot_length() const;

  // Returns the next frame, or nullopt at the end. Its data is valid until the next call. The error
  // of a file that is cut or damaged says behind which frame and at which byte. Of frames whose
  // link type we cannot read it is an error if there are no others: that comes at the end.
  Result<std::optional<Frame>> Next();

 private:
  struct Impl;
  CaptureFile(std::unique_ptr<Impl> impl, LinkType link_type);
  static Result<CaptureFile> OpenPcap(std::unique_ptr<Impl> impl);
  static Result<CaptureFile> OpenPcapng(std::unique_ptr<Impl> impl);

  std::unique_ptr<Impl> impl_;
  LinkType link_type_;
};

}  // namespace echocheck
