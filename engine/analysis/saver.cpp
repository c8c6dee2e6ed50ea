// A file that is there already is removed first and made anew, so that no link in the folder leads elsewhere.
#include "engine/analysis/saver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

namespace cleartext::analysis {

namespace {

wire::Problem refusal(const std::string& path, int error) {
  return {path + " cannot be written: " + std::strerror(error) + ".", "Choose another folder."};
}

bool write_all(int file, std::string_view content) {
  while (!content.empty()) {
    const ssize_t wrote = ::write(file, content.data(), content.size());
    if (wrote < 0 && errno == EINTR) continue;
    if (wrote < 0) return false;
    content.remove_prefix(static_cast<std::size_t>(wrote));
  }
  return true;
}

}  // namespace

namespace {

// Begins here a letter of UTF-8 that turns the direction of writing, so that a name looks like another one?
bool turns_direction(std::string_view text) {
  for (const std::string_view sign : {"\u200e", "\u200f", "\u061c", "\u202a", "\u202b", "\u202c", "\u202d", "\u202e", "\u2066", "\u2067", "\u2068", "\u2069"})
    if (text.starts_with(sign)) return true;
  return false;
}

bool inside_letter(char c) {  // not the first byte of one (RFC 3629, 3)
  return (static_cast<unsigned char>(c) & 0xc0) == 0x80;
}

// Cut between letters; what tells the kind of file stays.
std::string shortened(std::string_view name, std::size_t longest) {
  constexpr std::size_t longest_kind = 12;
  if (name.size() <= longest) return std::string(name);
  const std::size_t dot = name.rfind('.');
  const std::string_view kind = dot != std::string_view::npos && name.size() - dot <= longest_kind ? name.substr(dot) : std::string_view();
  std::size_t length = longest - kind.size();
  while (length > 0 && inside_letter(name[length])) --length;
  return std::string(name.substr(0, length)).append(kind);
}

}  // namespace

std::string safe_name(std::string_view name) {
  constexpr std::size_t longest = 100;
  while (name.ends_with('/') || name.ends_with('\\')) name.remove_suffix(1);
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  while (name.starts_with('.') || name.starts_with(' ')) name.remove_prefix(1);
  const std::string whole = shortened(name, longest);
  std::string safe;
  for (std::string_view left = whole; !left.empty(); left.remove_prefix(1)) {
    if (turns_direction(left)) {
      while (left.size() > 1 && inside_letter(left[1])) left.remove_prefix(1);
      safe += '_';
      continue;
    }
    const auto byte = static_cast<unsigned char>(left.front());
    const bool plain = byte >= 0x80 || (byte > 0x20 && byte != 0x7f && std::strchr("<>:\"|?*$`;&'", left.front()) == nullptr);
    safe += plain ? left.front() : '_';
  }
  return safe.empty() ? "unnamed" : safe;
}

tl::expected<Saver, wire::Problem> Saver::into(const std::string& folder) {
  std::error_code error;
  std::filesystem::create_directories(folder, error);
  if (error) return tl::unexpected(refusal(folder, error.value()));
  if (!std::filesystem::is_directory(folder, error)) return tl::unexpected(refusal(folder, ENOTDIR));
  return Saver(folder);
}

tl::expected<void, wire::Problem> Saver::write(const std::string& name, std::string_view content) const {
  const std::string path = folder_ + "/" + name;
  unlink(path.c_str());
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (file < 0) return tl::unexpected(refusal(path, errno));
  const bool written = write_all(file, content);
  const int error = errno;
  close(file);
  if (!written) return tl::unexpected(refusal(path, error));
  return {};
}

tl::expected<void, wire::Problem> Saver::save(const findings::Message& message) {
  const std::string stem = fmt::format("message-{:04}", ++messages_);
  const bool letter = message.protocol != packet::Protocol::http;
  if (letter)
    if (auto written = write(stem + ".eml", message.raw); !written) return written;
  int number = 0;
  for (const findings::Part& part : message.parts) {
    ++number;
    if (part.filename.empty() && letter) continue;
    if (auto written = write(fmt::format("{}-{}-{}", stem, number, safe_name(part.filename)), part.content);
        !written)
      return written;
  }
  return {};
}

tl::expected<void, wire::Problem> Saver::save(const findings::File& file) {
  return write(fmt::format("file-{:04}-{}", ++files_, safe_name(file.name)), file.content);
}

}  // namespace cleartext::analysis
