// Invariant: whatever a client sends, in one piece or byte by byte, FTP answers the same, and no file outside
// its folder is touched. ABOR is left out: it overtakes, so when it comes matters.
#include <stdlib.h>

#include <algorithm>
#include <array>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

#include "servers/ftp/session.h"

namespace {

using namespace cleartext;

// A host that answers each effect at once.
class Host {
 public:
  explicit Host(const std::filesystem::path& root) : files_(root) {
    files_.put("/pub/menu.txt", "crepes\ngalette");
    session_ = ftp::make_session({"ftp.hamburger.edu", {}}, accounts_, files_);
    settle(session_->greet());
    settle(session_->receive("USER bob\r\nPASS hungry\r\n"));
  }
  void say(std::string_view bytes) { settle(session_->receive(bytes)); }
  std::string heard;

 private:
  void settle(const wire::Output& output) {
    heard += output.bytes;
    for (const auto& effect : output.effects) bring_about(effect);
  }
  void bring_about(const wire::Effect& effect) {
    if (std::holds_alternative<wire::Close>(effect)) heard += "<close>";
    if (std::holds_alternative<wire::ListenForData>(effect)) {
      settle(session_->data_listening({0x7f000215, 50000}));
      settle(session_->data_connected());
    }
    if (const auto* send = std::get_if<wire::SendData>(&effect)) {
      std::array<char, 100> room;
      for (std::ptrdiff_t got = 0; (got = send->source->read(room)) > 0;) {
        heard.append(room.data(), static_cast<std::size_t>(got));
      }
      settle(session_->data_sent());
    }
    if (std::holds_alternative<wire::ReceiveData>(effect)) {
      settle(session_->data_received("one\r"));
      settle(session_->data_received("\ntwo"));
      settle(session_->data_finished());
    }
  }
  store::Accounts accounts_;
  store::FileTree files_;
  std::unique_ptr<wire::Conversation> session_;
};

std::string play(std::string_view bytes, std::size_t step) {
  auto name = (std::filesystem::temp_directory_path() / "cleartext-fuzz-XXXXXX").string();
  const std::filesystem::path folder = ::mkdtemp(name.data());
  std::string heard;
  {
    Host host(folder / "root");
    for (std::size_t at = 0; at < bytes.size(); at += step) host.say(bytes.substr(at, step));
    heard = host.heard;
  }
  if (std::distance(std::filesystem::directory_iterator(folder), {}) != 1) std::abort();
  std::filesystem::remove_all(folder);
  return heard;
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string bytes(reinterpret_cast<const char*>(data), size);
  std::string upper = bytes;
  std::transform(upper.begin(), upper.end(), upper.begin(),
                 [](char c) { return c >= 'a' && c <= 'z' ? static_cast<char>(c - 32) : c; });
  for (const auto* left_out : {"ABOR", "MDTM"}) {  // MDTM tells when the file was made, a second may pass
    if (upper.find(left_out) != std::string::npos) return 0;
  }
  if (play(bytes, size + 1) != play(bytes, 1)) std::abort();
  return 0;
}
