// SPDX-License-Identifier: MIT
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/parse.h"
#include "harness/report/facilities_text.h"
#include "harness/run/doctor.h"

namespace echocheck {

int DoctorCommand(std::span<const std::string> words) {
  CLI::App app("Says what this machine allows, what is lost without the rest, and what mends it.",
               "echocheck doctor");
  app.footer(
      "Exit codes: 0 scenarios can have private arenas, 2 they cannot or the answer could not be\n"
      "written, 3 bad usage.");
  if (const auto code = Parse(app, words)) return *code;
  const auto diagnosis = Diagnose();
  if (!diagnosis) return Complain(diagnosis.error());
  const std::string text =
      RenderFacilities(diagnosis->facilities, diagnosis->private_arena, diagnosis->host_capture);
  const int answered = Answer(text);
  if (answered != kExitConforms) return answered;
  return diagnosis->private_arena ? kExitConforms : kExitInconclusive;
}

}  // namespace echocheck
