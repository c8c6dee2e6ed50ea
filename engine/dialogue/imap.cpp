// A command's argument is kept with its literals written as quoted strings, so that whoever reads it needs to
// know one form only; letters are never kept, they pass as content.
#include "engine/dialogue/imap.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "servers/wire/command.h"

namespace cleartext::dialogue {

using wire::Side;

namespace {

constexpr std::size_t longest_argument = 64 * 1024, longest_tag = 64;

bool is_tag(std::string_view word) {
  return !word.empty() && word.size() <= longest_tag && std::all_of(word.begin(), word.end(), [](char c) {
    return c > 0x20 && c < 0x7f && std::string_view("(){%*\"\\+").find(c) == std::string_view::npos;
  });
}

bool is_status(std::string_view word) {
  return word == "OK" || word == "NO" || word == "BAD" || word == "BYE" || word == "PREAUTH";
}

std::string_view first_word(std::string_view& text) {
  const std::size_t end = std::min(text.find(' '), text.size());
  const std::string_view word = text.substr(0, end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return word;
}

std::string upper(std::string_view text) {
  std::string out(text);
  for (char& c : out)
    if (c >= 'a' && c <= 'z') c = static_cast<char>(c & ~0x20);
  return out;
}

// A line's text without the literal that it announces.
std::string_view before_literal(std::string_view line) {
  line = line.substr(0, line.rfind('{'));
  if (line.ends_with('~')) line.remove_suffix(1);
  return line;
}

std::optional<std::uint64_t> number_after(std::string_view text, char sign) {
  const std::size_t at = text.rfind(sign);
  if (at == std::string_view::npos) return {};
  std::uint64_t value = 0;
  const auto [end, error] = std::from_chars(text.data() + at + 1, text.data() + text.size(), value);
  if (error != std::errc() || end == text.data() + at + 1) return {};
  return value;
}

}  // namespace

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

std::vector<std::string> imap_words(std::string_view argument, std::size_t most) {
  std::vector<std::string> words;
  while (!argument.empty() && words.size() < most) {
    if (argument.front() == ' ') {
      argument.remove_prefix(1);
      continue;
    }
    std::string& word = words.emplace_back();
    if (argument.front() != '"') {
      word = argument.substr(0, argument.find(' '));
      argument.remove_prefix(word.size());
      continue;
    }
    for (argument.remove_prefix(1); !argument.empty() && argument.front() != '"'; argument.remove_prefix(1)) {
      if (argument.front() == '\\' && argument.size() > 1) argument.remove_prefix(1);
      word += argument.front();
    }
    argument.remove_prefix(std::min<std::size_t>(1, argument.size()));
  }
  return words;
}

void ImapDialogue::heard(const Heard& line) {
  if (line.from == Side::client)
    client(line);
  else
    server(line);
}

Next ImapDialogue::next(Side from) const {
  const Literal& here = literals_[from == Side::client ? 0 : 1];
  if (here.left == 0) return {};
  return {here.content ? Form::counted : Form::counted_text, here.left};
}

void ImapDialogue::passed(Side from, std::uint64_t count) {
  Literal& here = literal(from);
  here.left -= std::min(here.left, count);
}

void ImapDialogue::gap(Side from) {
  Literal& here = literal(from);
  challenged_ = false;
  if (here.content) audience_.content_damaged(from);
  if (here.left == 0) here.open = false;
}

const Asked* ImapDialogue::announced(Side from) const {
  if (from == Side::server) return &section_;
  return pending_.empty() ? nullptr : &pending_.back();
}

Asked* ImapDialogue::find(std::string_view tag) {
  const auto found = std::find_if(pending_.begin(), pending_.end(), [&](const Asked& each) { return each.tag == tag; });
  return found == pending_.end() ? nullptr : &*found;
}

// A letter is over, unless more pieces of it will come.
void ImapDialogue::content_over(const Heard& last) {
  literal(last.from).content = false;
  if (last.from == Side::server && pieces_.open) return;
  tell_content_end(last, true);
}

void ImapDialogue::client(const Heard& line) {
  if (literal(Side::client).open) return go_on_with_command(line);
  if (challenged_) {
    challenged_ = false;
    return say(line, LineKind::continuation);
  }
  if (waits_for("IDLE") && wire::same_word(line.text, "DONE") && line.text.size() == 4)
    return say(line, LineKind::continuation);
  begin_command(line);
}

void ImapDialogue::begin_command(const Heard& line) {
  std::string_view rest = line.text;
  const std::string_view tag = first_word(rest);
  std::string verb = upper(first_word(rest));
  if (!line.whole || !is_tag(tag) || !is_verb(verb)) return say(line, LineKind::invalid);
  client_spoke();
  if (verb == "UID") verb += " " + upper(first_word(rest));
  Spoken spoken = understood(line, LineKind::command);
  remember({std::move(verb), {}, line.packet, spoken.line.length, line.position, line.time_ns, std::string(tag)});
  Asked& asked = pending_.back();
  Heard argument = line;
  argument.text = rest;
  add_to_command(argument);
  spoken.line.verb = asked.verb;
  spoken.answers = &asked;
  spoken.last = !literal(Side::client).open;
  audience_.spoken(spoken);
}

// Keeps what a line adds to the argument, and looks whether a literal follows.
void ImapDialogue::add_to_command(const Heard& line) {
  Asked& asked = pending_.back();
  Literal& here = literal(Side::client);
  const std::optional<std::uint64_t> count = line.counted ? std::nullopt : literal_at_end(line.text);
  here.open = count.has_value();
  if (count) {
    here.left = *count;
    here.content = asked.verb == "APPEND" && *count > 0;
  }
  if (asked.argument.size() + line.raw.size() > longest_argument) return;
  asked.argument.append(count ? before_literal(line.text) : line.text);
}

void ImapDialogue::go_on_with_command(const Heard& line) {
  Literal& here = literal(Side::client);
  Spoken spoken = understood(line, LineKind::continuation);
  if (pending_.empty()) {
    here.open = false;
    return audience_.spoken(spoken);
  }
  Asked& asked = pending_.back();
  if (line.counted && asked.argument.size() + line.raw.size() < longest_argument) {
    std::string& argument = asked.argument;
    if (argument.ends_with('"') && in_literal_)
      argument.pop_back();  // more of the same literal
    else
      argument += '"';
    for (const char c : line.raw) {
      if (c == '"' || c == '\\') argument += '\\';
      argument += c;
    }
    argument += '"';
  }
  in_literal_ = line.counted && here.left > 0;
  if (!line.counted) add_to_command(line);
  spoken.answers = &asked;
  spoken.last = !here.open;
  audience_.spoken(spoken);
}

void ImapDialogue::server(const Heard& line) {
  Literal& here = literal(Side::server);
  if (line.counted) return say(line, LineKind::continuation);
  if (std::exchange(here.open, false)) {
    if (const auto count = literal_at_end(line.text)) {
      here = {*count, false, true};
      note_section(line);
    }
    return say(line, LineKind::continuation);
  }
  std::string_view rest = line.text;
  const std::string_view tag = first_word(rest);
  if (!line.whole) return say(line, LineKind::invalid);
  if (tag == "*") return untagged(line, rest);
  if (tag == "+") {
    challenged_ = !literal(Side::client).open && (waits_for("AUTHENTICATE") || pending_.empty());
    return say_reply(line, LineKind::continuation, tag, false);
  }
  const std::string_view status = rest.substr(0, rest.find(' '));
  if (!is_tag(tag) || !is_status(status)) return say(line, LineKind::invalid);
  tagged(line, tag, status);
}

void ImapDialogue::untagged(const Heard& line, std::string_view rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  const bool greets = !greeted_ && start_ == Start::heard && pending_.empty() &&
                      (word == "OK" || word == "PREAUTH" || word == "BYE");
  greeted_ = true;
  if (const auto count = literal_at_end(line.text)) {
    literal(Side::server) = {*count, false, true};
    fetched_number_ = word;
    note_section(line);
  } else if (line.text.find(" FETCH ") != std::string_view::npos) {
    fetched_number_ = word;
    quoted_letter(line);
  }
  say_reply(line, greets ? LineKind::greeting : LineKind::reply, is_status(word) ? word : std::string_view("*"), false);
}

void ImapDialogue::tagged(const Heard& line, std::string_view tag, std::string_view status) {
  Spoken spoken = understood(line, LineKind::reply);
  spoken.line.code = status;
  Asked* asked = find(tag);
  spoken.answers = asked;
  audience_.spoken(spoken);
  if (asked == nullptr) return;
  challenged_ = false;
  Literal& said = literal(Side::client);
  if (said.open && asked == &pending_.back()) said = {};  // the literal is not wanted
  if (status == "OK" && (asked->verb == "STARTTLS" || asked->verb == "COMPRESS")) opaque_ = true;
  if (pieces_.open && asked->verb.ends_with("FETCH") && status != "OK") {
    pieces_.open = false;
    tell_content_end(line, false);
  }
  std::erase_if(pending_, [&](const Asked& each) { return &each == asked; });
}

// What stands before a literal in a FETCH answer says what it holds (RFC 3501, 7.4.2).
void ImapDialogue::note_section(const Heard& line) {
  const std::string_view text = before_literal(line.text);
  std::string_view item = text;
  while (item.ends_with(' ')) item.remove_suffix(1);
  item = item.substr(std::min(item.find_last_of(" (") + 1, item.size()));
  const std::string name = upper(item);
  Literal& here = literal(Side::server);
  const bool holds_letter = name.starts_with("BODY[") || name.starts_with("RFC822") || name.starts_with("BINARY[");
  here.content = holds_letter && here.left > 0;
  if (!here.content) return;
  const bool piece = name.starts_with("BODY[]<") || name.starts_with("BINARY[]<");
  if (pieces_.open && !piece) {
    pieces_.open = false;
    tell_content_end(line, false);
  }
  section_ = {"FETCH", name, line.packet, 0, line.position, line.time_ns, {}};
  if (piece) begin_piece(line, number_after(name, '<').value_or(0));
}

void ImapDialogue::begin_piece(const Heard& line, std::uint64_t origin) {
  const bool follows = pieces_.open && pieces_.number == fetched_number_ && pieces_.next == origin;
  if (pieces_.open && !follows) tell_content_end(line, false);
  const std::uint64_t count = literal(Side::server).left;
  // A piece as long as was asked for may not be the last one.
  pieces_ = {fetched_number_, origin + count, asked_piece() == count && (follows || origin == 0)};
  section_.argument = follows || origin == 0 ? "BODY[]" : "BODY[]<piece>";
}

// "BODY.PEEK[]<0.65536>" -> 65536; 0: the command being answered asks for no piece.
std::uint64_t ImapDialogue::asked_piece() const {
  for (const Asked& asked : pending_) {
    const std::size_t open = asked.argument.find("[]<");
    if (open == std::string::npos) continue;
    const std::string_view range = std::string_view(asked.argument).substr(open, asked.argument.find('>', open) - open);
    if (const auto count = number_after(range, '.')) return *count;
  }
  return 0;
}

// A short letter may come as a quoted string.
void ImapDialogue::quoted_letter(const Heard& line) {
  for (const std::string_view item : {std::string_view("BODY[] \""), std::string_view("RFC822 \"")}) {
    const std::size_t at = line.text.find(item);
    if (at == std::string_view::npos) continue;
    const std::string letter = imap_words(line.text.substr(at + item.size() - 1), 1).front();
    section_ = {"FETCH", "BODY[]", line.packet, 0, line.position, line.time_ns, {}};
    Heard piece = line;
    piece.position += at + item.size();
    piece.raw = letter;
    tell_content(piece);
    piece.position += letter.size();
    return tell_content_end(piece, true);
  }
}

}  // namespace cleartext::dialogue
