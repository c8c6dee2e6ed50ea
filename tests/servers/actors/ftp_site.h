// An FTP agent and the FTP server in one room, without a network: each byte and each effect is carried over by hand,
// data connections included.
#pragma once
#include <gtest/gtest.h>
#include <unistd.h>

#include <deque>
#include <filesystem>
#include <optional>

#include "servers/actors/ftp_agent.h"
#include "servers/ftp/session.h"

namespace cleartext::actors {

class FtpSite {
 public:
  FtpSite() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder_ = ::mkdtemp(name.data());
    files = std::make_unique<store::FileTree>(folder_);
    files->put("/pub/menu.txt", "crepes\ngalette\n");
  }
  ~FtpSite() { std::filesystem::remove_all(folder_); }

  // Plays until nobody has anything to say; what the client said stands in `lines`.
  void play(FtpAgent& agent) {
    session_ = ftp::make_session({"ftp.hamburger.edu", {0x7f000001, 40000}}, accounts_, *files);
    client_ = &agent;
    lines.clear();
    over_ = false;
    from_server(session_->greet());
    while (!waiting_.empty() && !over_) {
      const auto next = waiting_.front();
      waiting_.pop_front();
      next();
    }
    EXPECT_TRUE(over_) << "the client never left";
    waiting_.clear();
    session_.reset();
  }
  std::string content(const std::string& path) const {
    auto source = files->read(path);
    return source ? all_of(**source) : "nothing";
  }
  std::unique_ptr<store::FileTree> files;
  std::vector<std::string> lines;
  bool reachable = true;  // false: no data connection comes about

 private:
  struct End {  // of the data connection
    std::shared_ptr<wire::DataSource> sends;
    bool receives = false;
  };
  static std::string all_of(wire::DataSource& source) {
    std::string text, room(7, '\0');
    for (std::ptrdiff_t got = 0; (got = source.read(room)) > 0;) text.append(room, 0, static_cast<std::size_t>(got));
    return text;
  }
  void later(std::function<void()> call) { waiting_.push_back(std::move(call)); }

  void from_server(const wire::Output& output) {
    if (!output.bytes.empty()) later([this, bytes = output.bytes] { from_client(client_->receive(bytes)); });
    for (const auto& effect : output.effects) bring_about(effect, server_end_);
  }
  void from_client(const wire::Output& output) {
    if (!output.bytes.empty()) {
      lines.push_back(output.bytes.substr(0, output.bytes.find('\r')));
      later([this, bytes = output.bytes] { from_server(session_->receive(bytes)); });
    }
    for (const auto& effect : output.effects) bring_about(effect, client_end_);
    if (output.then) from_client(*output.then);
  }
  void told(const End& end, const std::function<wire::Output(wire::Conversation&)>& event) {
    if (&end == &server_end_)
      from_server(event(*session_));
    else
      from_client(event(*client_));
  }
  void bring_about(const wire::Effect& effect, End& end) {
    auto& other = &end == &server_end_ ? client_end_ : server_end_;
    if (std::holds_alternative<wire::Close>(effect)) over_ = over_ || &end == &client_end_;
    if (std::holds_alternative<wire::ListenForData>(effect)) {
      const auto address = &end == &server_end_ ? 0x7f000215 : 0x7f000001;
      open_at_ = wire::Endpoint{static_cast<std::uint32_t>(address), 50000};
      later([this, &end] { told(end, [this](auto& side) { return side.data_listening(*open_at_); }); });
    }
    if (const auto* connect = std::get_if<wire::ConnectData>(&effect)) {
      const bool answered = reachable && open_at_ == connect->to;
      later(
          [this, &end, answered] { told(end, [answered](auto& side) { return answered ? side.data_connected() : side.data_failed(); }); });
      if (answered) later([this, &other] { told(other, [](auto& side) { return side.data_connected(); }); });
    }
    if (const auto* send = std::get_if<wire::SendData>(&effect)) end.sends = send->source;
    if (std::holds_alternative<wire::ReceiveData>(effect)) end.receives = true;
    if (std::holds_alternative<wire::CloseData>(effect)) server_end_ = client_end_ = {};
    if (end.sends && other.receives) carry(end, other);
    if (other.sends && end.receives) carry(other, end);
  }
  void carry(End& from, End& to) {
    const auto source = from.sends;
    from = to = {};
    later([this, source, &from, &to] {
      told(to, [text = all_of(*source)](auto& side) { return side.data_received(text); });
      told(to, [](auto& side) { return side.data_finished(); });
      told(from, [](auto& side) { return side.data_sent(); });
    });
  }

  std::filesystem::path folder_;
  store::Accounts accounts_;
  std::unique_ptr<wire::Conversation> session_;
  FtpAgent* client_ = nullptr;
  std::deque<std::function<void()>> waiting_;
  std::optional<wire::Endpoint> open_at_;
  End server_end_, client_end_;
  bool over_ = false;
};

}  // namespace cleartext::actors
