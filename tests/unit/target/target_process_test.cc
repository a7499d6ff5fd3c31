// SPDX-License-Identifier: MIT
// What a launched program finds: its streams, its signals, and what is told when there is none.
#include "harness/target/target_process.h"

#include <fcntl.h>
#include <unistd.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/base/unique_handles.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

class TargetProcessTest : public testing::Test {
 protected:
  Result<std::unique_ptr<TargetProcess>> Launch(const std::string& script) {
    LaunchOptions options;
    options.executable = "/bin/sh";
    options.words = {"sh", "-c", script};
    options.working_directory = directory_;
    options.limits = OriginalLimits::Now();
    options.user = user_;
    return TargetProcess::Launch(io_, options, log_);
  }

  // Its whole output, once it has ended.
  std::string OutputOf(const std::string& script) {
    auto launched = Launch(script);
    if (!launched) return launched.error().message.english();
    boost::asio::co_spawn(
        io_,
        [&]() -> boost::asio::awaitable<void> {
          co_await (*launched)->WaitForEndOfOutput(std::chrono::seconds(60));
          co_await (*launched)->WaitForExit(std::chrono::seconds(60));
        },
        boost::asio::detached);
    io_.run();
    return std::string(log_.tail());
  }

  boost::asio::io_context io_;
  OutputLog log_{UniqueFd()};
  std::string directory_;
  std::optional<TargetUser> user_;
};

TEST_F(TargetProcessTest, InputStaysOpenAndOutputIsDrained) {
  EXPECT_EQ(OutputOf("test -p /dev/stdin && echo out; echo err >&2"), "out\nerr\n");
}

// Our own standard streams may be closed: a pipe gets such a number then.
TEST_F(TargetProcessTest, StreamsReachItWhenOursAreClosed) {
  EXPECT_EXIT(
      {
        close(STDIN_FILENO);
        close(STDOUT_FILENO);
        _exit(OutputOf("test -p /dev/stdin && echo out") == "out\n" ? 0 : 1);
      },
      testing::ExitedWithCode(0), "");
}

TEST_F(TargetProcessTest, HasNoOtherDescriptorOfOurs) {
  const UniqueFd ours(fcntl(STDERR_FILENO, F_DUPFD, 100));  // not closed at exec by itself
  EXPECT_EQ(OutputOf("test -e /proc/self/fd/" + std::to_string(ours.get()) + " || echo none"),
            "none\n");
}

TEST_F(TargetProcessTest, LeadsASessionOfItsOwn) {
  // The sixth word of stat is the session (proc(5)); the name of `sh` has no blank.
  EXPECT_EQ(OutputOf("read -r pid name state parent group session rest < /proc/$$/stat; "
                     "test $session = $$ && test $group = $$ && echo own"),
            "own\n");
}

TEST_F(TargetProcessTest, HasNoSecretOfOurs) {
  setenv("ECHOCHECK_TEST_TOKEN", "secret", 1);
  setenv("ECHOCHECK_TEST_TOKENS", "plain", 1);
  EXPECT_EQ(OutputOf("echo \"$ECHOCHECK_TEST_TOKEN.$ECHOCHECK_TEST_TOKENS\""), ".plain\n");
  unsetenv("ECHOCHECK_TEST_TOKEN");
  unsetenv("ECHOCHECK_TEST_TOKENS");
}

// It opens its streams anew, which only the user may who owns them.
TEST_F(TargetProcessTest, AnotherUserOwnsItsStreams) {
  if (geteuid() != 0) GTEST_SKIP() << "we are not root";
  user_ = TargetUser{"other", 65'533, 65'532, {65'532}, "/somewhere", ""};
  EXPECT_EQ(OutputOf("id -u; echo $HOME; test -r /dev/stdin && echo out >/dev/stdout"),
            "65533\n/somewhere\nout\n");
}

TEST_F(TargetProcessTest, FolderThatIsNotThereIsNotTheProgramsFault) {
  directory_ = "/no/such/folder";
  const auto launched = Launch("true");
  ASSERT_FALSE(launched);
  EXPECT_EQ(launched.error().kind, ErrorKind::kEnvironment);
  EXPECT_THAT(launched.error().message.english(),
              HasSubstr("entering the target's working directory"));
}

}  // namespace
}  // namespace echocheck
