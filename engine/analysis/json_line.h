// Writes one JSON object on one line. Text that is not UTF-8 is shown with \xNN first, so what comes out is
// always JSON.
#pragma once
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace cleartext::analysis {

std::string json_text(std::string_view text);  // quoted and escaped

class JsonLine {
 public:
  JsonLine& text(std::string_view name, std::string_view value) { return raw(name, json_text(value)); }
  JsonLine& number(std::string_view name, std::uint64_t value) { return raw(name, std::to_string(value)); }
  JsonLine& truth(std::string_view name, std::optional<bool> value) {
    return raw(name, !value ? "null" : *value ? "true" : "false");
  }
  JsonLine& mark(std::string_view name, bool set) { return set ? raw(name, "true") : *this; }  // only where it is so
  JsonLine& null(std::string_view name) { return raw(name, "null"); }
  JsonLine& raw(std::string_view name, std::string_view value) {
    line_ += line_.empty() ? '{' : ',';
    line_ += json_text(name);
    line_ += ':';
    line_ += value;
    return *this;
  }
  std::string done() { return (line_.empty() ? std::string("{") : std::move(line_)) + "}"; }

 private:
  std::string line_;
};

}  // namespace cleartext::analysis
