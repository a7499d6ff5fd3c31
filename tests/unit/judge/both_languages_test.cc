// SPDX-License-Identifier: MIT
// What a run in Japanese says. All other sessions of these tests are looked at by
// ExpectBothLanguages().
#include "tests/unit/judge/both_languages.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "tests/unit/judge/session.h"

namespace echocheck {
namespace {

using testing::HasSubstr;

TEST(BothLanguagesTest, TellsEnglishFromTermsAndQuotes) {
  EXPECT_TRUE(HoldsEnglish("the server closed"));
  EXPECT_TRUE(HoldsEnglish("終了: exit status 1"));
  EXPECT_TRUE(HoldsEnglish("ab cd"));
  EXPECT_FALSE(HoldsEnglish("FIN と RST"));
  EXPECT_FALSE(HoldsEnglish("「expect echo」で \"hello world\" を CLOSE-WAIT to a"));
  EXPECT_FALSE(HoldsEnglish("client（ポート 50001）"));
  EXPECT_FALSE(HoldsEnglish(""));
}

TEST(BothLanguagesTest, AFailedSessionIsToldInJapanese) {
  ExitStatus status;
  status.code = 3;
  Session session = Session().Sent("hoge\n").Came("HOGE\n").ClientCloses().Died(status);
  session.AndClient("second").NotConnected(StepOutcome::kRefused);
  session.InLanguage("ja");
  const Finding bytes = *session.Says("echo.bytes");
  EXPECT_EQ(bytes.summary, "client（ポート 50001）: オフセット 0 からバイトが異なります");
  EXPECT_EQ(bytes.expected, "オフセット 0 から \"hoge\\n\"");
  EXPECT_EQ(bytes.actual, "オフセット 0 から \"HOGE\\n\"");
  const Finding survives = *session.Says("target.survives");
  EXPECT_EQ(survives.summary, "サーバーは自ら終了しました（終了状態 3）");
  EXPECT_EQ(survives.expected, "動き続けるプロセス");
  EXPECT_EQ(survives.actual, "終了状態 3");
  EXPECT_EQ(session.Says("open.handshake")->summary,
            "second（ポート 50002）: 接続は拒否されました");
  for (const Finding& finding : session.Judged().findings) {
    for (const std::string& text : {finding.summary, finding.expected, finding.actual}) {
      EXPECT_FALSE(HoldsEnglish(text)) << finding.check << ": " << text;
    }
  }
}

TEST(BothLanguagesTest, APassedSessionIsToldInJapanese) {
  Session session = Served().InLanguage("ja");
  for (const Finding& finding : session.Judged().findings) {
    EXPECT_FALSE(HoldsEnglish(finding.summary)) << finding.check << ": " << finding.summary;
  }
  EXPECT_EQ(session.Says("close.fin")->summary, "サーバーは FIN を送りました");
}

TEST(BothLanguagesTest, WhatTheWorkerSawIsShownAsItWasRecorded) {
  Session session = Served().WithoutCapture();
  session.capture().reason = "no right to capture";
  session.InLanguage("ja");
  EXPECT_THAT(session.Says("close.fin")->summary, HasSubstr("キャプチャなし: no right to capture"));
}

}  // namespace
}  // namespace echocheck
