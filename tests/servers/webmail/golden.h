// Plays a visit as a transcript. The style sheet, the same on every page, is left out of the pages, and out of
// their lengths; lines end in CR LF, so that a page can be written down line by line.
#pragma once
#include <charconv>

#include "servers/webmail/style.h"
#include "tests/servers/webmail/desk.h"
#include "tests/transcripts/replay.h"

namespace cleartext::webmail {

struct World {
  World() {
    desk.put("1.M1",
             "From: Alice <alice@crepes.fr>\r\nTo: bob@hamburger.edu\r\nSubject: =?utf-8?Q?Cr=C3=AApes?=\r\nDate: Wed, 24 Sep 2025 "
             "15:00:00 +0200\r\n\r\nDo you like ketchup?\r\n");
  }
  TestDesk desk;
  std::unique_ptr<http::Site> site = make_site({"mail.hamburger.edu", desk.tokens()}, desk);
};

class WebmailPlayer final : public transcripts::Player {
 public:
  WebmailPlayer() : WebmailPlayer(std::make_unique<World>()) {}
  explicit WebmailPlayer(std::unique_ptr<World> world) : Player(http::make_session({}, *world->site)), world_(std::move(world)) {}
  ~WebmailPlayer() override { session_.reset(); }

 protected:
  std::string settle(const wire::Output& output) override {
    auto bytes = Player::settle(output);
    replace(bytes, style_digest(), "...");
    for (auto at = bytes.find(style_sheet()); at != bytes.npos; at = bytes.find(style_sheet())) {
      bytes.replace(at, style_sheet().size(), "...");
      set_length(bytes, at, [](std::size_t length) { return fmt::format("{}", length - style_sheet().size()); });
    }
    leave_pictures_out(bytes);
    return lines_of(bytes);
  }

 private:
  static void replace(std::string& text, std::string_view what, std::string_view with) {
    for (auto at = text.find(what); at != text.npos; at = text.find(what)) text.replace(at, what.size(), with);
  }
  // The last one before a place.
  template <typename Change>
  static void set_length(std::string& bytes, std::size_t before, Change change) {
    constexpr std::string_view mark = "\r\nContent-Length: ";
    const auto at = bytes.rfind(mark, before) + mark.size();
    const auto end = bytes.find("\r\n", at);
    std::size_t length = 0;
    std::from_chars(bytes.data() + at, bytes.data() + end, length);
    bytes.replace(at, end - at, change(length));
  }
  // Of a picture only that it is one: how well it is packed depends on the zlib that packs it.
  static void leave_pictures_out(std::string& bytes) {
    constexpr std::string_view last =
        "IEND\xae"
        "B`\x82";
    for (auto at = bytes.find("\x89PNG"); at != bytes.npos; at = bytes.find("\x89PNG")) {
      bytes.replace(at, bytes.find(last, at) + last.size() - at, "(a picture)\n");
      set_length(bytes, at, [](std::size_t) { return std::string("..."); });
    }
  }
  static std::string lines_of(std::string_view text) {
    std::string out;
    for (const char c : text) {
      if (c == '\n' && !out.ends_with('\r')) out += '\r';
      out += c;
    }
    return out;
  }
  std::unique_ptr<World> world_;
};

}  // namespace cleartext::webmail
