// Commands and replies are looked up; what no table has is explained by its kind and, for a reply, its first digit.
#include "gui/wire/explanation.h"

#include <QCoreApplication>
#include <algorithm>
#include <sstream>

#include "engine/dialogue/http.h"
#include "engine/talk/tongue.h"
#include "gui/language/table_words.h"
#include "gui/wire/names.h"
#include "servers/http/session.h"
#include "servers/wire/hosts.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Explanation)
};

// The lab's printer says by UDP that it is there; nobody else in the lab speaks it.
bool is_announcement(const packet::Packet& packet) {
  const std::uint32_t printer = wire::host(wire::Role::printer).address;
  for (std::size_t i = 0; i < 4; ++i) {
    if (packet.source.address[i] != static_cast<std::uint8_t>(printer >> (24 - 8 * i))) return false;
  }
  return true;
}

talk::Tongue tongue_of(packet::Protocol protocol) {
  const auto service = talk::service_of(protocol);
  return service ? talk::tongue_of(*service) : talk::Tongue();
}

// "RCPT TO" for RCPT: the fixed words at the front of the syntax.
QString title_of(const wire::CommandInfo& row) {
  const std::string_view syntax = row.syntax;
  const std::size_t end = std::min(syntax.find(':'), syntax.size());
  const std::string_view front = syntax.substr(0, end);
  const bool fixed =
      end < syntax.size() && std::all_of(front.begin(), front.end(), [](char c) { return c == ' ' || (c >= 'A' && c <= 'Z'); });
  return from_bytes(fixed ? front : row.verb);
}

QString reply_class(std::string_view code) {
  switch (code.empty() ? '\0' : code.front()) {
    case '1': return Words::tr("Begun. Another reply will follow.");
    case '2': return Words::tr("Yes. The server did what it was asked.");
    case '3': return Words::tr("So far so good. The server waits for more.");
    case '4': return Words::tr("Not now. The same may work later.");
    case '5': return Words::tr("No. Asking the same again will not help.");
    case '+': return Words::tr("Yes. The server did what it was asked.");
    case '-': return Words::tr("No. The server did not do it.");
    default: return Words::tr("An answer of the server.");
  }
}

// IMAP's answers are named after what they tell: "* 3 EXISTS" by EXISTS, "* OK [UIDNEXT 4]" by [UIDNEXT] (RFC 3501, 7).
std::string answer_name(const dialogue::Line& line) {
  if (line.protocol != packet::Protocol::imap) return line.code;
  const std::string_view text = line.text;
  if (const auto bracket = text.find('['); bracket != text.npos && bracket < 12)
    return std::string(text.substr(bracket, text.find_first_of(" ]", bracket) - bracket)) + ']';
  if (line.code != "*") return line.code;
  std::istringstream words{line.text};
  std::string star, name;
  words >> star >> name;
  if (!name.empty() && name.find_first_not_of("0123456789") == name.npos) words >> name;
  return name;
}

void explain_row(const wire::CommandInfo& row, Explanation& out) {
  out.title = title_of(row);
  out.meaning = table_words(row.meaning);
  out.when = table_words(row.when);
  out.source = from_bytes(row.source);
  out.eve_learns = table_words(row.eve_learns);
}

// A line of HTTP's header: "Cookie: …".
bool explain_field(const dialogue::Line& line, Explanation& out) {
  if (line.protocol != packet::Protocol::http) return false;
  const auto name = dialogue::split_header(line.text).name;
  const wire::CommandInfo* row = name.empty() ? nullptr : wire::find_command(http::fields(), name);
  if (row == nullptr) return false;
  explain_row(*row, out);
  out.title = from_bytes(row->verb);
  return true;
}

void explain_command(const dialogue::Line& line, const talk::Tongue& tongue, Explanation& out) {
  out.title = from_bytes(line.verb);
  const std::string verb = line.verb.starts_with("UID ") ? "UID" : line.verb;
  if (const wire::CommandInfo* row = wire::find_command(tongue.commands, verb)) return explain_row(*row, out);
  out.meaning = Words::tr("A command that this lab's servers do not know.");
}

void explain_reply(const dialogue::Line& line, const talk::Tongue& tongue, Explanation& out) {
  const std::string name = answer_name(line);
  out.title = from_bytes(name);
  const auto row = std::find_if(tongue.replies.begin(), tongue.replies.end(), [&](const wire::ReplyInfo& one) { return one.code == name; });
  out.meaning = row == tongue.replies.end() ? reply_class(line.code) : table_words(row->meaning);
  if (row != tongue.replies.end()) out.source = from_bytes(row->source);
}

void explain_data(const dialogue::Line& line, Explanation& out) {
  const bool mail = line.protocol == packet::Protocol::smtp || line.protocol == packet::Protocol::pop3;
  out.title = line.text == "." && mail ? Words::tr("The end") : mail ? Words::tr("The letter") : Words::tr("Data");
  if (line.text == "." && mail) {
    out.meaning = Words::tr("A dot alone on its line: the letter ends here.");
    out.source = line.protocol == packet::Protocol::smtp ? QStringLiteral("RFC 5321, 4.5.2") : QStringLiteral("RFC 1939, 3");
    return;
  }
  out.meaning = mail ? Words::tr("A line of the letter itself. The servers carry it and need not understand it.")
                     : Words::tr("A line of what is handed over, not a command and not a reply.");
  out.eve_learns = mail ? Words::tr("every word of the letter") : Words::tr("what it says");
}

}  // namespace

Explanation explain(const dialogue::Line& line) {
  Explanation out;
  out.from = line.from;
  const talk::Tongue tongue = tongue_of(line.protocol);
  switch (line.kind) {
    case dialogue::LineKind::command: explain_command(line, tongue, out); break;
    case dialogue::LineKind::greeting:
    case dialogue::LineKind::reply: explain_reply(line, tongue, out); break;
    case dialogue::LineKind::continuation:
      if (explain_field(line, out)) break;
      explain_reply(line, tongue, out);
      if (!line.code.empty()) break;
      out.title = Words::tr("The answer goes on");
      out.meaning = Words::tr("One more line of the same answer.");
      break;
    case dialogue::LineKind::data: explain_data(line, out); break;
    case dialogue::LineKind::invalid:
      out.title = Words::tr("Not a line of this protocol");
      out.meaning = Words::tr("These bytes are neither a command nor a reply as the standard writes them.");
      break;
  }
  if (line.decrypted) out.eve_learns = Words::tr("nothing: on the wire it was encrypted, and only the endpoint's keys opened it here");
  return out;
}

Explanation explain_closed(const dialogue::Line& line) {
  Explanation out;
  out.from = line.from;
  out.title = Words::tr("Encrypted");
  out.meaning = Words::tr("Something was said here inside TLS. Without the keys these are bytes without meaning.");
  out.eve_learns = Words::tr("who said something to whom, when, and about how long it was");
  return out;
}

QString explain(const packet::Packet& packet) {
  if (packet.protocol == packet::Protocol::udp) {
    QString alone = Words::tr("A datagram of UDP: one message on its own, without connection or answer. It belongs to no conversation.");
    if (!is_announcement(packet)) return alone;
    return alone + QLatin1Char(' ') + Words::tr("Here the printer calls to its neighbour that it is there.");
  }
  if (!packet.has_tcp) return Words::tr("This packet belongs to no connection.");
  if ((packet.flags & packet::syn) != 0) return Words::tr("This packet carries no line. It opens the connection.");
  if ((packet.flags & packet::rst) != 0) return Words::tr("This packet carries no line. It breaks the connection off, or refuses it.");
  if ((packet.flags & packet::fin) != 0) return Words::tr("This packet carries no line. Its sender has said everything.");
  return Words::tr("This packet carries no line. It keeps the connection going.");
}

}  // namespace cleartext::gui
