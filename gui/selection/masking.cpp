// What gives a password away is known by its finding; PASS is masked before anybody has judged it, too.
#include <QCoreApplication>
#include <QLocale>
#include <algorithm>

#include "gui/selection/selection.h"

namespace cleartext::gui {
namespace {

constexpr const char* dots = "\u2022\u2022\u2022\u2022\u2022\u2022";  // always as many: the length is a secret too

// Credentials come in the order of their packets.
bool gives_away(const analysis::Recording& recording, std::uint32_t packet) {
  const auto& all = recording.credentials();
  const auto at = std::ranges::lower_bound(all, packet, {}, &findings::Credential::packet);
  return at != all.end() && at->packet == packet;
}

std::string masked_words(std::string_view words, std::size_t kept) {
  return std::string(words.substr(0, kept)) + (kept > 0 ? " " : "") + dots;
}

// A few blocks, longer for more, and how much it is: that can be seen from outside.
std::string closed_words(std::uint32_t bytes) {
  std::string blocks;
  for (std::uint32_t i = 0; i < std::clamp(bytes / 4, 3U, 24U); ++i) blocks += "\u2592";
  const QString size = bytes == 1 ? QCoreApplication::translate("Selection", "1 byte")
                                  : QCoreApplication::translate("Selection", "%1 bytes").arg(QLocale().toString(bytes));
  return blocks + " " + size.toStdString();
}

}  // namespace

void Selection::look_as(Eyes eyes) {
  if (eyes == eyes_) return;
  eyes_ = eyes;
  Q_EMIT eyes_changed();
  Q_EMIT mask_changed();
}

dialogue::Line Selection::seen(dialogue::Line line) const {
  if (!closed(line.decrypted)) return line;
  line.text = closed_words(line.length);
  line.verb.clear();
  line.code.clear();
  line.protocol = packet::Protocol::tls;
  line.kind = dialogue::LineKind::invalid;
  line.decrypted = false;
  return line;
}

void Selection::mask(bool masked) {
  if (masked == masked_) return;
  masked_ = masked;
  Q_EMIT mask_changed();
}

std::string Selection::words_of(const dialogue::Line& line) const {
  if (closed(line.decrypted)) return closed_words(line.length);
  const bool secret = masked_ && line.from == wire::Side::client && (line.verb == "PASS" || gives_away(recording_, line.packet));
  if (!secret) return line.text;
  const bool command = line.kind == dialogue::LineKind::command;
  return masked_words(line.text, command ? std::min(line.text.find(' '), line.text.size()) : 0);
}

std::string Selection::words_of(const packet::Packet& packet) const {
  std::string words = packet::info(packet);
  if (!masked_ || !gives_away(recording_, packet.number)) return words;
  return masked_words(words, std::min(words.find(' '), words.size()));
}

}  // namespace cleartext::gui
