// Writes one JSON object behind what stands in a text already. Text that is not UTF-8 is shown with \xNN first, so what
// comes out is always JSON.
#pragma once
#include <optional>
#include <utility>

#include "engine/packet/append.h"

namespace cleartext::analysis {

void append_json(std::string& out, std::string_view text);  // quoted and escaped

// Begins with its first field and ends with done().
class JsonLine {
 public:
  explicit JsonLine(std::string& out) : out_(out) { out_ += '{'; }
  JsonLine& text(std::string_view name, std::string_view value) {
    append_json(begin(name), value);
    return *this;
  }
  JsonLine& number(std::string_view name, std::uint64_t value) {
    packet::append_number(begin(name), value);
    return *this;
  }
  JsonLine& truth(std::string_view name, std::optional<bool> value) { return raw(name, !value ? "null" : *value ? "true" : "false"); }
  JsonLine& mark(std::string_view name, bool set) { return set ? raw(name, "true") : *this; }  // only where it is so
  JsonLine& null(std::string_view name) { return raw(name, "null"); }
  JsonLine& raw(std::string_view name, std::string_view value) {
    begin(name) += value;
    return *this;
  }
  template <typename Items, typename Write>
  JsonLine& list(std::string_view name, const Items& items, Write write) {
    begin(name) += '[';
    bool first = true;
    for (const auto& item : items) {
      if (!std::exchange(first, false)) out_ += ',';
      write(out_, item);
    }
    out_ += ']';
    return *this;
  }
  // The name of a field whose value is written behind it.
  std::string& begin(std::string_view name) {
    if (!std::exchange(first_, false)) out_ += ',';
    out_ += '"';
    out_ += name;
    out_ += "\":";
    return out_;
  }
  void done() { out_ += '}'; }

 private:
  std::string& out_;
  bool first_ = true;
};

}  // namespace cleartext::analysis
