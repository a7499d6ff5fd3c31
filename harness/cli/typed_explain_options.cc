// SPDX-License-Identifier: MIT
#include "harness/cli/typed_explain_options.h"

#include <string_view>

#include "harness/cli/language_choice.h"
#include "harness/cli/output_place.h"

namespace echocheck {
namespace {

constexpr std::string_view kWhat =
    "Explains what TCP did in a capture: its connections, and the segments of one connection.\n"
    "\n"
    "FILE is a pcap or pcapng file of any program (tcpdump, Wireshark, dumpcap, editcap), also\n"
    "compressed by gzip; - is standard input. Each connection has three lines: what the client\n"
    "sent, what the server sent, and a summary: duration, open, close, and whether the capture\n"
    "is complete. Numbers, counts and words are Wireshark's: stream 3 is tcp.stream == 3.\n"
    "With --stream, or if there is only one connection, every segment is drawn and explained.";
constexpr std::string_view kAfter =
    "Exit codes: 0 the whole capture was read; 2 the capture is cut or damaged (the part that\n"
    "could be read is shown); 3 no such file, no capture, or a wrong option.\n"
    "\n"
    "Examples:\n"
    "  tcpdump -i lo -w session.pcap tcp port 50000\n"
    "  echocheck explain session.pcap\n"
    "  echocheck explain --port 50000 --stream 2 everything.pcapng.gz\n"
    "  echocheck explain session.pcap --annotate commented.pcapng\n"
    "  ssh host tcpdump -w - tcp | echocheck explain -";

}  // namespace

void DeclareExplainOptions(CLI::App& app, TypedExplainOptions& words) {
  app.description(std::string(kWhat));
  app.footer(std::string(kAfter));
  app.add_option("file", words.file, "The capture; - is standard input")
      ->type_name("FILE")
      ->required();
  app.add_option("--port", words.port, "Only connections of this server port")->type_name("PORT");
  app.add_option("--stream", words.stream, "Only the connection with this number in the table")
      ->type_name("N");
  app.add_option("--html", words.html, "Also write a page with the connections and their ladders")
      ->type_name("FILE");
  app.add_option("--annotate", words.annotate,
                 "Also write all frames as pcapng, each with its explanation as a comment")
      ->type_name("OUT.pcapng")
      ->check([](const std::string& file) {
        return file.empty() ? std::string("the name of the file is empty") : std::string();
      });
  app.add_flag("--all", words.all, "Show every connection, even if there are many");
  app.add_flag("--verbose", words.verbose,
               "Show the whole ladder; do not fold repeated data segments");
  DeclareLanguage(app, words.language, "Language of what is printed, of the page and the comments");
  app.add_option("--color", words.color, "When to use colours")
      ->check(CLI::IsMember({"auto", "always", "never"}))
      ->capture_default_str();
}

Status CheckAnnotatePlace(const TypedExplainOptions& words) {
  const std::string& out = words.annotate;
  if (out.empty()) return {};
  if (out == "-") {
    return UsageError("--annotate -: standard output has the explanation already; name a file");
  }
  ECHOCHECK_TRY(CheckOutputPlace("--annotate", out));
  if (AreSameFile(out, words.file == "-" ? "/dev/stdin" : words.file)) {
    return UsageError("--annotate: " + out +
                      " is the capture that is read; name another file, or it would be lost");
  }
  if (!words.html.empty() && AreSameFile(out, words.html)) {
    return UsageError("--annotate and --html name the same file, " + out);
  }
  return {};
}

}  // namespace echocheck
