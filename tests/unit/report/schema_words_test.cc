// SPDX-License-Identifier: MIT
// The words in the schema are those of the model, in its order: neither can grow alone.
#include <fstream>
#include <string>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

#include "harness/model/run_record.h"

namespace echocheck {
namespace {

class SchemaWords : public ::testing::Test {
 protected:
  void SetUp() override {
    std::ifstream file(std::string(ECHOCHECK_SOURCE_DIR) + "/reports/report.schema.json");
    schema_ = nlohmann::json::parse(file, nullptr, /*allow_exceptions=*/false);
    ASSERT_TRUE(schema_.is_object());
  }

  // `pointer` is below $defs.
  template <class Enum>
  void ExpectWordsOf(const std::string& pointer) {
    const nlohmann::json::json_pointer place("/$defs" + pointer + "/enum");
    ASSERT_TRUE(schema_.contains(place)) << place;
    EXPECT_EQ(schema_[place], nlohmann::json(EnumNames(Enum{}))) << place;
  }

  nlohmann::json schema_;
};

TEST_F(SchemaWords, AreThoseOfTheModel) {
  ExpectWordsOf<Verdict>("/verdict");
  ExpectWordsOf<Level>("/finding/properties/level");
  ExpectWordsOf<StepOutcome>("/step/properties/outcome");
  ExpectWordsOf<ClientEnding>("/client/properties/ending");
  ExpectWordsOf<AddressForm>("/address_form");
  ExpectWordsOf<Startup>("/target/properties/startup");
  ExpectWordsOf<CaptureState>("/capture/properties/state");
  ExpectWordsOf<Side>("/side");
  ExpectWordsOf<TcpState>("/state");
  ExpectWordsOf<SegmentRole>("/segment/properties/role");
  ExpectWordsOf<Actor>("/segment/properties/actor");
  ExpectWordsOf<SegmentNote>("/segment/properties/note");
  ExpectWordsOf<PatternMode>("/flow/properties/pattern/properties/mode");
  ExpectWordsOf<TargetSignal>("/signal");
  ExpectWordsOf<Release>("/probe/properties/released_by");
  ExpectWordsOf<Level>("/scenario/properties/level");
  ExpectWordsOf<Isolation>("/scenario/properties/isolation/properties/got");
}

}  // namespace
}  // namespace echocheck
