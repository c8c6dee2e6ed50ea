// Bob's mailbox in a folder of its own: three letters, a clock that stands still, and as many sessions as asked.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "servers/imap/session.h"
#include "servers/store/line_ends.h"

namespace cleartext::imap {

class FixedClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override {
    return std::chrono::system_clock::time_point(std::chrono::seconds(1'000'000'000));
  }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()>) override { return nullptr; }
};

inline const std::string plain_letter =
    "Date: Wed, 24 Sep 2025 14:03:00 +0200\nFrom: Alice <alice@crepes.fr>\nTo: bob@hamburger.edu\nSubject: crepes\n"
    "Message-ID: <1@crepes.fr>\n\nDo you like crepes?\n. A dot\n";

inline const std::string letter_with_parts =
    "Date: Thu, 25 Sep 2025 09:00:00 +0000\nFrom: \"The \\\"Cook\\\"\" <cook@crepes.fr>\nSender: alice@crepes.fr\n"
    "To: Bob <bob@hamburger.edu>,\n team: carol@hamburger.edu, dan@hamburger.edu;\nSubject: =?UTF-8?Q?Cr=C3=AApes?=\n"
    "MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=\"xx\"\n\nFor old readers.\n--xx\n"
    "Content-Type: multipart/alternative; boundary=yy\n\n--yy\nContent-Type: text/plain; charset=utf-8\n"
    "Content-Transfer-Encoding: quoted-printable\n\nCr=C3=AApes!\n--yy\nContent-Type: text/html\n\n<b>Crepes!</b>\n--yy--\n--xx\n"
    "Content-Type: application/pdf; name=\"menu.pdf\"\nContent-Transfer-Encoding: base64\n"
    "Content-Disposition: attachment; filename=\"menu.pdf\"\nContent-Description: The menu\n\nJVBERi0=\n--xx--\n";

inline const std::string letter_in_a_letter =
    "From: bob@hamburger.edu\nTo: alice@crepes.fr\nIn-Reply-To: <1@crepes.fr>\nContent-Type: multipart/mixed; boundary=zz\n\n"
    "--zz\n\nSee below.\n--zz\nContent-Type: message/rfc822\n\nFrom: eve@nowhere.org\nSubject: inside\n\nText inside.\n\n--zz--\n";

class BobsRoom final : public MailRoom {
 public:
  BobsRoom() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    for (const auto* part : {"tmp", "new", "cur"}) std::filesystem::create_directory(folder / part);
    put("cur", "1.M000001", ":2,S", plain_letter);
    put("new", "2.M000001", "", letter_with_parts);
    put("new", "3.M000001", "", letter_in_a_letter);
    restart();
  }
  ~BobsRoom() override { std::filesystem::remove_all(folder); }
  bool check(std::string_view login, std::string_view password) override { return login == "bob" && password == "hungry"; }
  std::optional<std::string> password_of(std::string_view login) override {
    return login == "bob" ? std::optional<std::string>("hungry") : std::nullopt;
  }
  store::MailFolders& folders(const std::string&) override { return *bobs; }
  void restart() { bobs = std::make_unique<store::MailFolders>(folder, clock); }
  void put(const std::string& part, const std::string& id, const std::string& marks, const std::string& text) {
    const auto file = folder / part / (id + ",W=" + std::to_string(store::size_with_crlf(text)) + marks);
    std::ofstream(file, std::ios::binary) << text;
    // 24 September 2025, noon; what the file system takes for the beginning of its time is its own affair.
    const auto noon = std::chrono::file_clock::from_sys(std::chrono::sys_seconds(std::chrono::seconds(1'758'715'200)));
    std::filesystem::last_write_time(file, noon);
  }

  std::filesystem::path folder;
  FixedClock clock;
  std::unique_ptr<store::MailFolders> bobs;
};

}  // namespace cleartext::imap
