// SPDX-License-Identifier: MIT
// Each step of writing a run folder fails once.
#include <unistd.h>

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/store/atomic_file.h"
#include "harness/store/run_folder.h"
#include "tests/faults/fail_each.h"
#include "tests/unit/store/temporary_folder.h"

namespace echocheck {
namespace {

using testing::Contains;
using testing::Each;
using testing::Key;
using testing::Pair;

Status WriteRun() {
  auto folder = RunFolder::CreateBelowReports("20000101-000000", "target");
  if (!folder) return folder.error();
  auto files = RecordingFiles::Make();
  if (!files) return files.error();
  if (write(files->capture.get(), "frames", 6) != 6) return InternalError("no capture");
  if (write(files->log.get(), "output", 6) != 6) return InternalError("no output");
  if (write(files->evidence.get(), "{}", 2) != 2) return InternalError("no evidence");
  Recording recording;
  recording.capture = files->capture.get();
  recording.log = files->log.get();
  recording.evidence = files->evidence.get();
  recording.scenario = "{}";
  const auto digests = folder->Store(folder->NameScenarioFolder("topic/name"), recording);
  if (!digests) return digests.error();
  return folder->WriteReport("report.json", "new");
}

std::string TemporaryFiles() {
  std::string found;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(".")) {
    const std::string path = entry.path();
    if (path.find(".tmp-") != std::string::npos) found += ", left: " + path;
  }
  return found;
}

TEST(StoreFaultsTest, EachStepFailsAndLeavesNoTemporaryFile) {
  auto answers = FailEach("store.", ENOSPC, [] {
    const TemporaryFolder here;
    const int descriptors = OpenDescriptors();
    const Status written = WriteRun();
    const std::string answer = written ? "written" : KindOf(written.error());
    return answer + LeftBeside(descriptors) + TemporaryFiles();
  });
  for (auto answer = answers.begin(); answer != answers.end();) {
    // Folders are opened one after another then.
    const bool falls_back = answer->first.starts_with("store.open_at_once");
    EXPECT_TRUE(!falls_back || answer->second == "written") << answer->first;
    answer = falls_back ? answers.erase(answer) : std::next(answer);
  }
  EXPECT_THAT(answers, Each(Pair(testing::_, "environment error")));
  for (const char* const step :
       {"make_folders 1", "make_run_folder 1", "open_folder 1", "memory_file 2", "make_folder 2",
        "open_part 1", "copy_folder 1", "create 5", "write 5", "copy 2", "close 5", "rename 6",
        "link 1"}) {
    EXPECT_THAT(answers, Contains(Key(std::string("store.") + step)));
  }
}

Status WriteSafely(const std::string& path, const std::string& text) {
  auto file = AtomicFile::Open(path);
  if (!file) return file.error();
  file->SyncAtEnd();
  ECHOCHECK_TRY(file->Append(text));
  return file->Commit();
}

TEST(StoreFaultsTest, AFileThatCannotBeWrittenStaysAsItWas) {
  const TemporaryFolder here;
  const auto answers = FailEach("store.", EIO, [] {
    std::ofstream("report") << "before";
    const Status written = WriteSafely("report", "after");
    return (written ? "written" : KindOf(written.error())) + ": " + ReadFile("report") +
           TemporaryFiles();
  });
  EXPECT_THAT(answers, Each(Pair(testing::_, "environment error: before")));
  EXPECT_THAT(answers, Contains(Key("store.sync 1")));
}

TEST(StoreFaultsTest, ADeviceThatCannotBeOpenedIsAnError) {
  const auto answers = FailEach("store.open_in_place", EIO, [] {
    const Status written = WriteSafely("/dev/null", "text");
    return written ? "written" : KindOf(written.error());
  });
  EXPECT_THAT(answers, testing::ElementsAre(Pair("store.open_in_place 1", "environment error")));
}

}  // namespace
}  // namespace echocheck
