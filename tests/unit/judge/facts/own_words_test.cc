// SPDX-License-Identifier: MIT
// Outputs as the runtimes print them. Each is found among other lines, with the innermost own
// frame.
#include "harness/judge/facts/own_words.h"

#include <gtest/gtest.h>

namespace echocheck {
namespace {

struct PrintedReport {
  const char* name;
  const char* output;
  OwnWordsKind kind;
  const char* what;
  const char* place;
};

void PrintTo(const PrintedReport& sample, std::ostream* out) { *out << sample.name; }

constexpr PrintedReport kSamples[] = {
    {"rust",
     "Value: a\nthread 'main' panicked at src/main.rs:27:81:\ncalled `Result::unwrap()` on an "
     "`Err` value: "
     "Utf8Error { valid_up_to: 0 }\nnote: run with `RUST_BACKTRACE=1` environment variable\n",
     OwnWordsKind::kPanic,
     "called `Result::unwrap()` on an `Err` value: Utf8Error { valid_up_to: 0 }",
     "src/main.rs:27:81"},
    {"rust with a thread's number",
     "\nthread '<unnamed>' (4711) panicked at server.rs:9:5:\nboom\n", OwnWordsKind::kPanic, "boom",
     "server.rs:9:5"},
    {"rust before 1.73", "thread 'main' panicked at 'no, not \\'that\\'', src/main.rs:3:5\n",
     OwnWordsKind::kPanic, "no, not \\\\'that\\\\'", "src/main.rs:3:5"},
    {"go",
     "listening\npanic: runtime error: index out of range [5] with length 5\n\ngoroutine 7 "
     "[running]:\n"
     "runtime.panicIndex()\n\t/usr/local/go/src/runtime/panic.go:114 +0x1b\nmain.serve(0xc0)\n"
     "\t/home/me/echo/server.go:27 +0x1d\nmain.main()\n\t/home/me/echo/server.go:9 +0x8\nexit "
     "status 2\n",
     OwnWordsKind::kPanic, "runtime error: index out of range [5] with length 5", "server.go:27"},
    {"python",
     "Traceback (most recent call last):\n  File \"/home/me/server.py\", line 30, in main\n    "
     "serve(c)\n"
     "  File \"/home/me/server.py\", line 12, in serve\n    text = data.decode()\n"
     "  File \"/usr/lib/python3.11/codecs.py\", line 322, in decode\n    (result, consumed) = f()\n"
     "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x80 in position 0\n",
     OwnWordsKind::kException,
     "UnicodeDecodeError: 'utf-8' codec can't decode byte 0x80 in position 0", "server.py:12"},
    {"python of a relative path",
     "Traceback (most recent call last):\n  File \"src/server.py\", line 1\nSyntaxError: no\n",
     OwnWordsKind::kException, "SyntaxError: no", "src/server.py:1"},
    {"java",
     "Exception in thread \"main\" java.lang.IllegalStateException: no\n"
     "\tat java.base/java.lang.Thread.run(Thread.java:840)\n\tat "
     "echo.Server.serve(Server.java:42)\n",
     OwnWordsKind::kException, "java.lang.IllegalStateException: no", "Server.java:42"},
    {"java, printed by the program",
     "java.lang.NullPointerException\n\tat Server.main(Server.java:7)\n", OwnWordsKind::kException,
     "java.lang.NullPointerException", "Server.java:7"},
    {"node",
     "/home/me/server.js:12\n    throw new Error(\"no\");\n    ^\n\nError: no\n"
     "    at node:internal/x:1:2\n    at Socket.<anonymous> (/home/me/server.js:12:11)\n",
     OwnWordsKind::kException, "Error: no", "server.js:12:11"},
    {"node, a module", "TypeError: a is not a function\n    at file:///srv/server.mjs:3:1\n",
     OwnWordsKind::kException, "TypeError: a is not a function", "server.mjs:3:1"},
    {".net",
     "Unhandled exception. System.InvalidOperationException: no\n"
     "   at System.Net.X()\n   at Server.Serve(Socket c) in /home/me/Server.cs:line 42\n",
     OwnWordsKind::kException, "System.InvalidOperationException: no", "Server.cs:42"},
    {"c++",
     "terminate called after throwing an instance of 'std::runtime_error'\n  what():  bad value\n",
     OwnWordsKind::kException, "bad value", ""},
    {"c++ without a message", "terminate called after throwing an instance of 'int'\n",
     OwnWordsKind::kException, "int", ""},
    {"c++ thread", "terminate called without an active exception\n", OwnWordsKind::kException,
     "terminate called without an active exception", ""},
    {"libc++",
     "libc++abi: terminating due to uncaught exception of type std::out_of_range: vector\n",
     OwnWordsKind::kException, "std::out_of_range: vector", ""},
    {"assert", "server: src/server.c:41: main: Assertion `n > 0' failed.\n",
     OwnWordsKind::kAssertion, "n > 0", "src/server.c:41"},
    {"assert in c++", "server: server.cc:41: void serve(int): Assertion `n > 0' failed.\n",
     OwnWordsKind::kAssertion, "n > 0", "server.cc:41"},
    {"assert of musl", "Assertion failed: n > 0 (server.c: main: 41)\n", OwnWordsKind::kAssertion,
     "n > 0 (server.c: main: 41)", ""},
    {"asan",
     "=====\n==12==ERROR: AddressSanitizer: stack-buffer-overflow on address 0x7ffe at pc 0x55\n"
     "WRITE of size 70 at 0x7ffe thread T0\n    #0 0x55d in memcpy "
     "../../../../src/libsanitizer/asan/interceptors.inc:827\n"
     "    #1 0x55e in serve /home/me/server.c:27:5\n    #2 0x55f in main "
     "/home/me/server.c:50\n\nAddress\n",
     OwnWordsKind::kSanitizer, "AddressSanitizer: stack-buffer-overflow", "server.c:27:5"},
    {"ubsan", "server.c:27:9: runtime error: index 70 out of bounds for type 'char [64]'\n",
     OwnWordsKind::kSanitizer, "runtime error: index 70 out of bounds for type 'char [64]'",
     "server.c:27:9"},
};

class OwnWordsTest : public testing::TestWithParam<PrintedReport> {};

TEST_P(OwnWordsTest, AreRead) {
  const PrintedReport& sample = GetParam();
  const auto words = ReadOwnWords(sample.output);
  ASSERT_TRUE(words);
  EXPECT_EQ(words->kind, sample.kind);
  EXPECT_EQ(words->what, sample.what);
  EXPECT_EQ(words->place, sample.place);
  EXPECT_FALSE(words->about_surroundings);
}

TEST_P(OwnWordsTest, AreReadHoweverTheOutputIsCut) {
  const std::string output = GetParam().output;
  for (std::size_t length = 0; length < output.size(); ++length) {
    (void)ReadOwnWords(BytesView(output).substr(0, length));
    (void)ReadOwnWords(BytesView(output).substr(length));
  }
}

INSTANTIATE_TEST_SUITE_P(Runtimes, OwnWordsTest, testing::ValuesIn(kSamples));

TEST(OwnWords, AreNotReadIntoOrdinaryOutput) {
  for (const char* const output : {"",
                                   "\n",
                                   "listening on port 50000\n",
                                   "Error: no\n",
                                   "client error: EOF\n",
                                   "panic: \n",
                                   "panic: see the manual\n",
                                   "thread 'main' is ready\n",
                                   "thread 'x' panicked at \n",
                                   "thread 'x' panicked at here:\n",
                                   "Traceback (most recent call last):\n  File \"a\", line x\n",
                                   "Traceback (most recent call last):\n\n",
                                   "Exception in thread main\n",
                                   "SomeError: a\n  at x\n",
                                   "terminate called\n",
                                   "server: Assertion\n",
                                   "Assertion failed: x\n",
                                   "echo: runtime error: no\n",
                                   "==12==ERROR: LeakSanitizer: detected memory leaks\n",
                                   "==12==WARNING: AddressSanitizer: x\n",
                                   "free(): invalid pointer\n"}) {
    EXPECT_FALSE(ReadOwnWords(output)) << output;
  }
}

TEST(OwnWords, TheFirstOfSeveralCounts) {
  const auto words = ReadOwnWords(
      "thread 'a' panicked at a.rs:1:1:\nfirst\nthread 'main' panicked at "
      "a.rs:2:2:\nPoisonError\n");
  ASSERT_TRUE(words);
  EXPECT_EQ(words->what, "first");
}

TEST(OwnWords, ErrorsThatClientsBringAboutAreMarked) {
  const auto about = [](const char* message) {
    const std::string output = std::string("thread 'a' panicked at a.rs:1:1:\n") + message + "\n";
    return ReadOwnWords(output)->about_surroundings;
  };
  EXPECT_TRUE(
      about("Os { code: 104, kind: ConnectionReset, message: \"Connection reset by peer\" }"));
  EXPECT_TRUE(about("Broken pipe (os error 32)"));
  EXPECT_TRUE(about("Too many open files (os error 24)"));
  EXPECT_TRUE(about("Interrupted system call"));
  EXPECT_FALSE(about("invalid utf-8 sequence"));
}

TEST(OwnWords, AreEscapedAndShort) {
  const auto words =
      ReadOwnWords("thread 'a' panicked at a.rs:1:1:\n\x1b[31m" + std::string(500, 'x') + "\n");
  ASSERT_TRUE(words);
  EXPECT_TRUE(words->what.starts_with("\\x1b[31mxxx"));
  EXPECT_EQ(words->what.size(), 160U);
}

}  // namespace
}  // namespace echocheck
