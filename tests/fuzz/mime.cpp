// Invariants: a letter has the same parts however it was cut, a part's body lies inside the letter, what is
// kept is bounded, nothing crashes.
#include <cstdlib>

#include "engine/findings/mime.h"

using namespace cleartext;

namespace {

constexpr std::size_t kept = 4096;

std::string parts(std::string_view raw, std::size_t cut) {
  findings::Message message;
  findings::MimeReader reader(message, kept);
  for (std::size_t at = 0; at < raw.size(); at += cut) reader.add(raw.substr(at, cut), 1);
  reader.end();
  std::string text = message.subject + '\n' + message.message_id + '\n' + message.body_sha256 + '\n';
  for (const findings::Part& part : message.parts) {
    if (part.content.size() > kept || part.content.size() > part.bytes) std::abort();
    if (part.offset > raw.size()) std::abort();
    text += part.type + ' ' + part.filename + ' ' + part.encoding + ' ' + std::to_string(part.bytes) + ' ' + part.sha256 + '\n';
  }
  return text;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size < 1) return 0;
  const std::string_view raw(reinterpret_cast<const char*>(data + 1), size - 1);
  if (parts(raw, raw.size() + 1) != parts(raw, 1 + data[0] % 32)) std::abort();
  return 0;
}
