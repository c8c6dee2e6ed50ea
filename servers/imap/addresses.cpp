// Kindly read (RFC 5322, 3.4 and 4.4): whatever stands between two commas is somebody.
#include "servers/imap/addresses.h"

#include <fmt/format.h>

#include <optional>

#include "servers/imap/quoting.h"
#include "servers/wire/syntax.h"

namespace cleartext::imap {

namespace {

using Words = std::optional<std::string>;

std::string text_of(const Words& words) { return string_or_nil(words ? &*words : nullptr); }

class Reader {
 public:
  explicit Reader(std::string_view field) : in_(field) {}

  std::string read() {
    for (std::size_t count = 0; !in_.at_end() && count < most_addresses; ++count) {
      begin();
      words();
      if (in_.take(':')) {
        list_ += fmt::format("(NIL NIL {} NIL)", string_or_nil(&phrase_));
        in_group_ = true;
        continue;
      }
      if (in_.take('<')) {
        angle();
      } else if (in_.take('@')) {
        local_ = std::exchange(phrase_, {});
        host_ = domain();
      } else if (!phrase_.empty()) {
        local_ = std::exchange(phrase_, {});
        host_ = "";
      }
      words();  // what stands behind an address means nothing
      if (local_) write(phrase_taken_);
      if (in_.take(';') && std::exchange(in_group_, false)) list_ += "(NIL NIL NIL NIL)";
      if (!in_.take(',') && stuck()) in_.skip();
    }
    if (in_group_) list_ += "(NIL NIL NIL NIL)";
    return list_.empty() ? "NIL" : "(" + list_ + ")";
  }

 private:
  void begin() {
    phrase_.clear();
    comment_.clear();
    phrase_taken_ = route_ = local_ = std::nullopt;
    host_ = std::nullopt;
    looked_at_ = in_.offset();
  }

  bool stuck() const { return in_.offset() == looked_at_ && !in_.at_end(); }

  // Atoms, quoted strings and comments, up to a sign that means something.
  void words() {
    while (!in_.at_end()) {
      const char c = in_.peek();
      if (c == ' ' || c == '\t') {
        in_.skip();
        space_ = !phrase_.empty();
      } else if (c == '(') {
        comment();
      } else if (c == '"') {
        add(quoted());
      } else if (std::string_view(",;:<>@").find(c) == std::string_view::npos) {
        add(in_.take_while([](char other) { return std::string_view(" \t(\",;:<>@").find(other) == std::string_view::npos; }));
      } else {
        break;
      }
    }
    space_ = false;
  }

  void add(std::string_view word) {
    if (std::exchange(space_, false)) phrase_ += ' ';
    phrase_ += word;
  }

  std::string quoted() {
    std::string text;
    in_.skip();
    while (!in_.at_end() && !in_.take('"')) {
      in_.take('\\');
      if (in_.at_end()) break;
      text += in_.peek();
      in_.skip();
    }
    return text;
  }

  void comment() {
    comment_.clear();
    std::size_t depth = 0;
    do {
      const bool escaped = in_.take('\\');
      const char c = in_.peek();
      if (!in_.at_end()) in_.skip();
      const bool opens = c == '(' && !escaped;
      if (opens) ++depth;
      if (c == ')' && !escaped) --depth;
      if (depth > 0 && !(opens && depth == 1)) comment_ += c;
    } while (depth > 0 && !in_.at_end());
  }

  std::string domain() {
    std::string kept = std::exchange(phrase_, {});
    words();
    return std::exchange(phrase_, std::move(kept));
  }

  // "<@relay.org:bob@hamburger.edu>": the route is read, and no use today.
  void angle() {
    phrase_taken_ = std::exchange(phrase_, {});
    words();
    if (phrase_.empty() && in_.peek() == '@') {
      const auto route = in_.take_while([](char c) { return c != ':' && c != '>'; });
      if (in_.take(':')) route_ = std::string(route);
      words();
    }
    local_ = std::exchange(phrase_, {});
    host_ = in_.take('@') ? domain() : "";
    in_.take_while([](char c) { return c != '>' && c != ','; });
    in_.take('>');
    phrase_.clear();
  }

  void write(Words name) {
    if (name && name->empty()) name = std::nullopt;
    if (!name && !comment_.empty()) name = comment_;  // "bob@hamburger.edu (Bob)", as it was done once
    list_ += fmt::format("({} {} {} {})", text_of(name), text_of(route_), text_of(local_), text_of(host_));
  }

  wire::Scanner in_;
  std::string list_, phrase_, comment_;
  Words phrase_taken_, route_, local_, host_;
  std::size_t looked_at_ = 0;
  bool in_group_ = false, space_ = false;
};

}  // namespace

std::string address_list(std::string_view field) { return Reader(field).read(); }

}  // namespace cleartext::imap
