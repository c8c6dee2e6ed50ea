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

std::string safe_name(std::string_view name) {
  constexpr std::size_t longest = 100;
  while (name.ends_with('/') || name.ends_with('\\')) name.remove_suffix(1);
  if (const std::size_t slash = name.find_last_of("/\\"); slash != std::string_view::npos)
    name.remove_prefix(slash + 1);
  while (name.starts_with('.') || name.starts_with(' ')) name.remove_prefix(1);
  std::string safe;
  for (const char c : name.substr(0, longest)) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain =
        byte >= 0x80 || (byte > 0x20 && byte != 0x7f && std::strchr("<>:\"|?*$`;&'", c) == nullptr);
    safe += plain ? c : '_';
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
