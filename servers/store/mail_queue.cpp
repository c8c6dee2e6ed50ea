// Two files a mail: ID.letter, then ID.envelope. The envelope comes last and goes first, so a mail is in the
// queue exactly while its envelope is whole; what a crash leaves beside that is swept at the next start.
#include "servers/store/mail_queue.h"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "servers/store/disk.h"

namespace cleartext::store {

namespace fs = std::filesystem;

namespace {

struct Slip {  // an envelope file
  std::uint64_t arrived = 0;
  QueuedMail mail;
};

bool usable(std::string_view id) {
  const auto plain = [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' || c == '_';
  };
  return !id.empty() && id.size() <= 100 && std::all_of(id.begin(), id.end(), plain);
}

std::string one_line(std::string_view text) {
  std::string line(text);
  std::replace_if(
      line.begin(), line.end(), [](char c) { return c == '\n' || c == '\r'; }, ' ');
  return line;
}

std::string print(const Slip& slip) {
  std::string text = fmt::format("arrived {}\nattempts {}\nfrom {}\n", slip.arrived, slip.mail.attempts, slip.mail.envelope.from);
  if (slip.mail.envelope.utf8) text += "utf8\n";
  for (const auto& to : slip.mail.envelope.to) text += fmt::format("to {}\n", to);
  return text + fmt::format("answer {}\nend\n", one_line(slip.mail.last_answer));
}

// nullopt: not a whole envelope.
std::optional<Slip> parse(std::string_view id, std::string_view text) {
  Slip slip;
  slip.mail.id = id;
  while (!text.empty()) {
    const auto end = text.find('\n');
    if (end == std::string_view::npos) return std::nullopt;
    const auto line = text.substr(0, end);
    text.remove_prefix(end + 1);
    if (line == "end") return slip;
    const auto word = line.substr(0, line.find(' '));
    const auto value = line.substr(std::min(line.size(), word.size() + 1));
    if (word == "arrived") std::from_chars(value.data(), value.data() + value.size(), slip.arrived);
    if (word == "attempts") std::from_chars(value.data(), value.data() + value.size(), slip.mail.attempts);
    if (word == "from") slip.mail.envelope.from = value;
    if (word == "utf8") slip.mail.envelope.utf8 = true;
    if (word == "to") slip.mail.envelope.to.emplace_back(value);
    if (word == "answer") slip.mail.last_answer = value;
  }
  return std::nullopt;
}

fs::path letter_file(const fs::path& folder, std::string_view id) { return folder / fmt::format("{}.letter", id); }
fs::path slip_file(const fs::path& folder, std::string_view id) { return folder / fmt::format("{}.envelope", id); }

// How far it came, beside the envelope and not instead: nobody waits for the disk here, and what is lost of it is only
// tried once more.
fs::path progress_file(const fs::path& folder, std::string_view id) { return folder / fmt::format("{}.progress", id); }

std::optional<Slip> load(const fs::path& folder, std::string_view id) {
  if (!usable(id)) return std::nullopt;
  const auto text = read_whole(slip_file(folder, id));
  auto slip = text ? parse(id, *text) : std::nullopt;
  if (!slip) return slip;
  const auto progress = read_whole(progress_file(folder, id));
  auto further = progress ? parse(id, *progress) : std::nullopt;
  return further ? further : slip;
}

Written save(const fs::path& file, const Slip& slip, Keep keep) {
  return write_durably(fs::path(file) += ".part", file, print(slip), keep);
}

std::vector<fs::path> files(const fs::path& folder) {
  std::vector<fs::path> found;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end; entry.increment(error)) {
    found.push_back(entry->path());
  }
  return found;
}

}  // namespace

MailQueue::MailQueue(fs::path folder, Keep keep) : folder_(std::move(folder)), keep_(keep) {
  for (const auto& file : files(folder_)) {
    const bool half = file.extension() == ".part";
    const bool alone = file.extension() == ".letter" && !load(folder_, file.stem().native());
    const bool over = file.extension() == ".progress" && !load(folder_, file.stem().native());
    if (half || alone || over) ::unlink(file.c_str());
  }
}

tl::expected<std::string, wire::Problem> MailQueue::add(std::string_view id, const Envelope& envelope, std::string_view message) const {
  const auto spoils = [](const std::string& address) { return address.find_first_of("\r\n") != std::string::npos; };
  if (!usable(id) || spoils(envelope.from) || std::any_of(envelope.to.begin(), envelope.to.end(), spoils)) {
    return tl::unexpected(wire::Problem{"A queue id or an address has signs that the queue cannot keep.", {}});
  }
  if (load(folder_, id)) return tl::unexpected(wire::Problem{fmt::format("The mail {} is in the queue already.", id), {}});
  if (auto made = make_folders(folder_, keep_); !made) return tl::unexpected(made.error());
  const auto letter = letter_file(folder_, id);
  auto written = write_durably(fs::path(letter) += ".part", letter, message, keep_);
  if (written) written = save(slip_file(folder_, id), Slip{next_stamp(), {std::string(id), envelope, 0, {}}}, keep_);
  if (!written) {
    ::unlink(letter.c_str());
    return tl::unexpected(written.error());
  }
  return std::string(id);
}

std::vector<QueuedMail> MailQueue::list() const {
  std::vector<Slip> slips;
  for (const auto& file : files(folder_)) {
    if (file.extension() != ".envelope") continue;
    if (auto slip = load(folder_, file.stem().native())) slips.push_back(std::move(*slip));
  }
  std::sort(slips.begin(), slips.end(),
            [](const Slip& a, const Slip& b) { return std::tie(a.arrived, a.mail.id) < std::tie(b.arrived, b.mail.id); });
  std::vector<QueuedMail> mails;
  for (auto& slip : slips) mails.push_back(std::move(slip.mail));
  return mails;
}

std::optional<QueuedMail> MailQueue::find(std::string_view id) const {
  auto slip = load(folder_, id);
  return slip ? std::optional(std::move(slip->mail)) : std::nullopt;
}

tl::expected<std::string, wire::Problem> MailQueue::read(std::string_view id) const {
  if (!load(folder_, id)) return tl::unexpected(wire::Problem{fmt::format("The mail {} is not in the queue.", id), {}});
  return read_whole(letter_file(folder_, id));
}

bool MailQueue::done(std::string_view id) {
  if (!load(folder_, id) || ::unlink(slip_file(folder_, id).c_str()) != 0) return false;
  ::unlink(progress_file(folder_, id).c_str());
  ::unlink(letter_file(folder_, id).c_str());
  return true;
}

bool MailQueue::defer(std::string_view id, std::string_view answer, const std::vector<std::string>& left) {
  auto slip = load(folder_, id);
  if (!slip) return false;
  ++slip->mail.attempts;
  slip->mail.envelope.to = left;
  slip->mail.last_answer = one_line(answer);
  return save(progress_file(folder_, id), *slip, Keep::for_now).has_value();
}

}  // namespace cleartext::store
