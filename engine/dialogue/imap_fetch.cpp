// Words are told apart as RFC 3501, 9 does: what stands in quotation marks, in brackets or in an envelope is no name.
#include "engine/dialogue/imap_fetch.h"

#include <algorithm>
#include <charconv>

#include "servers/wire/command.h"

namespace cleartext::dialogue {

namespace {

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
  return out;
}

class Words {
 public:
  explicit Words(std::string_view line) : line_(line) {}
  bool over() {
    at_ = std::min(line_.find_first_not_of(" ()", at_), line_.size());
    return at_ == line_.size();
  }
  std::size_t place() const { return at_; }
  bool at(char c) const { return at_ < line_.size() && line_[at_] == c; }
  std::string_view rest() const { return line_.substr(at_); }

  std::string quoted() {
    std::string out;
    for (++at_; at_ < line_.size() && line_[at_] != '"'; ++at_) {
      if (line_[at_] == '\\' && at_ + 1 < line_.size()) ++at_;
      out += line_[at_];
    }
    at_ = std::min(at_ + 1, line_.size());
    return out;
  }
  // "BODY[HEADER.FIELDS (FROM TO)]<0>" is one word.
  std::string_view atom() {
    const std::size_t start = at_;
    while (at_ < line_.size() && std::string_view(" ()\"").find(line_[at_]) == std::string_view::npos) {
      if (line_[at_] == '[') at_ = std::min(line_.find(']', at_), line_.size() - 1);
      ++at_;
    }
    if (at_ == start) ++at_;
    return line_.substr(start, at_ - start);
  }

 private:
  std::string_view line_;
  std::size_t at_ = 0;
};

bool carries_a_letter(std::string_view name) {
  return name.starts_with("BODY[") || name.starts_with("BINARY[") || name.starts_with("RFC822");
}

void take_value(Words& words, FetchItem& item) {
  if (words.over()) return;
  item.place = words.place();
  const bool literal = words.at('{') || words.rest().starts_with("~{");
  if (const auto count = literal_at_end(words.rest()); literal && count) {
    item.form = FetchItem::Form::literal;
    item.count = *count;
    words.atom();
  } else if (words.at('"')) {
    item.form = FetchItem::Form::quoted;
    item.value = words.quoted();
    ++item.place;
  } else {
    item.value = words.atom();
  }
}

}  // namespace

std::vector<FetchItem> fetch_items(std::string_view line) {
  std::vector<FetchItem> items;
  for (Words words(line); !words.over();) {
    if (words.at('"')) {
      words.quoted();
      continue;
    }
    const std::string name = upper(words.atom());
    if (!carries_a_letter(name)) continue;
    FetchItem item;
    const std::size_t piece = name.ends_with('>') ? name.rfind('<') : std::string::npos;
    item.name = name.substr(0, piece);
    if (piece != std::string::npos) item.origin = to_number(std::string_view(name).substr(piece + 1));
    take_value(words, item);
    items.push_back(std::move(item));
  }
  return items;
}

std::uint64_t asked_piece(std::string_view argument, std::string_view name, std::uint64_t origin) {
  const std::string asked = upper(argument);
  const std::size_t bracket = name.find('[');
  if (bracket == std::string_view::npos) return 0;
  const std::string wanted = std::string(name.substr(bracket)) + "<" + std::to_string(origin) + ".";
  const std::size_t at = asked.find(wanted);
  return at == std::string::npos ? 0 : to_number(std::string_view(asked).substr(at + wanted.size()));
}

std::uint64_t to_number(std::string_view digits) {
  std::uint64_t value = 0;
  std::from_chars(digits.data(), digits.data() + digits.size(), value);
  return value;
}

bool moves_numbers(std::string_view line) {
  constexpr std::string_view expunge = " EXPUNGE", vanished = "* VANISHED ";
  const std::string_view end = line.substr(line.size() - std::min(line.size(), expunge.size()));
  return line.starts_with("* ") && (wire::same_word(end, expunge) || wire::same_word(line.substr(0, vanished.size()), vanished));
}

bool turns_to_another_folder(std::string_view verb) {
  return verb == "SELECT" || verb == "EXAMINE" || verb == "CLOSE" || verb == "UNSELECT";
}

std::optional<std::uint64_t> literal_at_end(std::string_view line) {
  if (!line.ends_with('}')) return {};
  const std::size_t open = line.rfind('{');
  if (open == std::string_view::npos) return {};
  std::string_view digits = line.substr(open + 1, line.size() - open - 2);
  if (digits.ends_with('+') || digits.ends_with('-')) digits.remove_suffix(1);
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), value);
  if (digits.empty() || error != std::errc() || end != digits.data() + digits.size()) return {};
  return value;
}

}  // namespace cleartext::dialogue
