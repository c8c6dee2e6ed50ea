// A command's argument is kept with its literals written as quoted strings, so that whoever reads it needs to
// know one form only; letters are never kept, they pass as content.
#include "engine/dialogue/imap.h"

#include <algorithm>
#include <charconv>
#include <utility>

#include "engine/dialogue/recognise.h"
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

bool is_status(std::string_view word) { return word == "OK" || word == "NO" || word == "BAD" || word == "BYE" || word == "PREAUTH"; }

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

}  // namespace

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
  if (here.left == 0 || here.wanted == Literal::Wanted::asked) return {};
  return {here.content ? Form::counted : Form::counted_text, here.left};
}

void ImapDialogue::passed(Side from, std::uint64_t count) {
  Literal& here = literal(from);
  here.left -= std::min(here.left, count);
  here.wanted = Literal::Wanted::yes;
}

void ImapDialogue::gap(Side from, Lost lost) {
  Literal& here = literal(from);
  if (lost == Lost::lines) challenged_ = false;
  if (lost == Lost::lines) forget_numbers(0);  // they may have moved
  if (from == Side::client && here.wanted == Literal::Wanted::asked) here = {};
  if (early_.open() && from == Side::server)
    early_.damaged();
  else if (here.content)
    audience_.content_damaged(from);
  if (here.left == 0) here.open = false;
  if (from == Side::server && lost == Lost::lines && !headless_) headless_awaited_ = here.left == 0 && asks_for_a_letter();
}

void ImapDialogue::ended(Side from) {
  if (from == Side::server) tell_held(false);
}

const Asked* ImapDialogue::announced(Side from) const {
  if (from == Side::server) return &section_;
  return pending_.empty() ? nullptr : &pending_.back();
}

Asked* ImapDialogue::find(std::string_view tag) {
  const auto found = std::find_if(pending_.begin(), pending_.end(), [&](const Asked& each) { return each.tag == tag; });
  return found == pending_.end() ? nullptr : &*found;
}

void ImapDialogue::tell_content(const Heard& piece) {
  if (early_.open() && piece.from == Side::server) return early_.add(piece);
  Dialogue::tell_content(piece);
}

void ImapDialogue::content_over(const Heard& last) {
  literal(last.from).content = false;
  if (last.from == Side::server) return section_over(last);
  tell_content_end(last, true);
}

void ImapDialogue::client(const Heard& line) {
  if (std::exchange(literal(Side::client).wanted, Literal::Wanted::yes) == Literal::Wanted::asked) {
    if (!line.whole || !dialogue::is_whole(protocol_, line)) return go_on_with_literal(line);
    literal(Side::client) = {};  // a command instead: it was refused
  }
  if (literal(Side::client).open) return go_on_with_command(line);
  // The server's challenge may be missing from the capture.
  if (challenged_ || (authenticates_ && line.whole && may_be_base64(protocol_, line.text))) {
    challenged_ = false;
    return say(line, LineKind::continuation);
  }
  if (waits_for("IDLE") && wire::same_word(line.text, "DONE") && line.text.size() == 4) return say(line, LineKind::continuation);
  begin_command(line);
}

// The answer to its announcement is missing, and was "go on".
void ImapDialogue::go_on_with_literal(const Heard& line) {
  const std::size_t count = std::min<std::uint64_t>(line.raw.size(), literal(Side::client).left);
  Heard said = line;
  said.raw = said.text = line.raw.substr(0, count);
  said.counted = true;
  const bool letter = literal(Side::client).content;
  if (letter) tell_content(said);
  if (letter) tell_data_line(count < line.raw.size() ? said : line, false);  // what follows the letter is the command's
  passed(Side::client, count);
  if (!letter) go_on_with_command(said);
  Heard rest = line;
  rest.raw.remove_prefix(count);
  rest.text.remove_prefix(std::min(count, rest.text.size()));
  rest.position += count;
  if (letter && literal(Side::client).left == 0) {
    Heard last = rest;
    last.raw = {};
    content_over(last);
  }
  if (!rest.raw.empty()) go_on_with_command(rest);
}

void ImapDialogue::begin_command(const Heard& line) {
  std::string_view rest = line.text;
  const std::string_view tag = first_word(rest);
  std::string verb = upper(first_word(rest));
  if (!line.whole || !is_tag(tag) || !is_verb(verb)) return say_cut_command(line, tag, verb);
  client_spoke();
  authenticates_ = verb == "AUTHENTICATE";
  if (turns_to_another_folder(verb)) forget_numbers(0);
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

// Its tag tells the answer to it, all the same.
void ImapDialogue::say_cut_command(const Heard& line, std::string_view tag, const std::string& verb) {
  say(line, LineKind::invalid);
  const bool verb_ends = line.text.size() > tag.size() + 1 + verb.size();
  if (line.begins && !line.whole && verb_ends && is_tag(tag) && is_verb(verb))
    remember({verb, {}, line.packet, static_cast<std::uint32_t>(line.raw.size()), line.position, line.time_ns, std::string(tag)});
}

// Keeps what a line adds to the argument, and looks whether a literal follows.
void ImapDialogue::add_to_command(const Heard& line) {
  Asked& asked = pending_.back();
  Literal& here = literal(Side::client);
  const std::optional<std::uint64_t> count = line.counted ? std::nullopt : literal_at_end(line.text);
  here.open = count.has_value();
  if (count) {
    here.left = *count;
    here.content = takes_a_letter(asked.verb) && *count > 0;
    here.wanted = line.text.ends_with("+}") || *count == 0 ? Literal::Wanted::yes : Literal::Wanted::asked;
  }
  if (asked.argument.size() + line.raw.size() > longest_argument) return;
  asked.argument.append(count ? before_literal(line.text) : line.text);
  if (count && here.left == 0) asked.argument += "\"\"";  // no line of its own brings it
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
  if ((headless_ || headless_awaited_) && take_headless(line)) return;
  if (std::exchange(here.open, false)) {
    say(line, LineKind::continuation);
    return take_items(line, line.text);
  }
  std::string_view rest = line.text;
  const std::string_view tag = first_word(rest);
  const std::string_view status = rest.substr(0, rest.find(' '));
  const bool answers = line.begins && is_tag(tag) && is_status(status) && (line.whole || rest.size() > status.size());
  if (!line.whole && !answers) {
    refuse_literal(line, tag);
    return say(line, LineKind::invalid);
  }
  if (tag == "*") return untagged(line, rest);
  if (tag == "+") {
    literal(Side::client).wanted = Literal::Wanted::yes;
    challenged_ = !literal(Side::client).open && (waits_for("AUTHENTICATE") || pending_.empty());
    return say_reply(line, LineKind::continuation, tag, false);
  }
  if (!answers) return say(line, LineKind::invalid);
  if (line.perhaps) return say_reply(line, LineKind::reply, status, true);
  tagged(line, tag, status);
}

// Whatever the answer to the command is, it is not "go on".
void ImapDialogue::refuse_literal(const Heard& line, std::string_view tag) {
  const Asked* asked = line.text.size() > tag.size() ? find(tag) : nullptr;
  if (asked != nullptr && asked == &pending_.back()) literal(Side::client) = {};
}

void ImapDialogue::untagged(const Heard& line, std::string_view rest) {
  const std::string_view word = rest.substr(0, rest.find(' '));
  const bool greets = !greeted_ && start_ == Start::heard && pending_.empty() && (word == "OK" || word == "PREAUTH" || word == "BYE");
  greeted_ = true;
  say_reply(line, greets ? LineKind::greeting : LineKind::reply, is_status(word) ? word : std::string_view("*"), false);
  std::string_view answer = rest;
  const std::string_view number = first_word(answer);
  if (moves_numbers(line.text)) forget_numbers(to_number(number));
  const bool fetched = wire::same_word(answer.substr(0, 6), "FETCH ");
  if (fetched) fetched_number_ = number;
  take_items(line, fetched ? answer.substr(6) : std::string_view());
}

void ImapDialogue::tagged(const Heard& line, std::string_view tag, std::string_view status) {
  Spoken spoken = understood(line, LineKind::reply);
  spoken.line.code = status;
  Asked* asked = find(tag);
  spoken.answers = asked;
  audience_.spoken(spoken);
  if (asked == nullptr) return;
  challenged_ = authenticates_ = false;
  Literal& said = literal(Side::client);
  if (said.open && asked == &pending_.back()) said = {};  // the literal is not wanted
  if (status == "OK" && (asked->verb == "STARTTLS" || asked->verb == "COMPRESS")) {
    opaque_ = true;
    compressed_ = asked->verb == "COMPRESS";
  }
  if (turns_to_another_folder(asked->verb)) forget_numbers(0);  // what was asked for before is answered by now
  if (pieces_.open && asked->verb.ends_with("FETCH") && status != "OK") end_pieces(line, false);
  std::erase_if(pending_, [&](const Asked& each) { return &each == asked; });
}

}  // namespace cleartext::dialogue
