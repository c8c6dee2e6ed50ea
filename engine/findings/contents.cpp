// The same reader takes the same bytes apart in the same way, unless some were missing when they arrived.
#include "engine/findings/contents.h"

#include <algorithm>

#include "engine/findings/mime.h"
#include "engine/findings/unpacker.h"

namespace cleartext::findings {

namespace {

bool reads_again(const Message& message) { return message.complete && message.raw.size() == message.bytes; }

}  // namespace

void let_go_of_contents(Message& message) {
  if (reads_again(message))
    for (Part& part : message.parts) std::string().swap(part.content);  // an assignment would keep its room
}

std::vector<Part> parts_of(const Message& message) {
  const bool are_here = std::ranges::any_of(message.parts, [](const Part& part) { return !part.content.empty(); });
  if (are_here || !reads_again(message)) return message.parts;
  std::vector<Part> parts = message.parts;
  Message again;
  MimeReader reader(again, most_kept, nullptr, Sums::none);
  const auto read = [&](std::string_view bytes) { reader.add(bytes, message.packet); };
  read(message.page_header);
  const auto unpacker = Unpacker::of(message.page_packed);
  message.raw.each([&](std::string_view piece) { unpacker == nullptr ? read(piece) : void(unpacker->add(piece, read)); });
  reader.end();
  for (std::size_t i = 0; i < std::min(parts.size(), again.parts.size()); ++i) parts[i].content = std::move(again.parts[i].content);
  return parts;
}

std::string content_of(const Message& message, std::size_t part) {
  if (part >= message.parts.size()) return {};
  if (!message.parts[part].content.empty()) return message.parts[part].content;
  std::vector<Part> parts = parts_of(message);
  return std::move(parts[part].content);
}

std::size_t kept_of(const Message& message, const Part& its_part) {
  if (!its_part.content.empty() || !reads_again(message)) return its_part.content.size();
  return static_cast<std::size_t>(std::min<std::uint64_t>(its_part.bytes, most_kept));
}

}  // namespace cleartext::findings
