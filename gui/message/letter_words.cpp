// The envelope is SMTP's (RFC 5321), the header the letter's own (RFC 5322), escapes are RFC 2045's and RFC 2047's.
#include "gui/message/letter_words.h"

#include <QCoreApplication>

#include "engine/dialogue/line.h"
#include "engine/findings/decode.h"
#include "engine/findings/header.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Message)
};

constexpr int most_escapes = 400, most_fields = 400;

QString q(const std::string& text) { return from_bytes(text); }

// What stands between angle brackets, else all of it.
std::string address_in(const std::string& text) {
  const std::size_t open = text.find('<'), close = text.find('>', open == std::string::npos ? 0 : open);
  return open == std::string::npos || close == std::string::npos ? text : text.substr(open + 1, close - open - 1);
}

void compare_senders(Leaflet& page, const findings::Message& letter) {
  const std::string inside = address_in(letter.from);
  if (letter.envelope_from.empty() || inside.empty()) return;
  page.sentence(
      inside == letter.envelope_from
          ? Words::tr("The header inside names the same sender. Nobody has checked either of them.")
          : Words::tr("The header inside names somebody else, %1. The servers do not read it, and nobody has checked either of them.")
                .arg(q(letter.from)));
}

bool is_hex(char c) { return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'F') || (c >= 'a' && c <= 'f'); }

// Escapes that stand side by side spell one character, or a few.
std::size_t run_of_escapes(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end + 2 < text.size() && text[end] == '=' && is_hex(text[end + 1]) && is_hex(text[end + 2])) end += 3;
  return end;
}

}  // namespace

void tell_envelope(Leaflet& page, const Selection& selection, const findings::Message& letter) {
  page.begin();
  if (letter.protocol != packet::Protocol::smtp) {
    page.heading(Words::tr("No envelope"));
    page.sentence(Words::tr("This letter was fetched from a mailbox. Its envelope was thrown away when it was put there."));
    page.row(Words::tr("Fetched over"), protocol_name(letter.protocol), letter.packet);
    return page.show_page();
  }
  page.heading(Words::tr("The envelope"));
  page.sentence(
      Words::tr("This is what the servers read. It stands beside the letter, not in it, and whoever gets the letter never sees it."));
  const std::vector<int> lines = envelope_lines(selection, letter);
  const std::vector<std::string> answers = envelope_answers(selection, lines);
  for (std::size_t i = 0; i < lines.size(); ++i) {
    const dialogue::Line& line = selection.recording().lines()[static_cast<std::size_t>(lines[i])];
    const bool refused = !answers[i].empty() && answers[i].front() != '2';
    page.row(refused ? Words::tr("Refused") : line.verb == "MAIL" ? Words::tr("From") : Words::tr("To"), q(line.text), line.packet);
    if (refused) page.small_row(Words::tr("answered with %1").arg(q(answers[i])));
  }
  if (!letter.answer.empty()) page.row(Words::tr("The server's answer"), q(letter.answer), letter.packet);
  if (!letter.queue_id.empty()) page.row(Words::tr("Its number there"), q(letter.queue_id));
  compare_senders(page, letter);
  page.show_page();
}

void tell_header(Leaflet& page, const findings::Message& letter) {
  page.begin();
  page.heading(Words::tr("The header"));
  page.sentence(Words::tr("Written by the sender, except for the lines that servers put on top. It ends at the first empty line."));
  int rows = 0;
  const findings::Header header(letter.header);
  for (const findings::Header::Row& row : header.rows()) {
    if (++rows > most_fields) break;
    const std::string decoded = findings::decode_words(row.value);
    page.row(q(row.name), q(decoded));
    if (decoded != row.value) page.small_row(Words::tr("spelled %1").arg(q(row.value)));
  }
  for (const std::string& line : letter.added) page.small_row(Words::tr("put on top since the station before: %1").arg(q(line)));
  page.show_page();
}

void tell_escapes(Leaflet& page, std::string_view text, const std::string& charset) {
  page.begin();
  page.heading(Words::tr("Quoted-printable"));
  page.sentence(
      Words::tr("Letters stay letters. What seven bits cannot carry is written as = and two hexadecimal digits a byte; a = at the end of a "
                "line means that the line goes on."));
  int rows = 0, soft = 0;
  for (std::size_t at = text.find('='); at != std::string_view::npos && rows < most_escapes; at = text.find('=', at)) {
    const std::size_t end = run_of_escapes(text, at);
    if (end == at) {
      soft += text.substr(at + 1, 1) == "\r" || text.substr(at + 1, 1) == "\n" ? 1 : 0;
      ++at;
      continue;
    }
    const std::string escapes(text.substr(at, end - at));
    const std::string bytes = findings::decode_quoted_printable(escapes);
    page.row(q(escapes), QStringLiteral("→ ") + q(findings::to_utf8(bytes, charset)));
    ++rows;
    at = end;
  }
  if (rows == 0) page.sentence(Words::tr("Nothing had to be escaped here."));
  if (soft > 0)
    page.sentence(counted(static_cast<std::size_t>(soft), Words::tr("One line was broken in two and is joined again."),
                          Words::tr("%1 lines were broken in two and are joined again.")));
  page.show_page();
}

void tell_plainly(Leaflet& page, const std::string& encoding) {
  page.begin();
  page.heading(Words::tr("Nothing to decode"));
  page.sentence(Words::tr("This part crossed the wire as it is (%1): the bytes sent are the bytes meant.")
                    .arg(encoding.empty() ? QStringLiteral("7bit") : q(encoding)));
  page.show_page();
}

// RFC 4616: authorization identity, NUL, authentication identity, NUL, password.
QString log_in_words(const LogIn& log_in, const std::string& decoded) {
  const std::size_t first = decoded.find('\0'), second = first == std::string::npos ? first : decoded.find('\0', first + 1);
  if (log_in.mechanism == "PLAIN" && second != std::string::npos) {
    const std::string acts = decoded.substr(0, first), user = decoded.substr(first + 1, second - first - 1),
                      secret = decoded.substr(second + 1);
    return Words::tr("Two NUL bytes keep three things apart: on whose behalf (%1), who logs in (%2), and the password (%3).")
        .arg(acts.empty() ? Words::tr("nobody else's") : q(acts), q(user), q(secret));
  }
  const std::size_t colon = decoded.find(':');
  if (log_in.mechanism == "Basic" && colon != std::string::npos)
    return Words::tr("A colon keeps the user (%1) and the password (%2) apart.")
        .arg(q(decoded.substr(0, colon)), q(decoded.substr(colon + 1)));
  return Words::tr("It says %1.").arg(q(decoded));
}

}  // namespace cleartext::gui
