// What may be said at any time (RFC 3501, 6.1), and waiting for news (RFC 2177).
#include <fmt/format.h>

#include "servers/imap/imap_session.h"

namespace cleartext::imap {

// 6.1.1. The same list before and after logging in, so that a client needs to ask once only.
ImapSession::Answer ImapSession::capability(Arguments&) {
  std::string list = "IMAP4rev1 LITERAL+ SASL-IR ID IDLE NAMESPACE UIDPLUS MOVE UNSELECT CHILDREN SPECIAL-USE";
  const bool disabled = settings_.login_disabled && !settings_.secure;
  if (settings_.tls_possible && !settings_.secure) list += " STARTTLS";
  if (disabled) list += " LOGINDISABLED";
  for (const auto mechanism : sasl::mechanisms()) {
    const bool offered = !disabled && (mechanism != "CRAM-MD5" || !settings_.challenge.empty());
    if (offered) list += fmt::format(" AUTH={}", mechanism);
  }
  out_ += fmt::format("* CAPABILITY {}\r\n", list);
  return "OK That is what I can do";
}

// 6.1.2
ImapSession::Answer ImapSession::noop(Arguments&) { return "OK Still here"; }

// 6.1.3
ImapSession::Answer ImapSession::logout(Arguments&) {
  close_folder();
  closing_ = true;
  out_ += "* BYE Until next time\r\n";
  return "OK Goodbye";
}

// RFC 2971, 3.1 and 3.2: pairs of strings, or NIL. What a client says of itself changes nothing.
ImapSession::Answer ImapSession::id(Arguments& in) {
  if (in.take('(')) {
    while (in && !in.take(')')) {
      in.string("a string");
      in.space();
      in.nil_or_string("a string or NIL");
      if (!in.next_is(')')) in.space();
    }
  } else {
    in.nil_or_string("a list or NIL");
  }
  in.end();
  if (!in) return in.error();
  out_ += "* ID (\"name\" \"Cleartext\")\r\n";
  return "OK That is who I am";
}

// RFC 2177, 3
ImapSession::Answer ImapSession::idle(Arguments&) {
  idling_ = true;
  out_ += "+ I tell you what happens, until you say DONE\r\n";
  if (view_) view_->news(out_, News::all);
  return std::string();
}

void ImapSession::answer_line(std::string_view line) {
  const bool whole = reader_.fault() == Fault::none;
  if (idling_) {
    idling_ = false;
    complete(whole && wire::same_word(line, "DONE") ? "OK You know it all" : "BAD Expected DONE");
  } else if (whole) {
    complete(outcome(sasl::continue_with(*exchange_, line)));
  } else {
    exchange_.reset();
    complete("BAD The answer is too long, or does not end in CR LF");
  }
}

}  // namespace cleartext::imap
