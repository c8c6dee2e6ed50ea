// A letter that the client puts into a folder (RFC 3501, 6.3.11; RFC 4315, 3).
#include <fmt/format.h>

#include "servers/imap/date_text.h"
#include "servers/imap/imap_session.h"

namespace cleartext::imap {

ImapSession::Answer ImapSession::append(Arguments& in) {
  const auto name = in.mailbox();
  in.space();
  Flags flags;
  if (in.next_is('(')) {
    flags = read_flags(in);
    in.space();
  }
  store::Delivery delivery;
  if (in.next_is('"')) {
    delivery.date = read_date_time(in);
    in.space();
  }
  const auto letter = in.literal("a literal");
  in.end();
  if (!in) return in.error();
  const auto folder = folders_->open(name);
  if (!folder) return not_opened(*folders_, name, "TRYCREATE");
  const auto marks = marks_of(flags, *folder);
  if (!marks) return no_keyword(*folder);
  delivery.marks = *marks;
  if (!delivery.date) delivery.date = std::chrono::system_clock::to_time_t(folders_->clock().wall());
  const auto room = folders_->room().reserve(letter.size());
  if (!room) return no(room.error());
  const auto uid = folder->add(letter, delivery);
  if (!uid) return no(uid.error());
  return fmt::format("OK [APPENDUID {} {}] The letter is in {}", folder->validity(), *uid, name);
}

}  // namespace cleartext::imap
