// SPDX-License-Identifier: MIT
#include "harness/base/json_syntax.h"

#include <iterator>
#include <utility>

#include <nlohmann/json.hpp>

#include "harness/base/bytes.h"
#include "harness/base/text_place.h"

namespace echocheck {
namespace {

// Hands `text` to nlohmann's lexer and counts the bytes that it has read. A blank follows the text:
// then the lexer looks at one byte behind every number, and never at none.
class CountingIterator {
 public:
  using iterator_category = std::input_iterator_tag;
  using value_type = char;
  using difference_type = std::ptrdiff_t;
  using pointer = const char*;
  using reference = char;

  CountingIterator() = default;  // the end
  CountingIterator(std::string_view text, std::size_t& read) : text_(text), read_(&read) {}

  char operator*() const { return *read_ < text_.size() ? text_[*read_] : '\n'; }
  CountingIterator& operator++() {
    ++*read_;
    return *this;
  }
  CountingIterator operator++(int) {
    CountingIterator before = *this;
    ++*read_;
    return before;
  }
  bool operator==(const CountingIterator& other) const { return AtEnd() == other.AtEnd(); }

 private:
  bool AtEnd() const { return read_ == nullptr || *read_ > text_.size(); }

  std::string_view text_;
  std::size_t* read_ = nullptr;
};

class SaxReader : public nlohmann::json_sax<nlohmann::json> {
 public:
  // `read`: how many bytes the lexer has read, at any time.
  SaxReader(std::string_view text, const std::size_t& read, JsonListener& listener)
      : text_(text), read_(read), listener_(listener) {}

  std::optional<JsonMistake> TakeMistake() { return std::move(mistake_); }
  bool Fail() {
    mistake_ = ExplainJson(text_, state_, read_ - 1);
    return false;
  }

  bool null() override { return Word(JsonKind::kNull); }
  bool boolean(bool value) override { return Word(value ? JsonKind::kTrue : JsonKind::kFalse); }
  bool number_integer(number_integer_t /*value*/) override { return Number(); }
  bool number_unsigned(number_unsigned_t /*value*/) override { return Number(); }
  bool number_float(number_float_t /*value*/, const string_t& /*text*/) override {
    return Number();
  }
  bool string(string_t& value) override {
    const std::size_t begin = Begin();
    Read(JsonLast::kValue, read_);
    return listener_.OnValue(JsonKind::kString, begin, std::move(value));
  }
  bool binary(binary_t& /*value*/) override { return Fail(); }  // text has none
  bool start_object(std::size_t /*size*/) override { return Open('{', JsonKind::kObject); }
  bool start_array(std::size_t /*size*/) override { return Open('[', JsonKind::kArray); }
  bool end_object() override { return Close(); }
  bool end_array() override { return Close(); }
  bool key(string_t& value) override {
    const std::size_t begin = Begin();
    Read(JsonLast::kKey, read_);
    return listener_.OnKey(std::move(value), begin);
  }
  bool parse_error(std::size_t /*position*/, const std::string& /*token*/,
                   const nlohmann::detail::exception& error) override {
    constexpr int kNumberOverflow = 406;  // its value does not fit, and its text is a number's
    if (error.id != kNumberOverflow) return Fail();
    const std::size_t begin = Begin();
    if (!Number()) return false;
    const std::string_view number = text_.substr(begin, state_.end - begin);
    mistake_ = {begin, std::string(number.substr(0, 40)) + " is too large a number", true};
    return false;
  }

 private:
  // Of the token that was read just now. Only blanks, a comma or a colon are before it.
  std::size_t Begin() const { return text_.find_first_not_of(" \t\r\n,:", state_.end); }

  void Read(JsonLast last, std::size_t end) {
    state_.last = last;
    state_.end = end;
  }

  // The lexer takes "nullx" for null and something else, and "01" for two numbers.
  bool Word(JsonKind kind) {
    const std::size_t begin = Begin();
    if (begin + JsonWordAt(text_, begin).size() != read_) return Fail();
    Read(JsonLast::kValue, read_);
    return listener_.OnValue(kind, begin, "");
  }
  bool Number() {
    const std::size_t begin = Begin();
    const std::string_view number = JsonNumberAt(text_, begin);
    if (begin + number.size() + 1 != read_) return Fail();
    Read(JsonLast::kValue, read_ - 1);
    return listener_.OnValue(JsonKind::kNumber, begin, std::string(number));
  }

  bool Open(char bracket, JsonKind kind) {
    const std::size_t begin = Begin();
    state_.open += bracket;
    Read(JsonLast::kOpened, read_);
    return listener_.OnValue(kind, begin, "");
  }
  bool Close() {
    state_.open.pop_back();
    Read(JsonLast::kValue, read_);
    return listener_.OnEnd();
  }

  std::string_view text_;
  const std::size_t& read_;
  JsonListener& listener_;
  JsonState state_;
  std::optional<JsonMistake> mistake_;
};

// For those who only ask what is wrong.
class NoListener : public JsonListener {
 public:
  bool OnValue(JsonKind /*kind*/, std::size_t /*offset*/, std::string /*text*/) override {
    return true;
  }
  bool OnKey(std::string /*key*/, std::size_t /*offset*/) override { return true; }
  bool OnEnd() override { return true; }
};

}  // namespace

std::optional<JsonMistake> ReadJson(std::string_view text, JsonListener& listener) {
  if (const auto bad = FirstBadUtf8(text)) {
    return JsonMistake{*bad, "not UTF-8: byte 0x" + ToHex(text.substr(*bad, 1))};
  }
  // nlohmann's lexer would skip a byte order mark, even the second one.
  if (WithoutByteOrderMark(text).size() != text.size()) return ExplainJson(text, {}, 0);
  std::size_t read = 0;
  SaxReader reader(text, read, listener);
  const bool whole =
      nlohmann::json::sax_parse(CountingIterator(text, read), CountingIterator(), &reader);
  // To nlohmann's lexer a zero byte ends the text.
  if (whole && read <= text.size()) reader.Fail();
  return reader.TakeMistake();
}

std::string ExplainBadJson(std::string_view text, const std::string& file) {
  text = WithoutByteOrderMark(text);
  NoListener listener;
  const auto mistake = ReadJson(text, listener);
  if (!mistake) return file + ": is not JSON";
  return PlaceInFile(text, mistake->offset, file) + ": " + mistake->message;
}

}  // namespace echocheck
