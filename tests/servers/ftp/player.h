// A host that lives in a test: it answers the session's effects at once, and keeps what went over the data
// connection.
#pragma once
#include <deque>
#include <filesystem>
#include <string>

#include "servers/ftp/session.h"
#include "tests/servers/store/folder.h"
#include "tests/transcripts/replay.h"

namespace cleartext::ftp {

struct Site {
  Site() {
    files.put("/pub/menu.txt", "crepes\ngalette");
    // 2001-09-09 01:46:40 UTC
    std::filesystem::last_write_time(folder / "pub/menu.txt", std::filesystem::file_time_type::clock::from_sys(
                                                                  std::chrono::sys_seconds(std::chrono::seconds(1'000'000'000))));
  }
  ~Site() { std::filesystem::remove_all(folder); }
  static SessionSettings settings() { return {"ftp.hamburger.edu", {0x7f00020a, 40000}}; }
  std::unique_ptr<wire::Conversation> session(SessionSettings with = settings()) { return make_session(std::move(with), accounts, files); }
  static std::filesystem::path new_folder() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    return ::mkdtemp(name.data());
  }
  std::filesystem::path folder = new_folder();
  store::Accounts accounts;
  store::FileTree files{folder};
};

inline std::string read_all(wire::DataSource& source, std::size_t step = 3) {
  std::string text;
  std::string room(step, '\0');
  for (std::ptrdiff_t got = 0; (got = source.read(room)) > 0;) text.append(room, 0, static_cast<std::size_t>(got));
  return text;
}

class FtpPlayer final : public transcripts::Player {
 public:
  explicit FtpPlayer(std::unique_ptr<Site> site, SessionSettings with = Site::settings())
      : Player(site->session(std::move(with))), site_(std::move(site)) {}
  ~FtpPlayer() override { session_.reset(); }

 protected:
  std::string settle(const wire::Output& output) override {
    std::string said = output.bytes;
    for (const auto& effect : output.effects) {
      if (std::holds_alternative<wire::Close>(effect)) closed_ = true;
      if (std::holds_alternative<wire::ListenForData>(effect)) {
        said += settle(session_->data_listening({0x7f000215, 50000}));
        said += settle(session_->data_connected());
      }
      if (std::holds_alternative<wire::ConnectData>(effect)) said += settle(session_->data_connected());
      if (const auto* send = std::get_if<wire::SendData>(&effect)) {
        read_all(*send->source);
        said += settle(session_->data_sent());
      }
      if (std::holds_alternative<wire::ReceiveData>(effect)) {
        said += settle(session_->data_received("one\r\ntwo\r\n"));
        said += settle(session_->data_finished());
      }
    }
    return said;
  }

 private:
  std::unique_ptr<Site> site_;
};

}  // namespace cleartext::ftp
