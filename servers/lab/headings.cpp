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

std::vector<Snapshot::Letter> Headings::newest(const store::Maildir& mailbox) {
  auto letters = mailbox.letters();
  std::reverse(letters.begin(), letters.end());
  if (letters.size() > most_shown) letters.resize(most_shown);
  std::vector<Snapshot::Letter> shown;
  for (const auto& letter : letters) {
    const auto& heading = heading_of(mailbox, letter);
    shown.push_back({heading.from, heading.subject, letter.bytes, letter.is_new()});
  }
  return shown;
}

}  // namespace cleartext::lab
