// SPDX-License-Identifier: MIT
// One list of fields a struct, read in both directions, so that what is written can be read again:
//
//   template <class Archive>
//   void Describe(Archive& fields, Of<Archive, StepRecord>& step) {
//     fields("index", step.index);
//     fields("begin_ns", step.begin);
//   }
//
// An optional that is not set has no key. Reading is strict: a missing key, a wrong type, a number
// that does not fit or a word that no enumerator has is a mistake, which is told with its place and
// its pointer; so is an unknown key, unless the reader was told to ignore those.
#pragma once

#include <concepts>
#include <cstdint>
#include <limits>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <type_traits>
#include <utility>
#include <vector>

#include <nlohmann/json.hpp>

#include "harness/base/bytes.h"
#include "harness/base/clock.h"
#include "harness/base/enum_names.h"
#include "harness/base/json_pointer.h"
#include "harness/base/time_bounds.h"
#include "harness/case/bytes_json.h"

namespace echocheck {

// Keys stay in the order in which they are described: these files are read by people, too.
using Json = nlohmann::ordered_json;

// `T&` for a reader, `const T&` for a writer.
template <class Archive, class T>
using Of = std::conditional_t<Archive::kReads, T, const T>;

template <class T>
inline constexpr bool kIsVector = false;
template <class T>
inline constexpr bool kIsVector<std::vector<T>> = true;

// Names and their values, as an object.
using TextMap = std::map<std::string, std::string>;

// Text of ours as a JSON string; what is not UTF-8 in it becomes U+FFFD.
Json TextToJson(const std::string& text);

template <class T>
Json ToJson(const T& value);

class FieldWriter {
 public:
  static constexpr bool kReads = false;

  template <class T>
  void operator()(const char* key, const T& value) {
    object_[key] = ToJson(value);
  }
  template <class T>
  void operator()(const char* key, const std::optional<T>& value) {
    if (value) (*this)(key, *value);
  }
  void ByteField(const char* key, const Bytes& bytes) { object_[key] = BytesToJson(bytes); }
  void ByteField(const char* key, const std::vector<Bytes>& list);
  void Raw(const char* key, Json value) { object_[key] = std::move(value); }
  void Former(const char* /*key*/) {}
  Json Take() && { return std::move(object_); }

 private:
  Json object_ = Json::object();
};

template <class T>
Json ToJson(const T& value) {
  if constexpr (std::is_enum_v<T>) {
    return ToString(value);
  } else if constexpr (std::is_arithmetic_v<T>) {
    return value;
  } else if constexpr (std::same_as<T, Nanoseconds>) {
    return value.count();
  } else if constexpr (std::same_as<T, std::string>) {
    return TextToJson(value);
  } else if constexpr (kIsVector<T>) {
    Json list = Json::array();
    for (const auto& item : value) list.push_back(ToJson(item));
    return list;
  } else if constexpr (std::same_as<T, TextMap>) {
    Json object = Json::object();
    for (const auto& [name, text] : value) object[name] = TextToJson(text);
    return object;
  } else {
    FieldWriter fields;
    Describe(fields, value);
    return std::move(fields).Take();
  }
}

// Whether a document may have grown since we learnt its keys.
enum class UnknownKeys : std::uint8_t { kAreErrors, kAreIgnored };

// Where in the document a reader is, and the first thing that was wrong.
class ReadLog {
 public:
  explicit ReadLog(UnknownKeys unknown_keys = UnknownKeys::kAreErrors)
      : unknown_keys_(unknown_keys) {}

  // Adds a part to the pointer while it lives.
  class Scope {
   public:
    Scope(ReadLog& log, std::string part) : log_(log) { log_.path_.push_back(std::move(part)); }
    Scope(const Scope&) = delete;
    Scope& operator=(const Scope&) = delete;
    ~Scope() { log_.path_.pop_back(); }

   private:
    ReadLog& log_;
  };

  // Of the value that is being read, or of a key in it. Only the first mistake counts.
  void Fail(std::string_view what);
  void FailAtKey(std::string key, std::string_view what);
  bool failed() const { return mistake_.has_value(); }
  // Returns "FILE:LINE:COLUMN: /json/pointer: WHAT"; only when failed(). `text` is the document's.
  std::string Message(std::string_view text, const std::string& file) const;
  UnknownKeys unknown_keys() const { return unknown_keys_; }

 private:
  struct Mistake {
    JsonPath path;
    std::string what;
    bool at_key = false;  // the last part of `path` is the key, and the pointer ends before it
  };

  UnknownKeys unknown_keys_;
  JsonPath path_;
  std::optional<Mistake> mistake_;
};

template <class T>
void FromJson(const Json& value, ReadLog& log, T& out);

class FieldReader {
 public:
  static constexpr bool kReads = true;

  FieldReader(const Json& object, ReadLog& log) : object_(object), log_(log) {}

  template <class T>
  void operator()(const char* key, T& out) {
    if (const Json* value = Require(key)) {
      const ReadLog::Scope scope(log_, key);
      FromJson(*value, log_, out);
    }
  }
  template <class T>
  void operator()(const char* key, std::optional<T>& out) {
    out.reset();
    if (Find(key) != nullptr) (*this)(key, out.emplace());
  }
  void ByteField(const char* key, Bytes& out);
  void ByteField(const char* key, std::vector<Bytes>& out);
  // The value as it stands there; null when it is missing.
  Json Raw(const char* key);
  // Passes over a key that earlier versions wrote.
  void Former(const char* key) { known_.emplace_back(key); }
  // Null when it is missing, which is no mistake here.
  Json RawIfThere(const char* key);
  bool Has(const char* key) const;
  // Reads `value` in place of the one that stands there.
  template <class T>
  void Instead(const char* key, const Json& value, T& out) {
    const ReadLog::Scope scope(log_, key);
    FromJson(value, log_, out);
  }
  void Fail(std::string_view what) { log_.Fail(what); }
  void Fail(const char* key, std::string_view what) {
    const ReadLog::Scope scope(log_, key);
    log_.Fail(what);
  }

  // A key that nobody asked for is an error, unless those are ignored.
  void Finish();

 private:
  const Json* Find(const char* key) const;
  const Json* Require(const char* key);

  const Json& object_;
  ReadLog& log_;
  std::vector<std::string_view> known_;
};

// The number in `value`, if it is an integer that T can hold.
template <std::integral T>
std::optional<T> IntegerFromJson(const Json& value) {
  if (value.is_number_unsigned()) {
    const auto number = value.get<std::uint64_t>();
    if (std::in_range<T>(number)) return static_cast<T>(number);
  } else if (value.is_number_integer()) {
    const auto number = value.get<std::int64_t>();
    if (std::in_range<T>(number)) return static_cast<T>(number);
  }
  return std::nullopt;
}

// "expected an integer from 0 to 65535"
template <std::integral T>
std::string ExpectedFromTo(T first, T last) {
  return "expected an integer from " + std::to_string(first) + " to " + std::to_string(last);
}
template <std::integral T>
std::string ExpectedInRange() {
  return ExpectedFromTo(std::numeric_limits<T>::min(), std::numeric_limits<T>::max());
}

// "expected one of: pass, fail, warn"
template <class Enum>
std::string ExpectedAWord() {
  std::string text = "expected one of:";
  for (const std::string_view word : EnumNames(Enum{})) {
    text += (text.back() == ':' ? " " : ", ") + std::string(word);
  }
  return text;
}

template <class T>
void FromJson(const Json& value, ReadLog& log, T& out) {
  if (log.failed()) return;
  if constexpr (std::is_enum_v<T>) {
    const auto word =
        value.is_string() ? FromString<T>(value.get_ref<const std::string&>()) : std::optional<T>();
    if (!word) return log.Fail(ExpectedAWord<T>());
    out = *word;
  } else if constexpr (std::same_as<T, bool>) {
    if (!value.is_boolean()) return log.Fail("expected true or false");
    out = value.get<bool>();
  } else if constexpr (std::integral<T>) {
    const auto number = IntegerFromJson<T>(value);
    if (!number) return log.Fail(ExpectedInRange<T>());
    out = *number;
  } else if constexpr (std::same_as<T, Nanoseconds>) {
    const auto number = IntegerFromJson<Nanoseconds::rep>(value);
    constexpr Nanoseconds::rep kMost = kFarthestTime.count();
    if (!number || *number < -kMost || *number > kMost) {
      return log.Fail(ExpectedFromTo(-kMost, kMost));
    }
    out = Nanoseconds(*number);
  } else if constexpr (std::same_as<T, std::string>) {
    if (!value.is_string()) return log.Fail("expected a string");
    out = value.get_ref<const std::string&>();
  } else if constexpr (kIsVector<T>) {
    if (!value.is_array()) return log.Fail("expected a list");
    out.resize(value.size());
    for (std::size_t i = 0; i < value.size(); ++i) {
      const ReadLog::Scope scope(log, std::to_string(i));
      FromJson(value[i], log, out[i]);
    }
  } else if constexpr (std::same_as<T, TextMap>) {
    if (!value.is_object()) return log.Fail("expected an object");
    out.clear();
    for (const auto& member : value.items()) {
      const ReadLog::Scope scope(log, member.key());
      FromJson(member.value(), log, out[member.key()]);
    }
  } else {
    if (!value.is_object()) return log.Fail("expected an object");
    FieldReader fields(value, log);
    Describe(fields, out);
    fields.Finish();
  }
}

// Describes a value that has no key when it is false or empty: so documents of earlier versions,
// which do not know the key, can be read.
template <class Archive, class Value>
void DescribeIfSet(Archive& fields, const char* key, Value& value) {
  using Plain = std::remove_const_t<Value>;
  if constexpr (Archive::kReads) {
    std::optional<Plain> there;
    fields(key, there);
    value = std::move(there).value_or(Plain());
  } else {
    if (value != Plain()) fields(key, value);
  }
}

}  // namespace echocheck
