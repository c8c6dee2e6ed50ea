// One reader a kind of fault; the first word says which.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <array>

#include "servers/faults/fault_text.h"
#include "servers/faults/speech.h"
#include "servers/faults/words.h"
#include "servers/ftp/guards.h"
#include "servers/wire/command.h"

namespace cleartext::faults {

namespace {

constexpr std::size_t longest_text = 4096;

std::string upper(std::string_view word) { return wire::split_command(word).verb; }

// The one service that is spoken to in commands.
Target speaking(Words& in) {
  const auto target = in.service();
  if (in && speech_of(*target.service) == Speech::none)
    in.refuse(fmt::format("a service whose words can be read; {} has none", wire::name(*target.service)));
  return target;
}

bool is_moment(Speech speech, std::string_view word) {
  return word == greeting ? speech != Speech::http : word == dot && speech == Speech::smtp;
}

// A verb, "greeting" or "dot".
std::string moment(Words& in, Speech speech, std::string_view or_what = {}) {
  auto word = in.next(fmt::format("a command of {}{}", name(speech), or_what));
  if (!in || is_moment(speech, word)) return word;
  if (speech == Speech::imap && upper(word) == "UID") {
    in.refuse("the command that comes after UID; a fault of FETCH meets UID FETCH too");
    return {};
  }
  if (wire::find_command(commands_of(speech), upper(word)) != nullptr) return upper(word);
  in.refuse(fmt::format("a command of {}{}{}{}", name(speech), speech == Speech::http ? "" : ", greeting",
                        speech == Speech::smtp ? ", dot" : "", or_what));
  return {};
}

// As it was copied off the wire, "250-a\n250 b": the codes of the lines behind the first are written when it is said.
std::string without_codes(std::string text) {
  if (text.size() < 4 || text[3] != '-' || !is_code(Speech::smtp, text.substr(0, 3))) return text;
  const auto code = text.substr(0, 3);
  text[3] = ' ';
  for (auto at = text.find('\n'); at != std::string::npos; at = text.find('\n', at + 1))
    if (text.compare(at + 1, 3, code) == 0 && (text[at + 4] == '-' || text[at + 4] == ' ')) text.erase(at + 1, 4);
  return text;
}

Fault read_reply(Words& in) {
  Reply reply;
  reply.target = speaking(in);
  if (!in) return reply;
  const auto speech = speech_of(*reply.target.service);
  Words ahead = in;
  if (const auto code = ahead.next({}); is_code(speech, code)) {
    reply.when = code;
    in = ahead;
  } else {
    reply.when = moment(in, speech, " or the code that is replaced");
  }
  reply.text = in.rest("what is said instead, in quotes");
  if (speech == Speech::smtp || speech == Speech::ftp) reply.text = without_codes(std::move(reply.text));
  if (!in) return reply;
  const auto first = std::string_view(reply.text).substr(0, reply.text.find_first_of(" \n"));
  if (!is_code(speech, first))
    in.refuse(fmt::format("a text that begins as {} replies do, with {}", name(speech),
                          speech == Speech::pop3   ? "+OK or -ERR"
                          : speech == Speech::imap ? "OK, NO, BAD or BYE"
                                                   : "three digits"));
  const auto is_control = [](unsigned char c) { return (c < ' ' && c != '\n') || c == 127; };
  if (reply.text.size() > longest_text || std::any_of(reply.text.begin(), reply.text.end(), is_control))
    in.refuse("at most 4096 plain characters");
  const bool one_line = speech == Speech::http || speech == Speech::imap || reply.text.starts_with("-ERR");
  if (one_line && reply.text.find('\n') != std::string::npos) in.refuse("one line");
  return reply;
}

Fault read_delay(Words& in) {
  Delay delay;
  delay.target = speaking(in);
  if (in && !in.at_number()) delay.when = moment(in, speech_of(*delay.target.service), ", or a time such as 2s");
  delay.time = in.time();
  return delay;
}

Fault read_cut(Words& in) {
  Cut cut;
  cut.target = speaking(in);
  const auto how = in.next("after or at");
  if (how != "after" && how != "at") in.refuse("after (the reply still goes out) or at (instead of the reply)");
  if (!in) return cut;
  if (in.at_number() && how == "after") {
    cut.moment = Cut::Moment::after_bytes;
    cut.bytes = in.number("a number of bytes", 1, 1'000'000'000);
    if (!in.if_next({"bytes", "byte"})) in.refuse_here("the word bytes");
  } else {
    cut.moment = how == "at" ? Cut::Moment::instead_of_reply : Cut::Moment::after_reply;
    cut.when = moment(in, speech_of(*cut.target.service), how == "after" ? ", or a number of bytes" : "");
  }
  if (const auto with = in.if_next({"with"})) {
    const auto way = in.next("RST or FIN");
    if (way != "RST" && way != "FIN") in.refuse("RST or FIN");
    cut.way = way == "FIN" ? Cut::Way::end : Cut::Way::reset;
  }
  return cut;
}

Fault read_full_mailbox(Words& in) {
  const auto name = in.next("a user");
  for (const auto& account : wire::accounts()) {
    const auto address = account.user + "@" + account.domain;
    if (wire::same_word(name, account.user) || wire::same_word(name, address)) return FullMailbox{address};
  }
  if (name.find('@') == std::string::npos || name.ends_with('@') || name.starts_with('@'))
    in.refuse("alice, bob, or an address such as bob@hamburger.edu");
  return FullMailbox{name};
}

Fault read_full_disk(Words& in) {
  if (in.at_end()) return FullDisk{};
  return FullDisk{in.server()};
}

Fault read_strip(Words& in) {
  if (in.at_end()) return StripStarttls{};
  const auto machine = in.server();
  if (in && !wire::runs(machine, wire::Service::smtp)) in.refuse("a mail server");
  return StripStarttls{machine};
}

// The speed comes last; before it may stand whose.
Fault read_slow(Words& in) {
  Slow slow;
  if (!in.at_number() && !in.at_end()) slow.target = in.target();
  slow.bytes_a_second = in.rate();
  return slow;
}

Fault read_refuse_tls(Words& in) {
  const auto target = in.service();
  using enum wire::Service;
  constexpr std::array may{smtp, submission, pop3, imap, ftp};
  if (in && std::find(may.begin(), may.end(), *target.service) == may.end()) in.refuse("smtp, submission, pop3, imap or ftp");
  return RefuseTls{target};
}

Fault read_lift(Words& in) {
  const auto name = in.next("a guard's name");
  std::vector<std::string_view> names;
  for (const auto& guard : ftp::guards()) names.push_back(guard.name);
  if (std::find(names.begin(), names.end(), name) == names.end()) in.refuse(fmt::format("one of {}", fmt::join(names, ", ")));
  return LiftGuard{name};
}

struct Kind {
  Form form;
  Fault (*read)(Words& in);
};

const std::array<Kind, 11>& kinds() {
  static const std::array<Kind, 11> all{{
      {{"off", "off SERVICE[@MACHINE]", "Nobody listens there: who connects is refused (RST).", "off smtp@mail.hamburger.edu"},
       [](Words& in) -> Fault { return Off{in.target()}; }},
      {{"silent", "silent SERVICE[@MACHINE]", "Who connects there gets no answer at all, until he gives up.",
        "silent pop3@mail.hamburger.edu"},
       [](Words& in) -> Fault { return Silent{in.target()}; }},
      {{"reply", "reply SERVICE[@MACHINE] COMMAND|CODE \"TEXT\"",
        "Another reply: to a command, or in place of a code. A refusal means that the command is not carried out. \\n parts lines, where a "
        "reply has several.",
        "reply ftp STOR \"452 Disk full\""},
       read_reply},
      {{"delay", "delay SERVICE[@MACHINE] [COMMAND] TIME", "So long before a reply; the clock stands still at the gate.", "delay pop3 2s"},
       read_delay},
      {{"cut", "cut SERVICE[@MACHINE] after COMMAND|NUMBER bytes|at COMMAND [with RST|FIN]",
        "The connection breaks after the reply, instead of it (at), or when so many bytes have passed. FTP's files count, and their "
        "connection breaks too.",
        "cut smtp after DATA"},
       read_cut},
      {{"full-mailbox", "full-mailbox USER", "His mailbox takes no more letters: 452, and NO [OVERQUOTA].", "full-mailbox bob"},
       read_full_mailbox},
      {{"full-disk", "full-disk [MACHINE]", "No room for files and letters there: 452.", "full-disk ftp.hamburger.edu"}, read_full_disk},
      {{"strip-starttls", "strip-starttls [MACHINE]",
        "Eve stands before this mail server and takes its offer of TLS away. Its name leads to her then; who types its address passes her "
        "by.",
        "strip-starttls mail.crepes.fr"},
       read_strip},
      {{"slow", "slow [SERVICE[@MACHINE]] SPEED",
        "A slow wire, for one service or for all. ftp and ftps are two services; who speaks sftp meets it when he comes anew.",
        "slow 2kB/s"},
       read_slow},
      {{"refuse-tls", "refuse-tls SERVICE[@MACHINE]", "TLS is not offered, and AUTH TLS is refused, from the next connection on.",
        "refuse-tls ftp"},
       read_refuse_tls},
      {{"lift", "lift GUARD", "One of the file server's guards against misuse is gone (RFC 2577), from the next connection on.",
        "lift own-address"},
       read_lift},
  }};
  return all;
}

}  // namespace

std::span<const Form> forms() {
  static const auto all = [] {
    std::vector<Form> each;
    for (const auto& kind : kinds()) each.push_back(kind.form);
    return each;
  }();
  return all;
}

wire::Parsed<Fault> parse(std::string_view text) {
  Words in(text);
  const auto word = in.next("a fault");
  for (const auto& kind : kinds()) {
    if (kind.form.word != word) continue;
    auto fault = kind.read(in);
    in.end();
    if (!in) return tl::unexpected(in.error());
    return fault;
  }
  std::vector<std::string_view> known;
  for (const auto& kind : kinds()) known.push_back(kind.form.word);
  in.refuse(fmt::format("one of {}", fmt::join(known, ", ")));
  return tl::unexpected(in.error());
}

}  // namespace cleartext::faults
