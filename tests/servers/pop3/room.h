// One mailbox in a folder of its own, with three mails, and a lock that counts.
#pragma once
#include <stdlib.h>

#include <filesystem>
#include <fstream>
#include <optional>
#include <string>

#include "servers/pop3/session.h"

namespace cleartext::pop3 {

class OneMailbox final : public MailboxRoom {
 public:
  OneMailbox() {
    auto name = (std::filesystem::temp_directory_path() / "cleartext-test-XXXXXX").string();
    folder = ::mkdtemp(name.data());
    for (const auto* part : {"tmp", "new", "cur"}) std::filesystem::create_directory(folder / part);
    put("1.M000001,W=51", "Subject: crepes\nFrom: alice\n\none\n. two\nthree\n");
    put("2.M000001,W=5", "two\n");
    put("3.M000001,W=14", "\nno headers\n");
  }
  ~OneMailbox() override { std::filesystem::remove_all(folder); }
  bool check(std::string_view login, std::string_view password) override {
    return (login == "bob" || login == "bob@hamburger.edu") && password == "hungry";
  }
  std::optional<std::string> password_of(std::string_view login) override {
    return login == "bob" ? std::optional<std::string>("hungry") : std::nullopt;
  }
  std::unique_ptr<OpenMailbox> open(std::string_view) override {
    if (locked) return nullptr;
    return std::make_unique<Lock>(*this);
  }
  void put(const std::string& name, const std::string& text) { std::ofstream(folder / "new" / name) << text; }

  bool locked = false;
  std::filesystem::path folder;

 private:
  class Lock final : public OpenMailbox {
   public:
    explicit Lock(OneMailbox& room) : room_(room), mails_(room.folder) { room_.locked = true; }
    ~Lock() override { room_.locked = false; }
    store::Maildir& mails() override { return mails_; }

   private:
    OneMailbox& room_;
    store::Maildir mails_;
  };
};

}  // namespace cleartext::pop3
