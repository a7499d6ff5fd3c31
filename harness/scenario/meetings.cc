// SPDX-License-Identifier: MIT
#include "harness/scenario/meetings.h"

#include <algorithm>
#include <map>
#include <utility>

#include <fmt/format.h>

#include "harness/base/quoted.h"
#include "harness/scenario/json_reader.h"

namespace echocheck {
namespace {

class MeetingCheck {
 public:
  MeetingCheck(const std::vector<DeclaredMeeting>& declared, const std::vector<MeetVisit>& visits,
               const std::vector<ClientScript>& clients, Diagnosis& diagnosis)
      : declared_(declared), visits_(visits), clients_(clients), diagnosis_(diagnosis) {}

  void Run() {
    CheckNames();
    CheckAttendance();
    if (diagnosis_.ok()) CheckProgress();
  }

 private:
  using Visits = std::vector<const MeetVisit*>;

  const std::string& NameOf(const MeetVisit& visit) const { return clients_[visit.client].name; }

  void CheckNames() {
    std::map<std::string, Visits> known;
    std::vector<std::string_view> names;
    for (const DeclaredMeeting& meeting : declared_) {
      if (!known.try_emplace(meeting.name).second) {
        diagnosis_.Reject(*meeting.where, fmt::format("meeting \"{}\" twice", meeting.name));
      }
      names.push_back(meeting.name);
    }
    for (const MeetVisit& visit : visits_) {
      const auto meeting = known.find(visit.meeting);
      if (meeting != known.end()) {
        meeting->second.push_back(&visit);
        continue;
      }
      diagnosis_.Reject(*visit.where,
                        fmt::format("meeting {} is not in \"meets\"{}", Quoted(visit.meeting),
                                    names.empty() ? "" : HintAt(visit.meeting, names)));
    }
    visits_of_ = std::move(known);
  }

  void CheckAttendance() {
    for (const DeclaredMeeting& meeting : declared_) {
      const Visits& visits = visits_of_[meeting.name];
      if (visits.empty()) {
        diagnosis_.Reject(*meeting.where,
                          fmt::format("no client comes to meeting \"{}\"", meeting.name));
        continue;
      }
      for (std::size_t i = 1; i < visits.size(); ++i) {
        if (visits[i]->client != visits[i - 1]->client) continue;
        diagnosis_.Reject(
            *visits[i]->where,
            fmt::format("client \"{}\" comes to meeting \"{}\" twice, it is held once",
                        NameOf(*visits[i]), meeting.name));
      }
      for (const MeetVisit* const visit : visits) {
        const ClientScript& client = clients_[visit->client];
        const bool in_turns = client.at_once != 0 && client.at_once < client.count;
        if (!visit->connected || !in_turns) continue;
        diagnosis_.Reject(*visit->where,
                          fmt::format("client \"{}\" is connected {} at once, so its {} never meet "
                                      "here, only before \"connect\" and after leaving",
                                      client.name, client.at_once, client.count));
      }
      if (visits.size() > 1 || clients_[visits.front()->client].count > 1) continue;
      diagnosis_.Reject(*visits.front()->where,
                        fmt::format("only client \"{}\" comes to meeting \"{}\", it takes two",
                                    NameOf(*visits.front()), meeting.name));
    }
  }

  // Plays the meetings alone. All of a script's `count` clients do the same, so one stands for
  // them.
  void CheckProgress() {
    std::vector<Visits> way(clients_.size());  // the meetings each client still has before it
    for (const MeetVisit& visit : visits_) way[visit.client].push_back(&visit);
    std::vector<std::size_t> to_move;
    for (std::size_t client = 0; client < way.size(); ++client) {
      std::reverse(way[client].begin(), way[client].end());
      to_move.push_back(client);
    }
    std::map<std::string_view, std::vector<std::size_t>> waiting;
    while (!to_move.empty()) {
      const std::size_t client = to_move.back();
      to_move.pop_back();
      if (way[client].empty()) continue;
      const std::string& meeting = way[client].back()->meeting;
      auto& here = waiting[meeting];
      here.push_back(client);
      if (here.size() < visits_of_[meeting].size()) continue;
      for (const std::size_t met : here) way[met].pop_back();
      to_move.insert(to_move.end(), here.begin(), here.end());
    }
    const auto stuck =
        std::find_if(way.begin(), way.end(), [](const Visits& visits) { return !visits.empty(); });
    if (stuck != way.end()) RejectDeadlock(*stuck->back(), way);
  }

  // `visit` is never over: someone who should come waits somewhere else.
  void RejectDeadlock(const MeetVisit& visit, const std::vector<Visits>& way) {
    for (const MeetVisit* const missing : visits_of_[visit.meeting]) {
      const MeetVisit& there = *way[missing->client].back();
      if (there.meeting == visit.meeting) continue;
      diagnosis_.Reject(
          *visit.where,
          fmt::format("client \"{}\" waits here for \"{}\", which waits at \"{}\" for ever",
                      NameOf(visit), NameOf(there), there.meeting));
      return;
    }
  }

  const std::vector<DeclaredMeeting>& declared_;
  const std::vector<MeetVisit>& visits_;
  const std::vector<ClientScript>& clients_;
  Diagnosis& diagnosis_;
  std::map<std::string, Visits> visits_of_;
};

}  // namespace

void CheckMeetings(const std::vector<DeclaredMeeting>& declared,
                   const std::vector<MeetVisit>& visits, const std::vector<ClientScript>& clients,
                   Diagnosis& diagnosis) {
  MeetingCheck(declared, visits, clients, diagnosis).Run();
}

}  // namespace echocheck
