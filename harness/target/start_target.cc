// SPDX-License-Identifier: MIT
#include "harness/target/start_target.h"

#include <algorithm>
#include <string>
#include <utility>

#include <boost/asio/use_awaitable.hpp>

#include "harness/base/counted_time.h"
#include "harness/target/await_listening.h"
#include "harness/target/stop_target.h"
#include "harness/words/because.h"

namespace echocheck {
namespace {

namespace asio = boost::asio;

// One that never sleeps may be busy with its start for so long, and when it was found elsewhere
// with another form of its address already, for so long.
constexpr Milliseconds kElsewhereAwake{2'500};
constexpr Milliseconds kElsewhereAgainAwake{1'000};

// Where a client reaches a socket that listens on `local`, if `asked` is where it was wanted.
Endpoint Reach(const Endpoint& local, const Endpoint& asked) {
  return {IsUnspecified(local.address) ? asked.address : local.address, local.port};
}

Reason FoundNote(AddressForm form, const Endpoint& asked, const LaunchAttempt& attempt) {
  if (!attempt.serves_asked) {
    return Because(
        Say("reasons.listens_anyway", {{"port", std::to_string(attempt.listening.front().port)}}));
  }
  switch (form) {
    case AddressForm::kHostPort:
      return Because(Say("reasons.takes_host_port"));
    case AddressForm::kPort:
      return Because(Say("reasons.takes_port"));
    case AddressForm::kDashP:
      return Because(Say("reasons.takes_dash_p"));
    case AddressForm::kNone:
      return Because(Say("reasons.listens_untold", {{"port", std::to_string(asked.port)}}));
    case AddressForm::kPlaceholders:
    case AddressForm::kCustom:
      return {};
  }
  return {};
}

class Starter {
 public:
  Starter(asio::io_context& context, const TargetSpec& spec, Endpoint address,
          OriginalLimits limits, TargetObserver& observer, OutputLog& log, Transport transport)
      : context_(context),
        spec_(spec),
        address_(std::move(address)),
        limits_(limits),
        observer_(observer),
        log_(log),
        transport_(transport) {}

  asio::awaitable<Result<StartedTarget>> Run() {
    // Two full limits for all forms together: a server that ignores its arguments and never listens
    // should not cost its author four.
    CountedDeadline give_up(observer_.time(), 2 * spec_.start_timeout);
    for (std::size_t i = 0; i < spec_.forms.size(); ++i) {
      const AddressForm form = spec_.forms[i];
      auto attempt = co_await Try(form);
      if (!attempt) co_return attempt.error();
      tried_all_ = i + 1 == spec_.forms.size();
      const bool accepted =
          attempt->startup == Startup::kListening || attempt->startup == Startup::kNotOffered;
      const bool last = tried_all_ || give_up.Passed();
      if (attempt->startup == Startup::kListensElsewhere) {
        elsewhere_.push_back({form, attempt->listening.front()});
      }
      const auto best = BestElsewhere();
      if (accepted || (last && (!best || *best == form))) {
        co_return Conclude(form, std::move(*attempt));
      }
      co_await KillTarget(*attempt->process, observer_);
      if (last) break;
    }
    const AddressForm best = *BestElsewhere();
    auto again = co_await Try(best);
    if (!again) co_return again.error();
    co_return Conclude(best, std::move(*again));
  }

 private:
  struct Elsewhere {
    AddressForm form;
    Endpoint listening;
  };

  // In which form a target that was never where it was asked to be came nearest to it.
  std::optional<AddressForm> BestElsewhere() const {
    if (elsewhere_.empty()) return std::nullopt;
    const auto nearest = [this](const Elsewhere& found) {
      return found.listening.port == address_.port ? 0 : found.form == AddressForm::kPort ? 1 : 2;
    };
    return WhateverItIsTold() ? elsewhere_.front().form
                              : std::ranges::min_element(elsewhere_, {}, nearest)->form;
  }

  // Its address is written in it, or any will do. One that listens here or there as it is told
  // differently takes what it is told for something else.
  bool WhateverItIsTold() const {
    if (spec_.any_port) return true;
    return spec_.forms.size() > 1 &&
           std::ranges::all_of(elsewhere_, [this](const Elsewhere& found) {
             return found.listening == elsewhere_.front().listening;
           });
  }

  // One that was told a certain port has all its time to listen there.
  ElsewherePatience PatienceElsewhere() const {
    const bool any = spec_.any_port || spec_.forms.size() > 1;
    if (!any) return {spec_.start_timeout, std::nullopt};
    const auto again = [this] { return elsewhere_.front().listening.port; };
    const bool found = tried_all_ && WhateverItIsTold() && !elsewhere_.empty();
    return {elsewhere_.empty() ? kElsewhereAwake : kElsewhereAgainAwake,
            found            ? std::optional(again())
            : spec_.any_port ? spec_.known_port
                             : std::nullopt};
  }

  // Than what was seen of it for certain.
  static bool MayHaveMore(const LaunchAttempt& attempt) {
    return attempt.owner_unseen || attempt.startup == Startup::kTimedOut ||
           attempt.startup == Startup::kListensElsewhere;
  }

  asio::awaitable<Result<LaunchAttempt>> Try(AddressForm form) {
    const Status noted = observer_.AboutToLaunch(transport_);
    if (!noted) co_return noted.error();
    LaunchAttempt attempt;
    attempt.command = CommandFor(spec_, form, address_);
    LaunchOptions options;
    options.executable = spec_.executable;
    options.words = attempt.command;
    options.working_directory = spec_.working_directory;
    options.environment = {{"HOST", ToString(address_.address)},
                           {"PORT", std::to_string(address_.port)}};
    if (spec_.confinement) {
      options.environment.emplace_back("TMPDIR", spec_.confinement->temporary_folder);
    }
    options.environment.insert(options.environment.end(), spec_.environment.begin(),
                               spec_.environment.end());
    options.user = spec_.user;
    options.confinement = spec_.confinement;
    options.limits = limits_;
    options.holdable = spec_.holdable;
    auto process = TargetProcess::Launch(context_, options, log_);
    if (!process) co_return process.error();
    attempt.process = std::move(*process);
    observer_.NoteLaunched(attempt.process->pid());
    const auto status = co_await AwaitListening(attempt, address_, spec_.start_timeout, observer_,
                                                transport_, PatienceElsewhere());
    if (!status) co_return status.error();
    if (MayHaveMore(attempt)) attempt.sockets_unseen = observer_.WhyOwnersUnseen();
    co_return attempt;
  }

  StartedTarget Conclude(AddressForm form, LaunchAttempt attempt) const {
    StartedTarget started;
    TargetOutcome& outcome = started.outcome;
    outcome.command = std::move(attempt.command);
    outcome.address_form = form;
    outcome.startup = attempt.startup;
    outcome.asked = address_;
    outcome.used = address_;
    outcome.listened_after = attempt.listened_after;
    if (!attempt.sockets_unseen.empty()) {
      outcome.sockets_unseen = std::move(attempt.sockets_unseen);
    }
    outcome.launcher_left =
        attempt.startup == Startup::kListening && attempt.process->exit_status().has_value();
    if (attempt.startup == Startup::kListensElsewhere && WhateverItIsTold()) {
      outcome.startup = attempt.tcp_alone ? Startup::kNotOffered : Startup::kListening;
      outcome.used = Reach(attempt.listening.front(), address_);
    }
    const bool discovered = spec_.forms.size() > 1 || spec_.any_port;
    if (discovered && outcome.startup == Startup::kListening) {
      outcome.address_note = FoundNote(form, address_, attempt);
    } else if (spec_.forms.size() > 1 && tried_all_ && elsewhere_.empty()) {
      outcome.address_note = Because(
          Say("reasons.address_not_found", {{"example", "--target './server {host} {port}'"}}));
    }
    outcome.listening = std::move(attempt.listening);
    outcome.exit_status = attempt.process->exit_status();
    if (attempt.startup == Startup::kExited) outcome.ended_early = outcome.exit_status;
    started.process = std::move(attempt.process);
    return started;
  }

  asio::io_context& context_;
  const TargetSpec& spec_;
  Endpoint address_;
  OriginalLimits limits_;
  TargetObserver& observer_;
  OutputLog& log_;
  Transport transport_;
  std::vector<Elsewhere> elsewhere_;
  bool tried_all_ = false;  // the forms; time may be over before
};

}  // namespace

asio::awaitable<Result<StartedTarget>> StartTarget(asio::io_context& context,
                                                   const TargetSpec& spec, Endpoint address,
                                                   OriginalLimits limits, TargetObserver& observer,
                                                   OutputLog& log, Transport transport) {
  Starter starter(context, spec, std::move(address), limits, observer, log, transport);
  co_return co_await starter.Run();
}

}  // namespace echocheck
