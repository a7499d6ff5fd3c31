// SPDX-License-Identifier: MIT
// This process had no processor: what came in time waits in its socket when the deadline is over.
#include <boost/asio/steady_timer.hpp>
#include <gtest/gtest.h>

#include "harness/client/target_control.h"
#include "tests/unit/client/play_clients_fixture.h"

namespace echocheck {
namespace {

// Acts at the last moment before it is seen asleep, after all else in this thread has been done.
class LateTarget : public TargetControl {
 public:
  asio::awaitable<SocketResult> Do(const Step& /*step*/, std::uint32_t /*connections*/) override {
    co_return SocketResult{};
  }
  bool Asleep() override {
    if (++looks_ == at_look_ && act_) act_();
    return looks_ < awake_from_ || looks_ >= asleep_from_;
  }
  Nanoseconds ProcessorTime() override { return Nanoseconds(0); }
  void NoteServing() override {}

  void ActAt(int look, std::function<void()> act) {
    at_look_ = look;
    act_ = std::move(act);
  }
  // At all looks from `first` on and before `end`.
  void IsAwakeAt(int first, int end) {
    awake_from_ = first;
    asleep_from_ = end;
  }

 private:
  int looks_ = 0;
  int at_look_ = 0;
  int awake_from_ = 0;
  int asleep_from_ = 0;
  std::function<void()> act_;
};

class LateEchoTest : public PlayClientsTest {
 protected:
  LateEchoTest() {
    target_ = &late_;
    scenario_.step_timeout = Milliseconds(50);
  }

  // The server's end stays open as long as the test, and the test writes to it.
  Behaviour Keeps() {
    return [this](tcp::socket& socket) -> asio::awaitable<void> {
      server_ = &socket;
      asio::steady_timer never(socket.get_executor(), SteadyTime::max());
      co_await never.async_wait(asio::use_awaitable);
    };
  }
  void Answer(const char* text) { asio::write(*server_, asio::buffer(std::string(text))); }

  LateTarget late_;
  tcp::socket* server_ = nullptr;
};

// The deadline looks at the target twice.
constexpr int kSecondLook = 2;

TEST_F(LateEchoTest, IsThereWhenItWaitsInTheSocket) {
  Client({Text("hoge"), Expect(Expectation::kEcho), CloseStep{}});
  late_.ActAt(kSecondLook, [&] { Answer("hoge"); });
  Play(Keeps());
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kDone);
  EXPECT_FALSE(Connection(0).probe);
}

TEST_F(LateEchoTest, PutsTheDeadlineOffWhenAPartOfItWaits) {
  Client({Text("hoge"), Expect(Expectation::kEcho), CloseStep{}});
  late_.ActAt(kSecondLook, [&] {
    Answer("ho");
    late_.ActAt(2 * kSecondLook, [&] { Answer("ge"); });
  });
  Play(Keeps());
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kDone);
}

TEST_F(LateEchoTest, AnEndThatWaitsIsAnEnd) {
  Client({Text("hoge"), ShutdownStep{}, Expect(Expectation::kEof)});
  late_.ActAt(kSecondLook, [&] { server_->shutdown(tcp::socket::shutdown_send); });
  Play(Keeps());
  EXPECT_EQ(OutcomeOf(3), StepOutcome::kDone);
}

TEST_F(LateEchoTest, AWindowOfSilenceEndsWithALookIntoTheSocket) {
  Client({Text("hoge"), Expect(Expectation::kEcho), CloseStep{}});
  late_.ActAt(3, [&] { Answer("hoge"); });  // the probe's first window is over
  Play(Keeps());
  EXPECT_EQ(OutcomeOf(2), StepOutcome::kTimedOut);
  ASSERT_TRUE(Connection(0).probe);
  EXPECT_EQ(Connection(0).probe->released_by, Release::kNewline);
}

TEST_F(LateEchoTest, ATargetThatIsAwakeMayBeAboutToAnswerTheProbe) {
  Client({Text("hoge"), Expect(Expectation::kEcho), CloseStep{}});
  late_.IsAwakeAt(3, 4);                    // at the end of the first window
  late_.ActAt(4, [&] { Answer("hoge"); });  // in the second one
  Play(Keeps());
  ASSERT_TRUE(Connection(0).probe);
  EXPECT_EQ(Connection(0).probe->released_by, Release::kNewline);
}

}  // namespace
}  // namespace echocheck
