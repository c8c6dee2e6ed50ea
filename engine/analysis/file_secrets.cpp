#include "engine/analysis/file_secrets.h"

#include <fmt/format.h>

#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <fstream>

namespace cleartext::analysis {

namespace {

void take_all_from(capture::BringsSecrets& source, tls::Secrets& secrets) {
  source.tell_secrets([&secrets](std::string_view text) {
    secrets.add(text);
    secrets.end_of_log();
  });
}

}  // namespace

void listen_for_secrets(capture::BringsSecrets& source, const std::string& path, tls::Secrets& secrets) {
  if (!source.may_bring_secrets()) return;
  take_all_from(source, secrets);
  std::error_code error;
  if (!std::filesystem::is_regular_file(path, error)) return secrets.expect_more(true);
  secrets.set_ask([path, &secrets] {
    auto again = capture::open_file(path);
    if (!again) return;
    take_all_from(**again, secrets);
    for (packet::RawPacket packet; (*again)->next(packet);) (*again)->let_go((*again)->place());
  });
}

tl::expected<void, wire::Problem> read_key_log(const std::string& path, tls::Secrets& secrets) {
  std::ifstream file(path, std::ios::binary);
  std::array<char, 65536> piece;
  while (file.read(piece.data(), piece.size()) || file.gcount() > 0) secrets.add({piece.data(), static_cast<std::size_t>(file.gcount())});
  if (file.bad() || !file.eof())
    return tl::unexpected(wire::Problem{fmt::format("The key log {} cannot be read: {}.", path, std::strerror(errno)),
                                        "A key log is what a program writes whose SSLKEYLOGFILE names a file."});
  secrets.end_of_log();
  return {};
}

}  // namespace cleartext::analysis
