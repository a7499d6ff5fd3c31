// SPDX-License-Identifier: MIT
#include "harness/cli/command_app.h"
#include "harness/cli/commands.h"
#include "harness/cli/exit_code.h"
#include "harness/cli/language_choice.h"
#include "harness/cli/parse.h"
#include "harness/cli/typed_console_options.h"
#include "harness/doctor/doctor.h"
#include "harness/report/console_page.h"
#include "harness/report/host_capabilities_text.h"

namespace echocheck {
namespace {

struct DoctorWords {
  std::string language;  // empty: as the environment asks for
};

void DeclareDoctorWords(CLI::App& app, DoctorWords& words) { DeclareLanguage(app, words.language); }

struct DoctorApp : CommandApp<DoctorWords> {
  DoctorApp() : CommandApp("doctor", DeclareDoctorWords) {}
};

}  // namespace

std::unique_ptr<CLI::App> DeclareDoctor() { return Described<DoctorApp>(); }

int DoctorCommand(std::span<const std::string> words) {
  DoctorApp app;
  if (const auto code = Parse(app, words)) return *code;
  ConsoleOptions console = ConsoleFrom({});
  console.language = LanguageFor(app.words.language);
  const Page page = PageOf(console);
  const auto diagnosis = Diagnose(page.language);
  if (!diagnosis) return PrintError(diagnosis.error());
  const std::string text = RenderHostCapabilities(diagnosis->capabilities, diagnosis->private_arena,
                                                  diagnosis->host_capture, page);
  const int answered = PrintOutput(text);
  if (answered != kExitConforms) return answered;
  return diagnosis->private_arena ? kExitConforms : kExitInconclusive;
}

}  // namespace echocheck
