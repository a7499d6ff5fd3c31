// SPDX-License-Identifier: MIT
// What UDP clients saw, to JSON and back.
#include <gtest/gtest.h>

#include "harness/case/history_json.h"
#include "harness/case/json_fields.h"

namespace echocheck {
namespace {

ConnectionRecord WithDatagrams() {
  ConnectionRecord connection;
  connection.datagrams = {
      {1, Nanoseconds(2), 3, Nanoseconds(4), "Message too long", 0xffffffffffffffffULL}};
  connection.strange_datagrams = {{5, Nanoseconds(6), Bytes("\x00\xfe", 2), "127.0.0.1:7", 8, 9,
                                   StreamDifference{10, 11, "sent", "came"}}};
  connection.strange_count = 12;
  return connection;
}

TEST(DatagramJson, DatagramsComeBackAsTheyWere) {
  History history;
  history.connections = {WithDatagrams()};
  const auto json = ToJson(history);
  const auto& connection = json.at("connections").at(0);
  // A new field stops this from compiling; one that is not described stops it from passing.
  const auto& [a, b, c, d, e, f] = history.connections[0].datagrams[0];
  EXPECT_EQ(connection.at("datagrams").at(0).size(), 6U) << a << b.count() << c << e.english() << f;
  EXPECT_TRUE(d);
  const auto& [g, h, i, j, k, l, m] = history.connections[0].strange_datagrams[0];
  EXPECT_EQ(connection.at("strange_datagrams").at(0).size(), 7U) << g << h.count() << i << j << k;
  EXPECT_TRUE(l && m);
  History back;
  ReadLog log;
  FromJson(json, log, back);
  EXPECT_FALSE(log.failed()) << log.Message("", "x");
  EXPECT_EQ(ToJson(back), json);
  EXPECT_EQ(back.connections.at(0).datagrams.at(0).hash, 0xffffffffffffffffULL);
  EXPECT_EQ(back.connections.at(0).strange_datagrams.at(0).difference->offset, 10U);
}

}  // namespace
}  // namespace echocheck
