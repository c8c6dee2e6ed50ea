#include "servers/mime/address.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "servers/mime/words.h"
#include "servers/wire/syntax.h"

namespace cleartext::mime {

namespace {

using wire::Scanner;

std::string_view trimmed(std::string_view text) {
  const auto blank = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
  while (!text.empty() && blank(text.front())) text.remove_prefix(1);
  while (!text.empty() && blank(text.back())) text.remove_suffix(1);
  return text;
}

// What is inside: '"' is open already.
std::string quoted(Scanner& text) {
  std::string out;
  while (!text.at_end() && !text.take('"')) {
    if (text.take('\\') && text.at_end()) break;
    out += text.peek();
    text.skip();
  }
  return out;
}

// 3.2.2: comments may hold comments.
std::string comment(Scanner& text) {
  std::string out;
  for (int open = 1; !text.at_end(); text.skip()) {
    const char c = text.peek();
    if (c == '(') ++open;
    if (c == ')' && --open == 0) break;
    out += c;
  }
  text.take(')');
  return out;
}

class ListReader {
 public:
  explicit ListReader(std::string_view list) : text_(list) {}

  std::vector<Address> read() {
    while (!text_.at_end() && found_.size() < most_addresses) step();
    end_of_one();
    return std::move(found_);
  }

 private:
  void step() {
    if (text_.take('"')) {
      words_ += quoted(text_);
    } else if (text_.take('(')) {
      comment_ = comment(text_);
    } else if (text_.take('<')) {
      angle_ = trimmed(text_.take_while([](char c) { return c != '>'; }));
      has_angle_ = true;
      text_.take('>');
    } else if (text_.take(',') || text_.take(';')) {
      end_of_one();
    } else if (text_.take(':')) {
      words_.clear();  // the name of a group (3.4)
    } else {
      words_ += text_.peek();
      text_.skip();
    }
  }

  void end_of_one() {
    const auto words = std::string(trimmed(std::exchange(words_, {})));
    const auto note = std::string(trimmed(std::exchange(comment_, {})));
    const auto angle = std::exchange(angle_, {});
    if (std::exchange(has_angle_, false)) {
      if (!angle.empty()) found_.push_back({decode_words(words.empty() ? note : words), angle});
    } else if (!words.empty()) {
      found_.push_back({decode_words(note), words});
    }
  }

  Scanner text_;
  std::vector<Address> found_;
  std::string words_, comment_, angle_;
  bool has_angle_ = false;
};

bool is_phrase_sign(char c) {
  return wire::is_letter_or_digit(c) || std::string_view(" !#$%&'*+-/=?^_`{|}~").find(c) != std::string_view::npos;
}

}  // namespace

std::vector<Address> parse_addresses(std::string_view text) { return ListReader(text).read(); }

std::string print(const Address& address, std::size_t taken) {
  if (address.name.empty()) return address.address;
  auto name = encode_words(address.name, taken);
  if (name == address.name && !std::all_of(name.begin(), name.end(), is_phrase_sign)) {
    std::string escaped;
    for (const char c : name) {
      if (c == '"' || c == '\\') escaped += '\\';
      escaped += c;
    }
    name = '"' + escaped + '"';
  }
  return fmt::format("{} <{}>", name, address.address);
}

}  // namespace cleartext::mime
