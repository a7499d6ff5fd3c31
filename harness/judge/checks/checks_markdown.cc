// SPDX-License-Identifier: MIT
#include "harness/judge/checks/checks_markdown.h"

#include <optional>
#include <string_view>

#include <fmt/format.h>

#include "harness/judge/checks/check_registry.h"
#include "harness/judge/checks/check_texts.h"

namespace echocheck {
namespace {

constexpr std::string_view kChecksIntroduction = R"(# Checks

What an echo server is held to. This page is made from the registry of checks (`harness/judge/checks/`).

| level | means | when it does not hold |
| --- | --- | --- |
| MUST | what RFC 862 says, and what it takes to say it over TCP | `fail` |
| SHOULD | what a good server does | `warn`, with `--strict` `fail` |
| INFO | worth knowing | `pass`, with a remark |

A check that has nothing to do with a scenario gives no finding. `skipped`: there was nothing for the
check to look at, and the finding says why: no capture, a server that never listened, no client that
connected. `inconclusive`: echocheck should have seen it and did not (frames were lost, a socket call
of its own failed). The server is not blamed for that.

Without a capture, checks of what clients sent and received are judged from their sockets, and the
way a connection ended as far as the client could see it: one that half-closes and reads on sees the
server's FIN, one that closes at once does not. Checks of segments alone are skipped.

A finding's level is the milder of its check's and its scenario's. Bytes that come back and are not the
client's own (echo.bytes, echo.unsolicited, echo.isolation) weigh as much in a SHOULD as in a MUST, and so
does a client that is turned away while others are served (echo.every_client).

A scenario's verdict is the gravest of its findings: `fail`, `error`, `inconclusive`, `warn`, `pass`;
`skipped` counts for nothing. `close` is the verdict of `close.*` alone, `behaviour` of all others.
)";

std::string_view FamilyTitle(CheckFamily family) {
  switch (family) {
    case CheckFamily::kTarget:
      return "the process";
    case CheckFamily::kOpen:
      return "how a connection comes about";
    case CheckFamily::kEcho:
      return "what comes back";
    case CheckFamily::kClose:
      return "how a connection ends";
    case CheckFamily::kFlags:
      return "the sequence of segments";
    case CheckFamily::kUdp:
      return "what becomes of datagrams";
    case CheckFamily::kCapture:
      return "whether the capture can be trusted";
  }
  return "";
}

}  // namespace

std::string ChecksMarkdown() {
  std::string page(kChecksIntroduction);
  std::optional<CheckFamily> family;
  for (const Check& check : AllChecks()) {
    if (check.family() != family) {
      family = check.family();
      page += fmt::format("\n## {}: {}\n", ToString(*family), FamilyTitle(*family));
    }
    page += fmt::format("\n### {}\n\n{} ({}). {}\n\nCatches {}.\n", check.name(),
                        ToString(check.level), check.source, DemandOf(check, Language::kEnglish),
                        CatchesOf(check, Language::kEnglish));
  }
  return page;
}

}  // namespace echocheck
