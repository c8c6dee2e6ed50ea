// A body is read as MIME's parts are: its header fields become those of a part.
#include "engine/findings/pages.h"

#include <algorithm>
#include <charconv>

#include "engine/dialogue/http.h"
#include "engine/findings/forms.h"
#include "engine/findings/header.h"

namespace cleartext::findings {

using dialogue::LineKind;
using dialogue::lower;
using wire::Side;

namespace {

// "/pictures/crepe.png?size=2 HTTP/1.1" -> "crepe.png"
std::string name_in(std::string_view target) {
  target = target.substr(0, target.find_first_of(" ?#"));
  const std::size_t slash = target.rfind('/');
  return slash == std::string_view::npos ? std::string() : url_decoded(target.substr(slash + 1), false);
}

// "gzip, chunked" -> "gzip" (RFC 9112, 6.1)
std::string without_chunks(std::string encodings) {
  if (!encodings.ends_with("chunked")) return encodings == "identity" ? std::string() : encodings;
  encodings.resize(encodings.size() - 7);
  while (encodings.ends_with(' ') || encodings.ends_with(',')) encodings.pop_back();
  return encodings;
}

// "bytes 0-99/100" (RFC 9110, 14.4)
bool is_whole_range(std::string_view range) {
  const std::size_t dash = range.find('-'), slash = range.find('/');
  if (!range.starts_with("bytes 0-") || slash == std::string_view::npos || slash < dash) return false;
  std::uint64_t last = 0, size = 0;
  std::from_chars(range.data() + dash + 1, range.data() + slash, last);
  std::from_chars(range.data() + slash + 1, range.data() + range.size(), size);
  return size > 0 && last + 1 == size;
}

}  // namespace

void Pages::hear(const dialogue::Spoken& spoken) {
  Direction& here = of(spoken.line.from);
  if (spoken.line.kind == LineKind::command || spoken.line.kind == LineKind::reply) {
    here.type = here.disposition = here.encoding = here.packed = here.date = here.target = {};
    here.in_header = true;
    here.damaged_before = false;
    here.partial = spoken.line.code == "206";
    if (spoken.answers != nullptr) here.target = spoken.answers->argument;
    return;
  }
  if (spoken.line.kind != LineKind::continuation || !here.in_header) return;
  here.in_header = !spoken.line.text.empty();
  const dialogue::HeaderLine field = dialogue::split_header(spoken.line.text);
  if (field.name == "content-type") here.type = field.value;
  if (field.name == "content-disposition") here.disposition = field.value;
  if (field.name == "content-encoding") here.encoding = lower(field.value);
  if (field.name == "date") here.date = field.value;
  if (field.name == "transfer-encoding") here.packed = without_chunks(lower(field.value));
  if (field.name == "content-range") here.partial = !is_whole_range(field.value);
}

std::size_t Pages::held() const {
  std::size_t sum = 0;
  for (const Direction& here : directions_)
    sum += here.type.capacity() + here.disposition.capacity() + here.target.capacity() + here.form.capacity() +
           (here.reader ? here.reader->held() : 0);
  return sum;
}

void Pages::begin(const dialogue::Content& piece, Direction& here) {
  Message& message = here.message.emplace();
  message.stream = piece.stream;
  message.protocol = piece.protocol;
  message.decrypted = piece.decrypted;
  message.from_client = piece.from == Side::client;
  message.position = piece.position;
  here.reader = std::make_unique<MimeReader>(message, wanted_.kept, wanted_.growing ? &listener_ : nullptr, wanted_.sums);
  std::string& header = message.page_header;
  header = "Content-Transfer-Encoding: binary\r\n";
  header += "Content-Type: " + (here.type.empty() ? std::string("application/octet-stream") : here.type) + "\r\n";
  if (!here.disposition.empty()) header += "Content-Disposition: " + here.disposition + "\r\n";
  header += "\r\n";
  here.reader->add(header, piece.packet);
  std::string& encodings = message.page_packed;
  encodings = here.encoding == "identity" ? std::string() : here.encoding;
  if (!here.packed.empty()) encodings += (encodings.empty() ? "" : ", ") + here.packed;
  here.unpacker = Unpacker::of(encodings);
  const bool packed = !encodings.empty() && here.unpacker == nullptr;
  here.damaged = std::exchange(here.damaged_before, false) || packed || here.partial;
  here.form.clear();
}

void Pages::content(const dialogue::Content& piece) {
  Direction& here = of(piece.from);
  if (!here.message) begin(piece, here);
  Message& message = *here.message;
  message.packet = piece.packet;
  message.length = piece.position + piece.bytes.size() - message.position;
  message.bytes += piece.bytes.size();
  if (wanted_.kept > 0 && message.raw.size() + piece.bytes.size() <= longest_raw)
    message.raw.append(piece.bytes, listener_.stays(piece.bytes));
  if (here.form.size() + piece.bytes.size() <= longest_form && here.type.starts_with("application/x-www-form-urlencoded"))
    here.form += piece.bytes;
  if (here.unpacker == nullptr) return here.reader->add(piece.bytes, piece.packet);
  here.damaged = !here.unpacker->add(piece.bytes, [&](std::string_view out) { here.reader->add(out, piece.packet); }) || here.damaged;
}

void Pages::content_ended(const dialogue::Content& last, bool complete) {
  Direction& here = of(last.from);
  if (!here.message && !complete) begin(last, here);
  if (here.message) end(here, last.packet == 0 ? here.message->packet : last.packet, complete);
}

void Pages::end(Direction& here, std::uint32_t packet, bool complete) {
  here.damaged = here.damaged || (here.unpacker && !here.unpacker->finished());
  here.reader->end();
  here.reader.reset();
  here.unpacker.reset();
  Message message = std::move(*here.message);
  here.message.reset();
  message.packet = packet;
  message.complete = complete && !here.damaged;
  message.message_id = message.header = message.body_sha256 = {};
  message.from = message.to = message.subject = {};
  message.date = here.date;
  if (message.parts.size() == 1) {
    Part& part = message.parts.front();
    if (part.filename.empty() && !message.from_client) part.filename = name_in(here.target);
    part.encoding = here.encoding;
  }
  for (const auto& [name, value] : form_fields(here.form)) {
    if (lower(name) == "from") message.from = value;
    if (lower(name) == "to") message.to = value;
    if (lower(name) == "subject") message.subject = value;
  }
  listener_.message(std::move(message));
}

void Pages::finish() {
  for (Direction& here : directions_)
    if (here.message) end(here, here.message->packet, false);
}

}  // namespace cleartext::findings
