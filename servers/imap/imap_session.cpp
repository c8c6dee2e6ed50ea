// Bytes to commands, commands to rows, and the one place where a command is refused before its handler sees it.
#include "servers/imap/imap_session.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace cleartext::imap {

namespace {

constexpr std::size_t longest_words = 16 * 1024;  // literals of one command that carry no letter

struct CommandWords {
  std::string_view tag, verb;
  std::size_t end = 0;  // of the verb
};

// RFC 3501, 9: a tag is what an astring may be, but for '+'.
std::optional<CommandWords> split(std::string_view line) {
  wire::Scanner scanner(line);
  CommandWords words;
  words.tag = scanner.take_while([](char c) { return (is_atom_character(c) || c == ']') && c != '+'; });
  if (words.tag.empty() || !(scanner.take(' ') || scanner.at_end())) return {};
  scanner.skip_spaces();
  words.verb = scanner.take_while([](char c) { return c != ' ' && c != '\r'; });
  words.end = scanner.offset();
  return words;
}

// Nobody is told of what the disk may still lose.
class Syncing final : public wire::Work {
 public:
  explicit Syncing(std::vector<store::Descriptor> files) : files_(std::move(files)) {}
  void run() override { synced_ = store::sync_all(files_); }
  std::string answer() override { return synced_ ? "" : "* NO [UNAVAILABLE] The disk did not take what was changed\r\n"; }

 private:
  std::vector<store::Descriptor> files_;
  bool synced_ = false;
};

std::string fault_text(const CommandReader& reader) {
  switch (reader.fault()) {
    case Fault::none: break;
    case Fault::too_long: return "The line is too long";
    case Fault::bare_lf: return "A line ends in CR LF, this one ended in LF alone";
    case Fault::control: return fmt::format("Character {} is not text", reader.odd_character() + 1);
  }
  return {};
}

}  // namespace

std::unique_ptr<wire::Conversation> make_session(SessionSettings settings, MailRoom& room) {
  return std::make_unique<ImapSession>(std::move(settings), room);
}

// RFC 3501, 7.1.1
wire::Output ImapSession::greet() { return {fmt::format("* OK {} IMAP4rev1 server ready\r\n", settings_.host_name), {}, {}}; }

// RFC 3501, 7.1.5
wire::Output ImapSession::turn_away(std::string_view why) {
  closing_ = true;
  return {fmt::format("* BYE {}\r\n", why), {wire::Close{}}, {}};
}

// RFC 3501, 5.4
wire::Output ImapSession::timed_out() {
  closed();
  return {"* BYE I heard nothing for too long\r\n", {wire::Close{}}, {}};
}

void ImapSession::closed() {
  closing_ = true;
  task_.reset();
  view_.reset();
}

wire::Output ImapSession::receive(std::string_view bytes) {
  if (task_) {  // nobody wakes us: the answer is made whole before anything else
    while (task_->step(out_) != Task::Step::done) {}
    complete(task_->answer());
  }
  run(bytes);
  return said();
}

wire::Output ImapSession::woken() {
  if (task_) {
    if (go_on()) run(std::exchange(held_, {}));
  } else if (idling_ && view_) {
    view_->news(out_, News::all);
    (void)view_->folder().settle();
  }
  return said();
}

wire::Output ImapSession::said() {
  wire::Output output{std::exchange(out_, {}), {}, {}};
  for (; wrong_now_ > 0; --wrong_now_) output.effects.emplace_back(wire::WrongPassword{});
  if (closing_ && !output.bytes.empty()) output.effects.emplace_back(wire::Close{});
  if (starting_tls_ && !output.bytes.empty()) output.effects.emplace_back(wire::StartTls{});
  if (folders_ == nullptr || output.bytes.empty()) return output;
  auto files = folders_->take_unsynced();
  if (files.empty()) return output;
  return {{}, {wire::SayAfter{std::make_shared<Syncing>(std::move(files))}}, {}, std::make_shared<wire::Output>(std::move(output))};
}

// Behind STARTTLS nothing counts that was sent in the clear (RFC 3501, 6.2.1).
void ImapSession::run(std::string_view bytes) {
  while (!closing_ && !starting_tls_) {
    const auto found = reader_.next(bytes);
    if (found == CommandReader::Found::nothing) return;
    if (found == CommandReader::Found::literal) {
      literal_announced();
      continue;
    }
    command();
    reader_.clear();
    reader_.lines_only(exchange_ || idling_);
    if (!task_ || go_on()) continue;
    held_ = bytes;
    return;
  }
}

// Said before the bytes come: they are not asked for in vain, and never kept where they are too many.
void ImapSession::literal_announced() {
  const auto words = split(reader_.text());
  const auto* row = words ? find_row(wire::split_command(words->verb).verb) : nullptr;
  const bool letter = row != nullptr && row->info.verb == "APPEND";
  const auto most = letter ? settings_.largest_letter : longest_words;
  const auto& ahead = reader_.literal();
  const auto room = letter && folders_ != nullptr ? folders_->room().has(ahead.size) : store::Room::Asked();
  if (room && row != nullptr && row->allowed.has(state_) && ahead.size + reader_.literal_bytes() <= most && ahead.size <= most) {
    if (ahead.waits) out_ += "+ Send it\r\n";
    return reader_.accept();
  }
  const std::string tag(words ? words->tag : "*");
  if (row == nullptr) {
    literal_refusal_ = tag + " BAD I do not know this command";
  } else if (!row->allowed.has(state_)) {
    literal_refusal_ = fmt::format("{} BAD Not now: {} comes {}", tag, row->info.verb, row->info.when);
  } else if (!letter) {
    literal_refusal_ = fmt::format("{} BAD The literal is too long, {} bytes are the most", tag, most);
  } else if (ahead.size > most || room) {
    literal_refusal_ = fmt::format("{} NO [TOOBIG] The letter is too big, {} bytes are the most", tag, most);
  } else {
    literal_refusal_ = fmt::format("{} {}", tag, no(room.error()));
  }
  if (ahead.waits) out_ += std::exchange(literal_refusal_, {}) + "\r\n";
  reader_.refuse();
}

void ImapSession::command() {
  if (reader_.refused()) {
    out_ += std::exchange(literal_refusal_, {}) + "\r\n";
  } else if (exchange_ || idling_) {
    answer_line(reader_.text());
  } else if (reader_.fault() != Fault::none) {
    const auto words = split(reader_.text());
    out_ += fmt::format("{} BAD {}\r\n", words ? words->tag : "*", fault_text(reader_));
  } else {
    obey(reader_.text());
  }
}

void ImapSession::obey(std::string_view line) {
  const auto words = split(line);
  if (!words) {
    out_ += "* BAD Expected a tag at character 1; say a1 NOOP\r\n";
    return;
  }
  tag_ = words->tag;
  row_ = find_row(wire::split_command(words->verb).verb);
  if (row_ == nullptr) {
    out_ += fmt::format("{} BAD I do not know this command\r\n", tag_);
    return;
  }
  if (!row_->allowed.has(state_)) {
    out_ += fmt::format("{} BAD Not now: {} comes {}\r\n", tag_, row_->info.verb, row_->info.when);
    return;
  }
  if (view_) {
    (void)view_->folder().look();
    view_->news(out_, News::marks);
  }
  Arguments in(line);
  in.skip(words->end);
  if (row_->argument == Argument::none) in.end();
  if (row_->argument == Argument::needed) in.space();
  complete(in ? (this->*row_->handler)(in) : Answer(in.error()));
}

void ImapSession::complete(const Answer& answer) {
  if (answer && answer->empty()) return;
  task_.reset();
  if (view_) {
    view_->news(out_, row_->news);
    (void)view_->folder().settle();
  }
  if (answer) {
    out_ += fmt::format("{} {}\r\n", tag_, *answer);
  } else {
    out_ += fmt::format("{} BAD Expected {} at character {}; say {}\r\n", tag_, answer.error().expected, answer.error().offset + 1,
                        row_->info.syntax);
  }
}

bool ImapSession::go_on() {
  for (auto step = task_->step(out_); step != Task::Step::done; step = task_->step(out_)) {
    if (!wake_ || step == Task::Step::go_on) continue;
    wake_();
    return false;
  }
  complete(task_->answer());
  return true;
}

}  // namespace cleartext::imap
