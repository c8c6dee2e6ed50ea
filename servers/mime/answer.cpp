#include "servers/mime/answer.h"

#include <fmt/format.h>

#include "servers/mime/charset.h"

namespace cleartext::mime {

namespace {

constexpr std::size_t longest_id = 500, longest_references = 400;

}  // namespace

std::vector<Address> answer_to(const Header& letter) {
  const auto* from = letter.find("Reply-To");
  if (from == nullptr) from = letter.find("From");
  return from == nullptr ? std::vector<Address>() : parse_addresses(*from);
}

std::string answer_subject(const Header& letter) {
  const auto subject = letter.text("Subject");
  return lower(subject).starts_with("re:") ? subject : "Re: " + subject;
}

std::string quoted(const Header& letter, std::string_view text) {
  std::string out = fmt::format("\n\n{} wrote:\n", letter.text("From"));
  while (!text.empty()) {
    auto line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    out += fmt::format("> {}\n", line);
  }
  return valid_utf8(out);
}

void follow(Draft& draft, const Header& answered) {
  const auto* id = answered.find("Message-ID");
  if (id == nullptr || id->size() > longest_id) return;
  const auto* before = answered.find("References");
  draft.in_reply_to = *id;
  draft.references = before == nullptr || before->size() > longest_references ? *id : *before + " " + *id;
}

const Part* first_text(const Part& letter) {
  if (letter.parts.empty()) return letter.type.value == "text/plain" ? &letter : nullptr;
  for (const auto& part : letter.parts) {
    if (const auto* found = first_text(part)) return found;
  }
  return nullptr;
}

}  // namespace cleartext::mime
