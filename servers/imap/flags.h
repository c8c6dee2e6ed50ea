// Flags as a client names them (RFC 3501, 2.3.2), and the marks that the store keeps for them.
#pragma once
#include <string>
#include <string_view>
#include <vector>

#include "servers/imap/arguments.h"
#include "servers/store/mail_folder.h"

namespace cleartext::imap {

struct Flags {
  store::Marks marks = 0;
  std::vector<std::string> keywords;
};

Flags read_flags(Arguments& in);       // "(\Seen $Forwarded)"
Flags read_bare_flags(Arguments& in);  // the same; STORE lets the parentheses be left out
// Nothing: there is no room for another keyword.
std::optional<store::Marks> marks_of(const Flags& flags, store::MailFolder& folder);
store::Marks known_marks_of(const Flags& flags, const store::MailFolder& folder);                 // words never used here count not
std::string names_of(store::Marks marks, const std::vector<std::string>& keywords, bool recent);  // without parentheses
std::string all_names(const std::vector<std::string>& keywords);

}  // namespace cleartext::imap
