// A header may be long; its beginning is enough here.
#include "servers/lab/headings.h"

#include <algorithm>

#include "servers/mime/header.h"

namespace cleartext::lab {

namespace {

constexpr std::size_t most_read = 16 * 1024;

Snapshot::Letter heading_of(const store::Maildir& mailbox, const store::Letter& letter) {
  const mime::Header header(mailbox.read_file(letter.file, most_read).value_or(std::string()));
  const auto from = header.text("From");
  return {from.empty() ? header.text("Return-Path") : from, header.text("Subject")};
}

}  // namespace

Headings::Seen Headings::read(const std::string& address, const store::Maildir& mailbox, const Seen& before) {
  Seen now{{}, {address}};
  auto letters = mailbox.letters();
  now.box.mails = static_cast<int>(letters.size());
  for (auto& letter : letters) {
    if (letter.bytes == 0) letter.bytes = mailbox.read(letter.id).value_or(std::string()).size();  // another program put it there
    now.box.bytes += letter.bytes;
  }
  std::reverse(letters.begin(), letters.end());
  if (letters.size() > most_shown) letters.resize(most_shown);
  for (const auto& letter : letters) {
    const auto known = std::find(before.ids.begin(), before.ids.end(), letter.id);
    auto shown =
        known == before.ids.end() ? heading_of(mailbox, letter) : before.box.letters[static_cast<std::size_t>(known - before.ids.begin())];
    shown.bytes = letter.bytes;
    shown.is_new = letter.is_new();
    now.box.letters.push_back(std::move(shown));
    now.ids.push_back(letter.id);
  }
  return now;
}

const Snapshot::Mailbox& Headings::look(const std::string& address, const store::Maildir& mailbox) {
  const auto now = mailbox.state();
  auto& seen = seen_[address];
  if (now == seen.state && now.known != 0) return seen.box;
  seen = read(address, mailbox, seen);
  if (now.settled()) seen.state = now;
  return seen.box;
}

}  // namespace cleartext::lab
