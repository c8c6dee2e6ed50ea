// The ten things that ENVELOPE tells, in its order.
#include <fmt/format.h>

#include <array>

#include "servers/imap/addresses.h"
#include "servers/imap/quoting.h"
#include "servers/imap/structure.h"

namespace cleartext::imap {

// Date, subject, From, Sender, Reply-To, To, Cc, Bcc, In-Reply-To, Message-ID: in this order, as they stand there.
std::string envelope_text(const mime::Header& header) {
  const auto text = [&](std::string_view name) { return string_or_nil(header.find(name)); };
  const auto people = [&](std::string_view name) {
    const auto* field = header.find(name);
    return field == nullptr ? std::string("NIL") : address_list(*field);
  };
  const auto from = people("From");
  const auto or_from = [&](std::string people) { return people == "NIL" ? from : people; };
  return fmt::format("({} {} {} {} {} {} {} {} {} {})", text("Date"), text("Subject"), from, or_from(people("Sender")),
                     or_from(people("Reply-To")), people("To"), people("Cc"), people("Bcc"), text("In-Reply-To"), text("Message-ID"));
}

}  // namespace cleartext::imap
