// SPDX-License-Identifier: MIT
#include "harness/watch/watch_target.h"

#include <unistd.h>

#include <csignal>
#include <exception>
#include <memory>
#include <optional>
#include <utility>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/posix/stream_descriptor.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/redirect_error.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/use_awaitable.hpp>

#include "harness/arena/arena.h"
#include "harness/arena/socket_table.h"
#include "harness/doctor/doctor.h"
#include "harness/report/live_ladder.h"
#include "harness/report/session_lines.h"
#include "harness/watch/client_session.h"
#include "harness/watch/server_watch.h"
#include "harness/watch/typed_lines.h"
#include "harness/watch/wire_watch.h"
#include "harness/words/because.h"
#include "harness/worker/arena_options.h"
#include "harness/worker/arena_target_observer.h"
#include "harness/worker/confine_target.h"
#include "harness/worker/load_watch.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// For the last segment of a connection that has ended for its sockets.
constexpr Milliseconds kWirePatience{2000};

std::uint16_t ClientPortBeside(std::uint16_t server) { return server == 50001 ? 50002 : 50001; }

struct Stage {
  WatchTargetOptions options;
  std::string host_reason;  // why it is not a private arena; empty: it is
  OriginalLimits limits;
  Screen& screen;
  const Page& page;
};

class TargetWatch {
 public:
  TargetWatch(Stage stage, std::unique_ptr<Arena> arena, SocketTable sockets)
      : stage_(std::move(stage)),
        arena_(std::move(arena)),
        sockets_(std::move(sockets)),
        load_(*arena_),
        observer_(*arena_, sockets_, load_),
        lines_(stage_.page),
        server_(io_, *arena_, observer_),
        wire_over_(io_) {}

  Result<bool> Run() {
    auto input = TypedLines::Open(io_, STDIN_FILENO);
    if (!input) return input.error();
    input_ = std::move(*input);
    ListenToServer();
    stop_.async_wait([this](const boost::system::error_code& error, int /*signal*/) {
      if (error) return;
      interrupted_ = true;
      io_.stop();
    });
    asio::co_spawn(io_, Play(), [this](std::exception_ptr thrown) { Played(thrown); });
    io_.run();
    return Conclude();
  }

 private:
  void ListenToServer() {
    server_.on_output = [this](BytesView bytes) { Say(lines_.Output(bytes)); };
    server_.on_end = [this](const std::optional<ExitStatus>& status) {
      Say(status ? lines_.TargetEnd(*status) : lines_.NoteText("watch.launcher_left"));
    };
  }

  // What a socket or a pipe tells was on the wire before: in this order it is shown.
  void Say(const std::string& text) {
    if (wire_ && !finished_) {
      if (const Status shown = wire_->ShowAll(); !shown) return Fail(shown.error());
    }
    stage_.screen.Show(text);
    if (stage_.screen.closed()) io_.stop();
  }

  void Fail(const Error& error) {
    if (status_) status_ = error;
    io_.stop();
  }

  void Played(std::exception_ptr thrown) {
    try {
      if (thrown) std::rethrow_exception(thrown);
    } catch (const std::exception& failure) {
      Fail(InternalError(echocheck::Say("errors.watching_failed", {{"why", failure.what()}})));
    }
    io_.stop();
  }

  asio::awaitable<void> Play() {
    const WatchTargetOptions& options = stage_.options;
    const Status started = co_await server_.Start(options.target, options.address, stage_.limits);
    if (!started) co_return Fail(started.error());
    if (!server_.listens()) {
      Say(lines_.StartFailure(server_.outcome(), options.target.start_timeout));
    } else {
      const Status opened = OpenWire();
      if (!opened) co_return Fail(opened.error());
      Say(lines_.Intro(server_.outcome(), stage_.host_reason, input_->terminal()));
      co_await HoldSession();
    }
    co_await server_.Stop(options.target.stop_timeout);
  }

  Status OpenWire() {
    WireWatchOptions options;
    options.tap.source = FrameTapOptions::Source::kAtOnce;
    const std::uint16_t port = server_.outcome().used.port;
    options.ladder.listens_on = port;
    if (arena_->isolation() == Isolation::kHost) {
      options.tap.filter = "tcp port " + std::to_string(port);
    }
    // In an arena of its own all TCP is the target's, also what it sends to others.
    auto wire = WireWatch::Open(options, std::move(stage_.options.file.descriptor), stage_.screen,
                                stage_.page);
    if (!wire) return wire.error();
    wire_ = std::move(*wire);
    frames_.assign(dup(wire_->descriptor()));
    asio::co_spawn(io_, ShowWire(), asio::detached);
    return {};
  }

  asio::awaitable<void> ShowWire() {
    while (!finished_) {
      const auto more = wire_->Show();
      if (!more) co_return Fail(more.error());
      if (stage_.screen.closed()) co_return io_.stop();
      if (*more) {
        co_await asio::post(io_, asio::use_awaitable);
        continue;
      }
      boost::system::error_code ignored;
      co_await frames_.async_wait(asio::posix::stream_descriptor::wait_read,
                                  asio::redirect_error(asio::use_awaitable, ignored));
    }
  }

  asio::awaitable<void> HoldSession() {
    const Endpoint server = server_.outcome().used;
    session_.emplace(
        io_, *input_, [this](const std::string& text) { Say(text); },
        [this] { return observer_.Asleep(); }, lines_);
    wire_->on_segment = [this](const SegmentNotice& notice) {
      if (notice.client.port != session_->port() || !IsOver(notice.segment)) return;
      wire_over_.Set();
      session_->EndedOnTheWire();
    };
    const bool connected = co_await session_->Connect(server, ClientPortBeside(server.port));
    if (connected) {
      co_await session_->Converse();
      co_await server_.Settle();
      if (session_->both_closed()) co_await wire_over_.WaitFor(kWirePatience);
    }
    session_->Leave();
    FinishWire();
  }

  void FinishWire() {
    if (finished_ || !wire_) return;
    finished_ = true;
    if (const Status shown = wire_->Finish(); !shown && status_) status_ = shown.error();
  }

  Result<bool> Conclude() {
    Screen& screen = stage_.screen;
    FinishWire();
    input_->DiscardTypedAhead();
    // The terminal has shown ^C.
    if (interrupted_ && input_->terminal()) screen.Show("\n");
    if (interrupted_) screen.Show(lines_.NoteText("watch.interrupted"));
    if (wire_) {
      screen.Show(wire_->Summary());
      if (session_) screen.Show(session_->Verdict());
      screen.Show(DescribeFile(stage_.options.file, wire_->frames(), stage_.page));
    }
    if (!status_) return status_.error();
    if (!screen.status()) return screen.status().error();
    return server_.listens() || interrupted_;
  }

  Stage stage_;
  asio::io_context io_;
  std::unique_ptr<Arena> arena_;
  SocketTable sockets_;
  LoadWatch load_;
  ArenaTargetObserver observer_;
  SessionLines lines_;
  asio::signal_set stop_{io_, SIGINT, SIGTERM, SIGHUP};
  std::unique_ptr<TypedLines> input_;
  ServerWatch server_;
  std::unique_ptr<WireWatch> wire_;
  asio::posix::stream_descriptor frames_{io_};
  std::optional<ClientSession> session_;
  WatchEvent wire_over_;  // both ends of the learner's connection have closed, as the wire shows
  bool finished_ = false;
  bool interrupted_ = false;
  Status status_;
};

Error NoArena(const Reason& refused, const Error& capture, Language language) {
  return EnvironmentError(
      Say("errors.cannot_watch_target", {{"no_arena", refused.said()},
                                         {"arena_fix", PrivateArenaFix(language)},
                                         {"no_capture", capture.message.said()},
                                         {"capture_fix", HostCaptureFix()}}));
}

}  // namespace

Result<bool> WatchTarget(WatchTargetOptions options, Screen& screen, const Page& page) {
  const ArenaUsers users = options.target.user ? ArenaUsers::kAll : ArenaUsers::kOwn;
  auto refused = WhyNoPrivateArena(users);
  if (!refused) return refused.error();
  const bool is_private = refused->empty();
  if (!is_private) {
    // Before the server is launched: without a look at the wire there is nothing to watch.
    const auto tap = FrameTap::Open({}, UniqueFd());
    if (!tap) return NoArena(*refused, tap.error(), page.language);
  }
  Stage stage{std::move(options), ToText(*refused, page.language), OriginalLimits::Now(), screen,
              page};
  ArenaOptions arena_options;
  arena_options.users = users;
  if (stage.options.target.confinement) {
    arena_options.confined = ConfinedFilesFor(stage.options.target);
  }
  auto arena = is_private ? EnterPrivateArena(arena_options) : EnterHostArena(arena_options);
  if (!arena) return arena.error();
  auto sockets = SocketTable::Open();
  if (!sockets) return sockets.error();
  // Outlives the watch, and the target with it.
  const auto confinement = ConfineTarget(stage.options.target, (*arena)->isolation());
  if (!confinement) return confinement.error();
  return TargetWatch(std::move(stage), std::move(*arena), std::move(*sockets)).Run();
}

}  // namespace echocheck
