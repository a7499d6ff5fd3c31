// SPDX-License-Identifier: MIT
// Launches real programs with initializers of Boost.Process and with ones made for the test.
#include "harness/target/shared_memory_launcher.h"

#include <fcntl.h>
#include <sys/wait.h>

#include <array>
#include <string>
#include <vector>

#include <boost/asio/io_context.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/unique_handles.h"
#include "harness/target/boost_process.h"

namespace echocheck {
namespace {

namespace process = boost::process::v2;

using boost::system::error_code;
using testing::ElementsAre;

// Notes which hooks were called, in the memory of the test.
struct Notes {
  std::vector<std::string>& calls;  // on_setup makes room: the child may not allocate
  int* in_child = nullptr;
  int refuse_with = 0;

  error_code on_setup(SharedMemoryLauncher& /*launcher*/, const std::filesystem::path& /*program*/,
                      const char* const*& /*words*/) const {
    calls.emplace_back("setup");
    return {};
  }
  error_code on_exec_setup(SharedMemoryLauncher& /*launcher*/,
                           const std::filesystem::path& /*program*/,
                           const char* const*& /*words*/) const {
    *in_child = getpid();
    return {refuse_with, boost::system::system_category()};
  }
  void on_success(SharedMemoryLauncher& /*launcher*/, const std::filesystem::path& /*program*/,
                  const char* const*& /*words*/) const {
    calls.emplace_back("success");
  }
};

class SharedMemoryLauncherTest : public testing::Test {
 protected:
  // In one process with other tests: what these left is not ours.
  SharedMemoryLauncherTest() {
    while (waitpid(-1, nullptr, WNOHANG) > 0) continue;
  }

  template <class... Initializers>
  void Launch(const std::string& program, std::vector<const char*> words,
              Initializers&&... initializers) {
    words.push_back(nullptr);
    SharedMemoryLauncher launch;
    auto launched = launch(io_.get_executor(), failed_, program, words.data(),
                           std::forward<Initializers>(initializers)...);
    pid_ = launched.detach().id();
  }

  int ExitCode() const {
    int status = 0;
    EXPECT_EQ(waitpid(pid_, &status, 0), pid_);
    return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
  }

  static bool HasNoChild() { return waitpid(-1, nullptr, WNOHANG) == -1 && errno == ECHILD; }

  boost::asio::io_context io_;
  error_code failed_;
  pid_t pid_ = -1;
};

TEST_F(SharedMemoryLauncherTest, RunsTheInitializersOfTheLibrary) {
  std::array<int, 2> ends{};
  ASSERT_EQ(pipe2(ends.data(), O_CLOEXEC), 0);
  const UniqueFd read_end(ends[0]);
  UniqueFd write_end(ends[1]);
  const std::vector<std::string> variables{"WORD=hoge"};
  Launch("/bin/sh", {"a name", "-c", "echo $0 $WORD; pwd; exit 7"},
         process::process_environment(variables), process::process_start_dir("/proc"),
         process::process_stdio{{}, write_end.get(), {}});
  ASSERT_FALSE(failed_) << failed_.message();
  write_end.reset();
  EXPECT_EQ(ExitCode(), 7);
  std::array<char, 64> text{};
  const ssize_t count = read(read_end.get(), text.data(), text.size());
  EXPECT_EQ(std::string(text.data(), static_cast<std::size_t>(std::max<ssize_t>(count, 0))),
            "a name hoge\n/proc\n");
}

TEST_F(SharedMemoryLauncherTest, ChildSharesOurMemoryUntilItExecutes) {
  std::vector<std::string> calls;
  int in_child = 0;
  Launch("/bin/true", {"true"}, Notes{calls, &in_child});
  ASSERT_FALSE(failed_) << failed_.message();
  EXPECT_EQ(in_child, pid_);
  EXPECT_NE(in_child, getpid());
  EXPECT_THAT(calls, ElementsAre("setup", "success"));
  EXPECT_EQ(ExitCode(), 0);
}

TEST_F(SharedMemoryLauncherTest, HookThatRefusesIsToldAndLeavesNoChild) {
  std::vector<std::string> calls;
  int in_child = 0;
  int second_in_child = 0;
  Launch("/bin/true", {"true"}, Notes{calls, &in_child, EDQUOT}, Notes{calls, &second_in_child});
  EXPECT_EQ(failed_.value(), EDQUOT);
  EXPECT_NE(in_child, 0);
  EXPECT_EQ(second_in_child, 0);
  EXPECT_THAT(calls, ElementsAre("setup", "setup"));
  EXPECT_EQ(pid_, -1);
  EXPECT_TRUE(HasNoChild());
}

TEST_F(SharedMemoryLauncherTest, ProgramThatIsNotThereIsToldAndLeavesNoChild) {
  Launch("/no/such/program", {"program"});
  EXPECT_EQ(failed_.value(), ENOENT);
  EXPECT_EQ(pid_, -1);
  EXPECT_TRUE(HasNoChild());
}

}  // namespace
}  // namespace echocheck
