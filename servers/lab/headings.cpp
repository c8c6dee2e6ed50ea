// A header may be long; its beginning is enough here.
#include "servers/lab/headings.h"

#include <algorithm>

#include "servers/mime/header.h"

namespace cleartext::lab {

namespace {

constexpr std::size_t most_read = 16 * 1024, most_kept = 500;

}  // namespace

const Headings::Heading& Headings::heading_of(const store::Maildir& mailbox, const store::Letter& letter) {
  if (const auto known = kept_.find(letter.id); known != kept_.end()) return known->second;
  if (kept_.size() >= most_kept) kept_.clear();
  const mime::Header header(mailbox.read_file(letter.file, most_read).value_or(std::string()));
  const auto from = header.text("From");
  return kept_[letter.id] = {from.empty() ? header.text("Return-Path") : from, header.text("Subject")};
}

Snapshot::Mailbox Headings::read(const std::string& address, const store::Maildir& mailbox) {
  Snapshot::Mailbox box{address};
  auto letters = mailbox.letters();
  box.mails = static_cast<int>(letters.size());
  for (auto& letter : letters) {
    if (letter.bytes == 0) letter.bytes = mailbox.read(letter.id).value_or(std::string()).size();  // another program put it there
    box.bytes += letter.bytes;
  }
  std::reverse(letters.begin(), letters.end());
  if (letters.size() > most_shown) letters.resize(most_shown);
  for (const auto& letter : letters) {
    const auto& heading = heading_of(mailbox, letter);
    box.letters.push_back({heading.from, heading.subject, letter.bytes, letter.is_new()});
  }
  return box;
}

const Snapshot::Mailbox& Headings::look(const std::string& address, const store::Maildir& mailbox) {
  const auto now = mailbox.state();
  auto& seen = seen_[address];
  if (now == seen.state && now.known != 0) return seen.box;
  seen = {now.settled() ? now : store::MaildirState{}, read(address, mailbox)};
  return seen.box;
}

}  // namespace cleartext::lab
