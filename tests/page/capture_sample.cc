// SPDX-License-Identifier: MIT
// Prints the page of a capture: a thousand connections, of which the first ones have their
// segments.
#include <cstdio>
#include <string>
#include <vector>

#include "harness/report/html/html_page.h"
#include "tests/unit/report/sample_flow.h"

int main() {
  using namespace echocheck;  // NOLINT(google-build-using-namespace): a short program
  std::vector<FlowRecord> flows;
  for (std::uint16_t i = 0; i < 1000; ++i) {
    FlowScript script(static_cast<std::uint16_t>(20000 + i), 1U + 10U * i);
    script.Handshake().ClientSends("hoge\n").ServerSends("hoge\n");
    if (i % 10 == 3) script.ServerResets(Actor::kKernel);
    if (i % 10 != 3) script.ClientCloses().ServerClosesToo();
    flows.push_back(i < 5 ? script.Build() : script.BuildKeeping(0, 0));
    flows.back().stream = i;
    flows.back().completeness =
        completeness::kSyn | completeness::kSynAck | completeness::kAck | completeness::kData;
  }
  constexpr std::string_view kFile = "<b>lecture</b>.pcap";
  const std::string page = RenderCaptureHtml({kFile, kFile, {9990, 8900, 1090, 0}, flows, 0, "en"});
  return std::fwrite(page.data(), 1, page.size(), stdout) == page.size() ? 0 : 1;
}
