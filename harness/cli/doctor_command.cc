// SPDX-License-Identifier: MIT
#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/parse.h"
#include "harness/doctor/doctor.h"
#include "harness/report/host_capabilities_text.h"

namespace echocheck {
namespace {

struct NoWords {};

void DeclareDoctorWords(CLI::App& app, NoWords& /*words*/) {
  app.footer(
      "Exit codes: 0 scenarios can have private arenas, 2 they cannot or the answer could not be\n"
      "written, 3 bad usage.");
}

struct DoctorApp : CommandApp<NoWords> {
  DoctorApp()
      : CommandApp(
            "Shows what this machine allows, what you lose without it, and how to turn it on.",
            "echocheck doctor", DeclareDoctorWords) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareDoctor() { return std::make_unique<DoctorApp>(); }

int DoctorCommand(std::span<const std::string> words) {
  DoctorApp app;
  if (const auto code = Parse(app, words)) return *code;
  const auto diagnosis = Diagnose();
  if (!diagnosis) return PrintError(diagnosis.error());
  const std::string text = RenderHostCapabilities(diagnosis->capabilities, diagnosis->private_arena,
                                                  diagnosis->host_capture);
  const int answered = PrintOutput(text);
  if (answered != kExitConforms) return answered;
  return diagnosis->private_arena ? kExitConforms : kExitInconclusive;
}

}  // namespace echocheck
