// SPDX-License-Identifier: MIT
// What a frame's comment says: the ladder's sentence, and the findings that name the frame.
#include "harness/report/frame_comments.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "harness/report/explain.h"
#include "tests/unit/report/sample_flow.h"

namespace echocheck {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

Finding FindingAbout(std::string check, std::vector<std::uint64_t> frames) {
  Finding finding;
  finding.check = std::move(check);
  finding.verdict = Verdict::kFail;
  finding.summary = "no FIN came";
  finding.evidence.frames = std::move(frames);
  return finding;
}

Finding WithCause(Finding finding, std::string id) {
  finding.cause = Cause{std::move(id), {}, "The server resets.", "Look at SO_LINGER."};
  return finding;
}

// The comments of all frames of `flow`, in its order.
std::vector<std::string> CommentsOf(const FlowRecord& flow, FrameComments comments) {
  std::vector<std::string> texts;
  for (const FlowSegment& segment : flow.head) {
    comments.Add(flow.stream, segment);
    texts.push_back(comments.Of(segment.frame));
  }
  return texts;
}

TEST(FrameComments, AreTheLaddersSentences) {
  FlowScript flow;
  flow.Handshake().ClientSends("hoge\n").ClientCloses().ServerResets(Actor::kKernel);
  EXPECT_THAT(CommentsOf(flow.Build(), FrameComments(Language::kEnglish, {})),
              ElementsAre("handshake 1 of 3: the client's program connects",
                          "handshake 2 of 3: the server's kernel accepts",
                          "handshake 3 of 3: the client's kernel confirms",
                          "the client's program sends " + CountBytes(5, Language::kEnglish),
                          "the client's program closes first: FIN",
                          "the server's kernel aborts: RST instead of FIN"));
}

TEST(FrameComments, AreInTheLanguageAskedFor) {
  FlowScript flow;
  flow.Handshake();
  EXPECT_THAT(
      CommentsOf(flow.Build(), FrameComments(Language::kJapanese, {})),
      ElementsAre(HasSubstr("接続確立 1/3"), HasSubstr("接続確立 2/3"), HasSubstr("接続確立 3/3")));
}

// Only the SYN before it tells a refusal from an abort.
TEST(FrameComments, KeepConnectionsApart) {
  const FlowRecord refused = FlowScript(50001, 1).IsRefused().Build();
  FrameComments comments(Language::kEnglish, {});
  comments.Add(0, refused.head[0]);
  FlowSegment other = FlowScript(50002, 2).Handshake().Build().head[1];
  comments.Add(1, other);
  FlowSegment reset = refused.head[1];
  reset.frame = 3;
  comments.Add(0, reset);
  EXPECT_EQ(comments.Of(3), "the server's kernel refuses: nothing listens there");
  comments.Add(2, refused.head[0]);
  comments.Forget(2);
  comments.Add(2, reset);
  EXPECT_THAT(comments.Of(3), HasSubstr("aborts"));
}

TEST(FrameComments, SayThatTheBeginningWasNotSeen) {
  FlowScript flow;
  flow.ServerSends("x").ServerSends("y");
  const auto texts = CommentsOf(flow.Build(), FrameComments(Language::kEnglish, {}));
  const std::string sentence = "the server's program sends " + CountBytes(1, Language::kEnglish);
  EXPECT_THAT(
      texts,
      ElementsAre(sentence + "\n(open before the capture began: no handshake was seen)", sentence));
}

TEST(FrameComments, NameTheFindingsAndEachCauseOnce) {
  const FrameComments comments(
      Language::kEnglish,
      {WithCause(FindingAbout("close.fin", {4, 2, 4}), "resets"), FindingAbout("close.order", {2}),
       WithCause(FindingAbout("flags.sequence", {2}), "resets")});
  EXPECT_EQ(comments.Of(1), "");
  EXPECT_EQ(comments.Of(2),
            "fail close.fin: no FIN came\n"
            "fail close.order: no FIN came\n"
            "fail flags.sequence: no FIN came\n"
            "cause resets: The server resets.");
  EXPECT_EQ(comments.Of(3), "");
  EXPECT_EQ(comments.Of(4), "fail close.fin: no FIN came\ncause resets: The server resets.");
  EXPECT_EQ(comments.Of(5), "");
}

TEST(FrameComments, PutTheSentenceBeforeTheFindings) {
  FlowScript flow;
  flow.Handshake();
  const auto texts =
      CommentsOf(flow.Build(), FrameComments(Language::kEnglish, {FindingAbout("open.x", {2})}));
  EXPECT_EQ(texts[1], "handshake 2 of 3: the server's kernel accepts\nfail open.x: no FIN came");
}

// A frame without a segment must not get the sentence of the frame before it.
TEST(FrameComments, AFrameThatIsNotOursHasNone) {
  FrameComments comments(Language::kEnglish, {});
  comments.Add(0, FlowScript().Handshake().Build().head[0]);
  EXPECT_EQ(comments.Of(2), "");
}

TEST(FrameComments, AreSafeTextOfBoundedLength) {
  Finding finding = FindingAbout("echo.bytes", {1});
  finding.summary = "\x1b[31m\nred" + std::string(1000, 'x');
  const std::string text = FrameComments(Language::kEnglish, {finding}).Of(1);
  EXPECT_EQ(text.find('\x1b'), std::string::npos);
  EXPECT_EQ(text.find('\n'), std::string::npos);
  EXPECT_EQ(text.size(), 240U);
  EXPECT_THAT(text, testing::EndsWith("..."));
}

}  // namespace
}  // namespace echocheck
