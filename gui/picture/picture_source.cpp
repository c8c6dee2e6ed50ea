// A type is what its sender calls it; where that says nothing, the name decides. The reader of pictures looks itself.
#include "gui/picture/picture_source.h"

#include <algorithm>
#include <array>
#include <cctype>

#include "engine/dialogue/line.h"
#include "engine/findings/contents.h"

namespace cleartext::gui {
namespace {

std::string lower(std::string text) {
  std::transform(text.begin(), text.end(), text.begin(), [](unsigned char c) { return static_cast<char>(std::tolower(c)); });
  return text;
}

bool named_like_a_picture(const std::string& name) {
  static constexpr std::array<std::string_view, 7> endings{".jpg", ".jpeg", ".png", ".gif", ".bmp", ".webp", ".ico"};
  const std::string small = lower(name);
  return std::any_of(endings.begin(), endings.end(), [&](std::string_view ending) { return small.ends_with(ending); });
}

bool is_picture(const std::string& type, const std::string& name) {
  const std::string small = lower(type);
  if (small.starts_with("image/")) return small.find("svg") == std::string::npos;
  return (small.empty() || small == "application/octet-stream") && named_like_a_picture(name);
}

QString shown(const std::string& bytes) { return QString::fromStdString(dialogue::printable(bytes)); }

// The place lies in what the letter consists of, or in the packet that ended it.
bool holds(const findings::Message& message, const Place& place) {
  if (message.stream != place.stream) return false;
  if (message.packet == place.packet) return true;
  const bool same_side = message.from_client == (place.from == wire::Side::client);
  return same_side && place.position >= message.position && place.position < message.position + message.length;
}

void add_parts(std::vector<Picture>& pictures, const findings::Message& message) {
  for (std::size_t i = 0; i < message.parts.size(); ++i) {
    const findings::Part& part = message.parts[i];
    if (is_picture(part.type, part.filename))
      pictures.push_back({shown(part.filename), shown(part.type), part.bytes, message.complete, false, message.decrypted,
                          findings::kept_of(message, part), [&message, i] { return findings::content_of(message, i); }});
  }
}

bool is_picture(const analysis::Growth& growth) { return is_picture(growth.type, growth.filename); }

Carrier carrier_of(const analysis::Growth& growth) {
  return {growth.of == analysis::Growth::Of::file ? Carrier::Kind::file : Carrier::Kind::letter, growth.stream, growth.position};
}

bool belongs_to(const analysis::Growth& growth, const Carrier& carrier) { return carrier_of(growth) == carrier; }

// FTP's control connection and its data connection are about the same file.
bool is_at(const analysis::Growth& growth, const Selection& selection) {
  if (growth.stream == selection.place().stream) return true;
  const auto& streams = selection.recording().streams();
  return growth.of == analysis::Growth::Of::file && growth.stream < streams.size() &&
         streams[growth.stream].control_stream == selection.place().stream;
}

}  // namespace

Carrier newest_growing(const Selection& selection) {
  const auto& growing = selection.recording().growing();
  const auto newest = std::find_if(growing.rbegin(), growing.rend(), [&](const analysis::Growth& growth) {
    return is_picture(growth) && selection.shows(growth.packet) && !selection.closed(growth.decrypted);
  });
  return newest == growing.rend() ? Carrier{} : carrier_of(*newest);
}

Carrier carrier_at(const Selection& selection) {
  const auto& recording = selection.recording();
  const Place& place = selection.place();
  if (place.packet == 0) return {};
  for (const findings::Message& message : recording.messages())
    if (holds(message, place) && selection.shows(message.packet)) return {Carrier::Kind::letter, message.stream, message.position};
  for (const findings::File& file : recording.files())
    if (file.packet == place.packet || (file.data_stream == place.stream && file.data_stream != file.stream))
      return {Carrier::Kind::file, file.data_stream, 0};
  for (const analysis::Growth& growth : recording.growing())
    if (is_at(growth, selection)) return carrier_of(growth);
  return {};
}

std::vector<Picture> pictures_of(const Selection& selection, const Carrier& carrier) {
  const auto& recording = selection.recording();
  std::vector<Picture> pictures;
  if (carrier.kind == Carrier::Kind::file) {
    for (const findings::File& file : recording.files())
      if (file.data_stream == carrier.stream && selection.shows(file.packet) && !selection.closed(file.decrypted) &&
          is_picture({}, file.name))
        pictures.push_back({shown(file.name), {}, file.bytes, file.complete, false, file.decrypted, file.content.size(), [&file] {
                              return file.content.str();
                            }});
  } else if (carrier.kind == Carrier::Kind::letter) {
    for (const findings::Message& message : recording.messages())
      if (message.stream == carrier.stream && message.position == carrier.position && selection.shows(message.packet) &&
          !selection.closed(message.decrypted))
        add_parts(pictures, message);
  }
  for (const analysis::Growth& growth : recording.growing())
    if (belongs_to(growth, carrier) && selection.shows(growth.packet) && !selection.closed(growth.decrypted) && is_picture(growth))
      pictures.push_back({shown(growth.filename), shown(growth.type), growth.content.size(), false, true, growth.decrypted,
                          growth.content.size(), [&growth] { return growth.content; }});
  return pictures;
}

}  // namespace cleartext::gui
