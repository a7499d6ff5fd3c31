// SPDX-License-Identifier: MIT
#include "harness/worker/recorded_evidence.h"

#include <unistd.h>

#include <array>
#include <cerrno>
#include <string>

#include "harness/base/fault_point.h"
#include "harness/case/evidence_file.h"

namespace echocheck {
namespace {

constexpr char kDoing[] = "recording the evidence of the scenario";

Status WriteAll(int file, BytesView bytes) {
  while (!bytes.empty()) {
    const ssize_t count =
        FaultPoint("worker.evidence") ? -1 : write(file, bytes.data(), bytes.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError(kDoing, errno);
    bytes.remove_prefix(static_cast<std::size_t>(count));
  }
  return {};
}

}  // namespace

Status WriteRecordedEvidence(int file, const ScenarioEvidence& evidence) {
  if (FaultPoint("worker.evidence_start") || ftruncate(file, 0) != 0 ||
      lseek(file, 0, SEEK_SET) != 0) {
    return SystemError(kDoing, errno);
  }
  return WriteEvidence(evidence, [&](BytesView piece) { return WriteAll(file, piece); });
}

Result<ScenarioEvidence> ReadRecordedEvidence(int file) {
  std::string text;
  std::array<char, 65536> buffer;  // NOLINT: cleared, it would be touched whole for a short text
  while (true) {
    const ssize_t count =
        FaultPoint("worker.read_evidence")
            ? -1
            : pread(file, buffer.data(), buffer.size(), static_cast<off_t>(text.size()));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return SystemError("reading the evidence of the scenario", errno);
    if (count == 0) break;
    text.append(buffer.data(), static_cast<std::size_t>(count));
  }
  return ReadEvidence(text, "evidence.json");
}

}  // namespace echocheck
