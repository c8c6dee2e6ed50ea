// A file that is there already stays as it is: the same content is the same evidence, other content is another capture's.
// A link is removed first, so that none in the folder leads elsewhere.
#include "engine/analysis/saver.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>

#include "engine/dialogue/printable.h"
#include "engine/findings/contents.h"

namespace cleartext::analysis {

namespace {

wire::Problem refusal(const std::string& path, int error) {
  return {path + " cannot be written: " + std::strerror(error) + ".", "Choose another folder."};
}

wire::Problem taken(const std::string& path) {
  return {path + " is there already, and is not from this capture. Nothing was written over it.", "Choose an empty folder."};
}

bool holds(const std::string& path, std::string_view content) {
  const int file = open(path.c_str(), O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
  if (file < 0) return false;
  char piece[65536];
  ssize_t count = 0;
  while ((count = read(file, piece, sizeof piece)) > 0 && content.starts_with({piece, static_cast<std::size_t>(count)}))
    content.remove_prefix(static_cast<std::size_t>(count));
  close(file);
  return count == 0 && content.empty();
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
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos) name.remove_prefix(slash + 1);
  while (name.starts_with('.') || name.starts_with(' ')) name.remove_prefix(1);
  const std::string whole = shortened(name, longest);
  std::string safe;
  for (std::string_view left = whole; !left.empty(); left.remove_prefix(1)) {
    if (static_cast<signed char>(left.front()) < 0 && dialogue::steers(left)) {
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
  if (std::error_code error; std::filesystem::is_symlink(path, error)) unlink(path.c_str());
  const int file = open(path.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, 0644);
  if (file < 0 && errno == EEXIST) return holds(path, content) ? tl::expected<void, wire::Problem>() : tl::unexpected(taken(path));
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
    if (auto written = write(stem + ".eml", message.raw.str()); !written) return written;
  int number = 0;
  for (const findings::Part& part : findings::parts_of(message)) {
    ++number;
    if (part.filename.empty() && letter) continue;
    if (auto written = write(fmt::format("{}-{}-{}", stem, number, safe_name(part.filename)), part.content); !written) return written;
  }
  return {};
}

tl::expected<void, wire::Problem> Saver::save(const findings::File& file) {
  return write(fmt::format("file-{:04}-{}", ++files_, safe_name(file.name)), file.content.str());
}

}  // namespace cleartext::analysis
