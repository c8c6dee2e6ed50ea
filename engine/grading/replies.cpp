// What a lab's server says, word for word: a refusal keeps its sentence, whatever is put before it, and a +OK to RETR brings a letter.
#include <map>

#include "engine/grading/found.h"
#include "engine/grading/sayings.h"
#include "servers/wire/pattern.h"

namespace cleartext::grading {
namespace {

using dialogue::Line;
using dialogue::LineKind;

bool is_answer(const Line& line) { return line.from == wire::Side::server && line.kind == LineKind::reply; }

void look_at_words(const Line& line, Found& found) {
  if (line.code.empty() || line.text.size() <= line.code.size()) return;
  const auto sentence = std::string_view(line.text).substr(line.code.size() + 1);
  for (const auto& saying : sayings()) {
    if (saying.protocol != line.protocol || !wire::fits(saying.sentence, sentence)) continue;
    if (saying.code == line.code) return;
    found.add("reply", line.packet, "In packet {} the server says {} and a sentence that it says after {} alone: \"{}\".",
              "In Paket {} sagt der Server {} und dazu einen Satz, den er nur nach {} sagt: „{}“.", line.packet, line.code, saying.code,
              sentence);
    return;
  }
}

// RFC 1939, 5: the answer to RETR has several lines if it is +OK.
class Fetches {
 public:
  void take(const Line& line, Found& found) {
    if (line.protocol != packet::Protocol::pop3) return;
    auto& [retrieved, promised] = streams_[line.stream];
    if (line.from == wire::Side::client) {
      retrieved = line.verb == "RETR";
      return;
    }
    if (promised != 0 && line.kind != LineKind::data && line.text != ".") {
      found.add("reply", promised, "In packet {} the server says +OK to RETR, and no letter follows.",
                "In Paket {} sagt der Server +OK zu RETR, und es folgt kein Brief.", promised);
    }
    promised = retrieved && is_answer(line) && line.code == "+OK" ? line.packet : 0;
    retrieved = false;
  }

 private:
  struct State {
    bool retrieved = false;
    std::uint32_t promised = 0;  // the packet of the +OK that is to be followed by a letter
  };
  std::map<std::uint32_t, State> streams_;
};

}  // namespace

void in_replies(const Opened& opened, Found& found) {
  Fetches fetches;
  for (const auto& line : opened.recording->lines()) {
    if (is_answer(line)) look_at_words(line, found);
    fetches.take(line, found);
  }
}

}  // namespace cleartext::grading
