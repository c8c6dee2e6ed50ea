// Folders: opened, made, renamed, removed, subscribed to (RFC 3501, 6.3.1 to 6.3.7 and 6.3.10).
#include <fmt/format.h>

#include <algorithm>

#include "servers/imap/imap_session.h"
#include "servers/imap/quoting.h"

namespace cleartext::imap {

namespace {

std::string done(const store::MailFolders::Done& done, std::string_view answer) { return done ? std::string(answer) : no(done.error()); }

// "Work." says that there shall be folders below; here there may always be (6.3.3).
void drop_last_separator(std::string& name) {
  if (name.size() > 1 && name.back() == store::MailFolders::separator) name.pop_back();
}

std::size_t unseen(const store::MailFolder& folder) {
  return static_cast<std::size_t>(std::count_if(folder.mails().begin(), folder.mails().end(),
                                                [](const store::Mail& mail) { return (mail.letter.marks & store::seen) == 0; }));
}

}  // namespace

// RFC 5530, 3
std::string no(const store::FolderRefusal& refusal) {
  using Why = store::FolderRefusal::Why;
  const auto code = [&]() -> std::string_view {
    switch (refusal.why) {
      case Why::exists: return "[ALREADYEXISTS] ";
      case Why::missing: return "[NONEXISTENT] ";
      case Why::not_allowed: return "[CANNOT] ";
      case Why::too_many: return "[LIMIT] ";
      case Why::in_use: return "[INUSE] ";
      case Why::full:
      case Why::disk: break;
    }
    return {};
  }();
  if (code.empty()) return std::string(refusal.why == Why::full ? disk_full : disk_refused);
  return fmt::format("NO {}{}", code, refusal.sentence);
}

std::string not_opened(const store::MailFolders& folders, std::string_view name, std::string_view missing) {
  return folders.exists(name) ? std::string(disk_refused) : fmt::format("NO [{}] There is no folder {}", missing, name);
}

std::string no_keyword(const store::MailFolder& folder) {
  const bool all_taken = folder.keywords().size() >= store::most_keywords;
  return std::string(all_taken ? "NO [LIMIT] There are too many keywords in this folder" : disk_refused);
}

std::string no(store::Room::Full full) { return std::string(full == store::Room::Full::around ? disk_full : over_quota); }
std::string no(const wire::Problem& problem) { return std::string(store::is_full(problem) ? disk_full : disk_refused); }

void ImapSession::close_folder() {
  view_.reset();
  if (state_ == State::selected) state_ = State::authenticated;
}

// 6.3.1: what was open is closed, even where the new one cannot be opened.
std::string ImapSession::open_folder(Arguments& in, bool read_only) {
  const auto name = in.mailbox();
  in.end();
  close_folder();
  const auto folder = folders_->open(name);
  if (!folder) return not_opened(*folders_, name, "NONEXISTENT");
  view_.emplace(folder, name, read_only, [this] {
    if (idling_ && wake_) wake_();
  });
  (void)folder->settle();
  state_ = State::selected;
  const auto names = all_names(folder->keywords());
  const bool room = folder->keywords().size() < store::most_keywords;
  out_ += fmt::format("* FLAGS ({})\r\n", names);
  out_ += read_only ? "* OK [PERMANENTFLAGS ()] Nothing can be changed\r\n"
                    : fmt::format("* OK [PERMANENTFLAGS ({}{})] These last\r\n", names, room ? " \\*" : "");
  out_ += fmt::format("* {} EXISTS\r\n* {} RECENT\r\n", view_->size(), view_->recent());
  for (std::size_t index = 0; index < view_->size(); ++index) {
    if ((view_->mail(index)->letter.marks & store::seen) != 0) continue;
    out_ += fmt::format("* OK [UNSEEN {}] The first that nobody read\r\n", index + 1);
    break;
  }
  out_ += fmt::format("* OK [UIDVALIDITY {}] As long as this stays, so do unique numbers\r\n", folder->validity());
  out_ += fmt::format("* OK [UIDNEXT {}] The next unique number\r\n", folder->next_uid());
  return fmt::format("OK [{}] {} is open", read_only ? "READ-ONLY" : "READ-WRITE", name);
}

ImapSession::Answer ImapSession::select(Arguments& in) {
  auto answer = open_folder(in, false);
  return in ? Answer(std::move(answer)) : in.error();
}

// 6.3.2
ImapSession::Answer ImapSession::examine(Arguments& in) {
  auto answer = open_folder(in, true);
  return in ? Answer(std::move(answer)) : in.error();
}

// 6.3.3
ImapSession::Answer ImapSession::create(Arguments& in) {
  auto name = in.mailbox();
  in.end();
  if (!in) return in.error();
  drop_last_separator(name);
  return done(folders_->create(name), "OK The folder is made");
}

// 6.3.4
ImapSession::Answer ImapSession::remove(Arguments& in) {
  const auto name = in.mailbox();
  in.end();
  if (!in) return in.error();
  return done(folders_->remove(name), "OK The folder and its letters are gone");
}

// 6.3.5
ImapSession::Answer ImapSession::rename(Arguments& in) {
  const auto from = in.mailbox();
  in.space();
  auto to = in.mailbox();
  in.end();
  if (!in) return in.error();
  drop_last_separator(to);
  return done(folders_->rename(from, to), "OK It has its new name");
}

// 6.3.6
ImapSession::Answer ImapSession::subscribe(Arguments& in) {
  const auto name = in.mailbox();
  in.end();
  if (!in) return in.error();
  return done(folders_->subscribe(name), "OK Subscribed");
}

// 6.3.7
ImapSession::Answer ImapSession::unsubscribe(Arguments& in) {
  const auto name = in.mailbox();
  in.end();
  if (!in) return in.error();
  return done(folders_->unsubscribe(name), "OK Not subscribed any more");
}

// 6.3.10
ImapSession::Answer ImapSession::status(Arguments& in) {
  const auto name = in.mailbox();
  in.space();
  in.need('(');
  std::vector<std::string> items;
  do items.push_back(in.word());
  while (in && in.take_spaces());
  in.need(')');
  in.end();
  if (!in) return in.error();
  const auto folder = folders_->open(name);
  if (!folder) return not_opened(*folders_, name, "NONEXISTENT");
  std::string values;
  for (const auto& item : items) {
    const auto value = [&]() -> std::optional<std::uint64_t> {
      if (item == "MESSAGES") return folder->mails().size();
      if (item == "RECENT")
        return std::count_if(folder->mails().begin(), folder->mails().end(), [](const store::Mail& mail) { return mail.fresh; });
      if (item == "UIDNEXT") return folder->next_uid();
      if (item == "UIDVALIDITY") return folder->validity();
      if (item == "UNSEEN") return unseen(*folder);
      return {};
    }();
    if (!value) return fmt::format("BAD I know MESSAGES, RECENT, UIDNEXT, UIDVALIDITY and UNSEEN");
    values += fmt::format("{}{} {}", values.empty() ? "" : " ", item, *value);
  }
  out_ += fmt::format("* STATUS {} ({})\r\n", astring_of(name), values);
  return "OK That is how it stands";
}

}  // namespace cleartext::imap
