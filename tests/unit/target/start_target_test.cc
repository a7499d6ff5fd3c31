// SPDX-License-Identifier: MIT
// Launches real processes (a shell), in observer made by hand.
#include "harness/target/start_target.h"

#include <signal.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <memory>
#include <optional>

#include <boost/asio/co_spawn.hpp>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/target/stop_target.h"
#include "tests/unit/base/ip_literal.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

// The pid of the launched process: the youngest child, since each launch ends before the next
// begins.
std::string CurrentChild() {
  std::ifstream children("/proc/self/task/" + std::to_string(getpid()) + "/children");
  std::string pid;
  for (std::string next; children >> next;) pid = next;
  return pid;
}

// Says of the launched processes what the test wants it to say.
class FakeSurroundings : public TargetObserver {
 public:
  Result<std::vector<ListeningSocket>> Listening() override {
    ++looks;
    if (looks < listens_at_look) return std::vector<ListeningSocket>();
    if (told_file.empty()) return sockets;
    std::string told;
    std::ifstream file(told_file + CurrentChild());
    if (!std::getline(file, told) || file.eof()) return std::vector<ListeningSocket>();
    const auto port = static_cast<std::uint16_t>(1000 + told.size());
    return std::vector<ListeningSocket>{{{"127.0.0.1"_ip, port}, false}};
  }
  Result<std::vector<ListeningSocket>> ListeningUdp() override {
    ++udp_looks;
    if (udp_looks < has_udp_at_look) return std::vector<ListeningSocket>();
    return udp_sockets;
  }
  std::vector<pid_t> Processes() override { return processes; }
  bool Asleep() override { return asleep; }
  Status AboutToLaunch(Transport /*transport*/) override {
    ++launches;
    return {};
  }
  Reason WhyOwnersUnseen() override { return unseen; }

  std::string unseen;
  int launches = 0;
  int looks = 0;
  int listens_at_look = 0;
  std::vector<ListeningSocket> sockets;
  // The port goes by the line that the target wrote there, behind its pid: it misreads its
  // argument. Until the line is there, it does not listen.
  std::string told_file;
  int udp_looks = 0;
  int has_udp_at_look = 0;
  std::vector<ListeningSocket> udp_sockets;
  bool asleep = true;
  std::vector<pid_t> processes;
};

class StartTargetTest : public testing::Test {
 protected:
  void Shell(const std::string& script) {
    spec_.words = {"sh", "-c", script, "sh"};
    spec_.executable = "/bin/sh";
    spec_.forms = {AddressForm::kHostPort};
    spec_.start_timeout = Milliseconds(300);
  }

  // Until the target has started and, with `then_stop`, has been told to stop.
  void Start() {
    boost::asio::co_spawn(
        io_,
        StartTarget(io_, spec_, {host_, 50000}, OriginalLimits::Now(), observer_, log_, transport_),
        [this](std::exception_ptr, Result<StartedTarget> started) {
          started_ = std::move(started);
          io_.stop();
        });
    io_.run();
    io_.restart();
  }

  void StartForUdp() {
    transport_ = Transport::kUdp;
    Start();
  }

  StopRecord Stop() {
    StopRecord record;
    boost::asio::co_spawn(io_,
                          StopTarget(*(*started_)->process, SIGTERM, Milliseconds(2000), observer_),
                          [&](std::exception_ptr, Result<StopRecord> stopped) {
                            if (stopped) record = *stopped;
                            io_.stop();
                          });
    io_.run();
    io_.restart();
    return record;
  }

  void DrainOutput() {
    boost::asio::co_spawn(io_, (*started_)->process->WaitForEndOfOutput(std::chrono::seconds(10)),
                          [this](std::exception_ptr) { io_.stop(); });
    io_.run();
    io_.restart();
  }

  const TargetOutcome& outcome() const { return (*started_)->outcome; }

  IpAddress host_ = "127.0.0.1"_ip;
  boost::asio::io_context io_;
  TargetSpec spec_;
  FakeSurroundings observer_;
  OutputLog log_{UniqueFd()};
  Transport transport_ = Transport::kTcp;
  std::optional<Result<StartedTarget>> started_;
};

TEST_F(StartTargetTest, WaitsUntilItListens) {
  Shell("exec sleep 100");
  observer_.sockets = {{{"0.0.0.0"_ip, 50000}, false}};
  observer_.listens_at_look = 5;
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used, (Endpoint{"127.0.0.1"_ip, 50000}));
  EXPECT_EQ(outcome().command.back(), "127.0.0.1:50000");
  EXPECT_GE(observer_.looks, 5);
  const StopRecord stop = Stop();
  EXPECT_TRUE(stop.asked);
  EXPECT_TRUE(stop.ended_by_term);
  EXPECT_FALSE(stop.listener_gone);  // these observer say so
}

TEST_F(StartTargetTest, NoticesAtOnceThatNothingIsLeft) {
  Shell("echo cannot bind; exit 3");
  spec_.start_timeout = std::chrono::minutes(10);
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kExited);
  EXPECT_EQ(outcome().ended_early->code, 3);
  DrainOutput();
  EXPECT_EQ(log_.tail(), "cannot bind\n");
}

TEST_F(StartTargetTest, TellsASignalFromAStatus) {
  Shell("kill -SEGV $$");
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().ended_early->signal, SIGSEGV);
}

TEST_F(StartTargetTest, GivesUpAtTheLimit) {
  Shell("exec sleep 100");
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kTimedOut);
}

// On the host's network, of a target whose descriptors are closed to us.
TEST_F(StartTargetTest, ASocketThatMayBeItsOwnServesWhereItWasAsked) {
  Shell("exec sleep 100");
  observer_.unseen = "process 7 is closed";
  observer_.sockets = {{{"0.0.0.0"_ip, 8080}, false, false}, {{"0.0.0.0"_ip, 50000}, false, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_THAT(outcome().listening, testing::ElementsAre(Endpoint{"0.0.0.0"_ip, 50000}));
  EXPECT_EQ(outcome().sockets_unseen, "process 7 is closed");
  observer_.processes.clear();
  EXPECT_TRUE(Stop().listener_gone) << "it says nothing of somebody else's";
}

TEST_F(StartTargetTest, ASocketElsewhereThatMayBeAnothersSaysNothing) {
  Shell("exec sleep 100");
  observer_.unseen = "process 7 is closed";
  observer_.sockets = {{{"127.0.0.1"_ip, 8080}, false, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kTimedOut);
  EXPECT_EQ(outcome().sockets_unseen, "process 7 is closed");
}

TEST_F(StartTargetTest, WhatWasSeenNeedsNoExcuse) {
  Shell("exec sleep 100");
  observer_.unseen = "process 7 is closed";
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_FALSE(outcome().sockets_unseen);
  EXPECT_EQ(observer_.launches, 1);
}

TEST_F(StartTargetTest, ToldThePortAndElsewhereIsAFailure) {
  Shell("exec sleep 100");
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"127.0.0.1"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere);
  EXPECT_EQ(outcome().listening.front(), (Endpoint{"127.0.0.1"_ip, 8080}));
}

TEST_F(StartTargetTest, EveryAddressIsServedByOneSocketOrByTwo) {
  host_ = "::"_ip;
  Shell("exec sleep 100");
  observer_.sockets = {{{"::"_ip, 50000}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used, (Endpoint{"::"_ip, 50000}));
  EXPECT_EQ(outcome().command.back(), "[::]:50000");
  observer_.sockets = {{{"::"_ip, 50000}, true}, {{"0.0.0.0"_ip, 50000}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
}

TEST_F(StartTargetTest, EveryAddressOfIpv6IsTakenOnceNoOtherComes) {
  host_ = "::"_ip;
  Shell("exec sleep 100");
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"::"_ip, 50000}, true}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_GE(outcome().listened_after, Milliseconds(200)) << "one for IPv4 may come yet";
  observer_.sockets = {{{"0.0.0.0"_ip, 50000}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere);
}

TEST_F(StartTargetTest, AnyPortTakesItWhereItIs) {
  Shell("exec sleep 100");
  spec_.any_port = true;
  observer_.sockets = {{{"0.0.0.0"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used, (Endpoint{"127.0.0.1"_ip, 8080}));
}

TEST_F(StartTargetTest, FindsOutThatItsPortIsFixed) {
  Shell("exec sleep 100");
  spec_.forms = AutomaticForms();
  observer_.sockets = {{{"0.0.0.0"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used.port, 8080);
  EXPECT_EQ(outcome().address_note, "it listens on 8080 whatever its arguments");
}

// It spins, and would never be seen to have settled.
TEST_F(StartTargetTest, IsNotWaitedForAgainWhereItWasFoundBefore) {
  Shell("exec sleep 100");
  spec_.any_port = true;
  spec_.start_timeout = std::chrono::minutes(10);
  spec_.known_port = 8080;
  observer_.asleep = false;
  observer_.sockets = {{{"0.0.0.0"_ip, 9000}, false}, {{"0.0.0.0"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used, (Endpoint{"127.0.0.1"_ip, 8080}));
  EXPECT_EQ(observer_.looks, 1);
}

TEST_F(StartTargetTest, FindsThePortOfOneThatSpins) {
  Shell("exec sleep 100");
  spec_.forms = {AddressForm::kHostPort, AddressForm::kNone};
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.asleep = false;
  observer_.sockets = {{{"0.0.0.0"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().used.port, 8080);
}

// It may be busy with its start, and open that port at last.
TEST_F(StartTargetTest, OneThatWasToldItsPortHasAllItsTime) {
  Shell("exec sleep 100");
  spec_.start_timeout = Milliseconds(400);
  spec_.known_port = 8080;
  observer_.asleep = false;
  observer_.sockets = {{{"0.0.0.0"_ip, 8080}, false}};
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere);
  EXPECT_GE(outcome().listened_after, Milliseconds(400));
}

TEST_F(StartTargetTest, APortThatGoesByWhatItIsToldIsNotFixed) {
  std::string folder = testing::TempDir() + "told-XXXXXX";
  observer_.told_file = std::string(mkdtemp(folder.data())) + "/";
  Shell("echo \"$1\" > " + observer_.told_file + "$$; exec sleep 100");
  spec_.forms = AutomaticForms();
  spec_.start_timeout = std::chrono::minutes(1);
  Start();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere);
  EXPECT_EQ(outcome().address_form, AddressForm::kPort);
  EXPECT_EQ(outcome().listening.front(), (Endpoint{"127.0.0.1"_ip, 1005}));
  std::filesystem::remove_all(folder);
}

TEST_F(StartTargetTest, WaitsForAUdpSocketWhateverListensForTcp) {
  Shell("exec sleep 100");
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  observer_.udp_sockets = {{{"0.0.0.0"_ip, 50000}, false}};
  observer_.has_udp_at_look = 5;
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListening);
  EXPECT_EQ(outcome().listening.front(), (Endpoint{"0.0.0.0"_ip, 50000}));
  EXPECT_EQ(outcome().used, (Endpoint{"127.0.0.1"_ip, 50000}));
}

TEST_F(StartTargetTest, ATcpServerDoesNotOfferUdp) {
  Shell("exec sleep 100");
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kNotOffered);
  EXPECT_GE(outcome().listened_after, Milliseconds(150)) << "it may open its UDP socket yet";
}

TEST_F(StartTargetTest, ATcpServerThatIsStillAtWorkMayOpenItsUdpSocketYet) {
  Shell("exec sleep 100");
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  observer_.asleep = false;
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kTimedOut);
}

TEST_F(StartTargetTest, AUdpSocketElsewhereIsAFailureToo) {
  Shell("exec sleep 100");
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  observer_.udp_sockets = {{{"127.0.0.1"_ip, 8080}, false}};
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere);
  EXPECT_EQ(outcome().listening.front(), (Endpoint{"127.0.0.1"_ip, 8080}));
}

TEST_F(StartTargetTest, ATcpServerOnAPortOfItsOwnDoesNotOfferUdpEither) {
  Shell("exec sleep 100");
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"127.0.0.1"_ip, 8080}, false}};
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kListensElsewhere) << "it was told its port";
  spec_.any_port = true;
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kNotOffered);
}

TEST_F(StartTargetTest, NoticesThatAUdpServerHasEnded) {
  Shell("exit 3");
  spec_.start_timeout = std::chrono::minutes(10);
  StartForUdp();
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().startup, Startup::kExited);
}

TEST_F(StartTargetTest, TriesTheFormsInTheirOrder) {
  // $1 is the first of the words that tell the address.
  Shell("[ \"$1\" = -p ] && exec sleep 100; exit 1");
  spec_.forms = AutomaticForms();
  spec_.start_timeout = std::chrono::minutes(10);
  observer_.sockets = {{{"127.0.0.1"_ip, 50000}, false}};
  // Listening is only believed once the third launch is there: two launches have exited by then.
  observer_.listens_at_look = 1'000'000;
  boost::asio::co_spawn(
      io_, StartTarget(io_, spec_, {"127.0.0.1"_ip, 50000}, OriginalLimits::Now(), observer_, log_),
      [this](std::exception_ptr, Result<StartedTarget> started) {
        started_ = std::move(started);
        io_.stop();
      });
  // The third launch stays: from then on more and more looks are made without an exit.
  while (!started_) {
    io_.run_one();
    if (observer_.looks > 60) observer_.listens_at_look = 0;
  }
  ASSERT_TRUE(*started_);
  EXPECT_EQ(outcome().address_form, AddressForm::kDashP);
  EXPECT_EQ(outcome().address_note, "it takes -p PORT");
}

TEST_F(StartTargetTest, WhatCannotBeExecutedIsTheUsersMistake) {
  Shell("");
  spec_.executable = "/etc/passwd";
  Start();
  ASSERT_FALSE(*started_);
  EXPECT_EQ(started_->error().kind, ErrorKind::kUsage);
  EXPECT_THAT(started_->error().message.english(), HasSubstr("cannot be executed"));
}

TEST_F(StartTargetTest, GivesTheAddressInTheEnvironment) {
  Shell("echo $HOST $PORT $EXTRA; exit 0");
  spec_.environment = {{"EXTRA", "more"}};
  Start();
  ASSERT_TRUE(*started_);
  DrainOutput();
  EXPECT_EQ(log_.tail(), "127.0.0.1 50000 more\n");
}

TEST_F(StartTargetTest, TheTargetStartsWithoutOurHabits) {
  signal(SIGPIPE, SIG_IGN);
  signal(SIGXFSZ, SIG_IGN);
  // Own process group, no signal ignored, stdin open and empty, nothing else inherited.
  Shell("grep -E 'SigIgn|NoNewPrivs|CapEff|CapBnd' /proc/self/status; ls /proc/$$/fd | wc -l");
  Start();
  ASSERT_TRUE(*started_);
  DrainOutput();
  const std::string output(log_.tail());
  EXPECT_THAT(output, HasSubstr("SigIgn:\t0000000000000000"));
  EXPECT_THAT(output, HasSubstr("CapEff:\t0000000000000000"));
  EXPECT_THAT(output, HasSubstr("NoNewPrivs:\t1"));
  EXPECT_TRUE(output.ends_with("3\n") || output.ends_with("4\n")) << output;
}

}  // namespace
}  // namespace echocheck
