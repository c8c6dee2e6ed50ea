// Commands and replies are looked up; what no table has is explained by its kind and, for a reply, its first digit.
#include "gui/wire/explanation.h"

#include <QCoreApplication>
#include <algorithm>

#include "gui/wire/names.h"
#include "servers/ftp/session.h"
#include "servers/pop3/session.h"
#include "servers/smtp/session.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Explanation)
};

struct Tables {
  std::span<const wire::CommandInfo> commands;
  std::span<const wire::ReplyInfo> replies;
};

Tables tables_of(packet::Protocol protocol) {
  switch (protocol) {
    case packet::Protocol::smtp: return {smtp::commands(), smtp::replies()};
    case packet::Protocol::pop3: return {pop3::commands(), pop3::replies()};
    case packet::Protocol::ftp: return {ftp::commands(), ftp::replies()};
    case packet::Protocol::unknown:
    case packet::Protocol::arp:
    case packet::Protocol::icmp:
    case packet::Protocol::udp:
    case packet::Protocol::dns:
    case packet::Protocol::tcp:
    case packet::Protocol::imap:
    case packet::Protocol::ftp_data:
    case packet::Protocol::http:
    case packet::Protocol::tls:
    case packet::Protocol::ssh: break;
  }
  return {};
}

// The rows are written where the servers are; their words are translated here.
QString said(std::string_view words) {
  return words.empty() ? QString() : QCoreApplication::translate("Tables", std::string(words).c_str());
}

// "RCPT TO" for RCPT: the fixed words at the front of the syntax.
QString title_of(const wire::CommandInfo& row) {
  const std::string_view syntax = row.syntax;
  const std::size_t end = std::min(syntax.find(':'), syntax.size());
  const std::string_view front = syntax.substr(0, end);
  const bool fixed = end < syntax.size() && std::all_of(front.begin(), front.end(), [](char c) { return c == ' ' || (c >= 'A' && c <= 'Z'); });
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

void explain_command(const dialogue::Line& line, const Tables& tables, Explanation& out) {
  out.title = from_bytes(line.verb);
  const wire::CommandInfo* row = wire::find_command(tables.commands, line.verb);
  if (row == nullptr) {
    out.meaning = Words::tr("A command that this lab's servers do not know.");
    return;
  }
  out.title = title_of(*row);
  out.meaning = said(row->meaning);
  out.when = said(row->when);
  out.source = from_bytes(row->source);
  out.eve_learns = said(row->eve_learns);
}

void explain_reply(const dialogue::Line& line, const Tables& tables, Explanation& out) {
  out.title = from_bytes(line.code);
  const auto row = std::find_if(tables.replies.begin(), tables.replies.end(), [&](const wire::ReplyInfo& one) { return one.code == line.code; });
  out.meaning = row == tables.replies.end() ? reply_class(line.code) : said(row->meaning);
  if (row != tables.replies.end()) out.source = from_bytes(row->source);
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
  const Tables tables = tables_of(line.protocol);
  switch (line.kind) {
    case dialogue::LineKind::command: explain_command(line, tables, out); break;
    case dialogue::LineKind::greeting:
    case dialogue::LineKind::reply: explain_reply(line, tables, out); break;
    case dialogue::LineKind::continuation:
      explain_reply(line, tables, out);
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

}  // namespace cleartext::gui
