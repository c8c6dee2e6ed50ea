#include "engine/lesson/describe.h"

#include <fmt/format.h>

#include <algorithm>

namespace cleartext::lesson {
namespace {

std::string upper(std::string text) {
  std::ranges::transform(text, text.begin(), [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c; });
  return text;
}

// A pattern as a person would say it: without its stars, and with every alternative.
std::string plain(std::string_view pattern, std::string_view or_else) {
  std::string words;
  while (true) {
    const auto bar = pattern.find('|');
    std::string one(pattern.substr(0, bar));
    std::erase(one, '*');
    if (!one.empty()) words += fmt::format("{}\"{}\"", words.empty() ? std::string_view() : or_else, one);
    if (bar == pattern.npos) return words;
    pattern.remove_prefix(bar + 1);
  }
}

}  // namespace

std::string Phrases::describe(const Evidence& evidence) const {
  std::string words;
  switch (evidence.kind) {
    case Evidence::Kind::connection: words = say("a connection", "eine Verbindung"); break;
    case Evidence::Kind::line: words = say("a line", "eine Zeile"); break;
    case Evidence::Kind::message: words = say("a whole message", "eine ganze Nachricht"); break;
    case Evidence::Kind::file: words = say("a whole file", "eine ganze Datei"); break;
    case Evidence::Kind::credential: words = say("a log-in", "eine Anmeldung"); break;
    case Evidence::Kind::weakness: words = say("a weakness", "eine Schwäche"); break;
    case Evidence::Kind::cracked: words = say("a digest that was tried", "ein Digest, der probiert wurde"); break;
  }
  if (!evidence.protocol.empty()) words += fmt::format(" ({})", upper(evidence.protocol));
  if (evidence.from == "client") words += say(" from the client", " vom Client");
  if (evidence.from == "server") words += say(" from the server", " vom Server");
  if (!evidence.server.empty()) words += say(" with ", " mit ") + evidence.server;
  // Of several texts one is to be found out: none is told. Of several spellings of one name the first will do.
  const std::string text = evidence.text.find('|') == evidence.text.npos ? evidence.text : std::string();
  const std::string user = evidence.user.substr(0, evidence.user.find('|'));
  for (const auto& part : {evidence.state, evidence.verb, evidence.code, text, evidence.subject, evidence.to, evidence.name, user,
                           evidence.mechanism, evidence.rule}) {
    if (const auto said = plain(part, say(" or ", " oder ")); !said.empty()) words += " " + said;
  }
  if (evidence.opened_by == "client") words += say(" over a data connection from the client", " über eine Datenverbindung vom Client");
  if (evidence.opened_by == "server") words += say(" over a data connection from the server", " über eine Datenverbindung vom Server");
  if (evidence.in_tls == "yes") words += say(" inside TLS", " innerhalb von TLS");
  if (evidence.in_tls == "no") words += say(" in the clear", " im Klartext");
  return words;
}

std::string Phrases::seen_in(std::uint32_t packet) const {
  return fmt::format(fmt::runtime(say("Seen in packet {}.", "Gesehen in Paket {}.")), packet);
}

std::string Phrases::missing(std::size_t seen, std::size_t wanted, const Evidence& next) const {
  if (wanted == 1) return say("Still missing: ", "Es fehlt noch: ") + describe(next) + ".";
  return fmt::format(fmt::runtime(say("{} of {} things were seen. Still missing: {}.", "{} von {} Dingen gesehen. Es fehlt noch: {}.")),
                     seen, wanted, describe(next));
}

std::string Phrases::forbidden(std::uint32_t packet) const {
  return fmt::format(fmt::runtime(say("Packet {} shows what should not be there.", "Paket {} zeigt, was nicht da sein soll.")), packet);
}

std::string Phrases::counted(std::size_t count, const Evidence& evidence) const {
  return fmt::format(fmt::runtime(say("Seen {} times: {}.", "{} Mal gesehen: {}.")), count, describe(evidence));
}

std::string Phrases::measured(const std::string& value) const {
  return fmt::format(fmt::runtime(say("Measured: {}.", "Gemessen: {}.")), value);
}
std::string Phrases::nothing_to_measure() const {
  return say("There is nothing to measure in the capture yet.", "In der Aufzeichnung ist noch nichts zu messen.");
}
std::string Phrases::no_answer() const { return say("No answer yet.", "Noch keine Antwort."); }
std::string Phrases::nothing_to_compare() const {
  return say("What the question is about is not in the capture yet.", "Wonach gefragt ist, steht noch nicht in der Aufzeichnung.");
}
std::string Phrases::right(const std::string& answer) const {
  return fmt::format(fmt::runtime(say("{} is right.", "{} ist richtig.")), answer);
}
std::string Phrases::wrong(const std::string& answer) const {
  return fmt::format(fmt::runtime(say("{} is not what this capture says.", "{} sagt diese Aufzeichnung nicht.")), answer);
}
std::string Phrases::packet(const std::string& number) const { return fmt::format(fmt::runtime(say("Packet {}", "Paket {}")), number); }
std::string Phrases::not_meant(const std::string& packet) const {
  return fmt::format(fmt::runtime(say("{} is not the one that is meant.", "{} ist nicht das gemeinte.")), packet);
}
std::string Phrases::chosen(bool is_right, const std::string& choice) const {
  return (is_right ? say("Right: ", "Richtig: ") : say("Not right: ", "Nicht richtig: ")) + choice;
}
std::string Phrases::not_shown_yet() const {
  return say("Not judged yet: it has not shown on the wire.", "Noch nicht beurteilt: Es hat sich auf der Leitung noch nicht gezeigt.");
}
std::string Phrases::no_choice() const {
  return say("What was chosen is none of the sentences that this student was shown.",
             "Gewählt wurde keiner der Sätze, die dieser Person gezeigt wurden.");
}
std::string Phrases::first(const std::string& foundation) const { return say("First: ", "Zuerst: ") + foundation; }

}  // namespace cleartext::lesson
