// A desk without a server: mailboxes in memory, a clock and secrets that a test knows, letters that were sent.
#pragma once
#include <fmt/format.h>

#include <algorithm>
#include <map>

#include "servers/webmail/site.h"

namespace cleartext::webmail {

class TestDesk final : public Desk {
 public:
  struct Kept {
    std::string id, text;
    bool unread = true;
  };
  using Box = std::vector<Kept>;

  std::chrono::system_clock::time_point now() const override { return time; }
  std::optional<std::string> check(std::string_view login, std::string_view password) override {
    if ((login == "bob" || login == "bob@hamburger.edu") && password == "hungry") return "bob@hamburger.edu";
    if (login == "eve" && password == "listens") return "eve@hamburger.edu";
    return std::nullopt;
  }
  std::unique_ptr<Mailbox> mailbox(const std::string& address) override { return std::make_unique<Open>(*this, boxes[address]); }
  tl::expected<void, std::string> recipient(const std::string& address) override {
    if (address.ends_with("@crepes.fr") || address.ends_with("@hamburger.edu")) return {};
    return tl::unexpected(fmt::format("Relaying to <{}> is refused", address));
  }
  tl::expected<std::string, std::string> send(const Outgoing& letter) override {
    if (full) return tl::unexpected(std::string("The queue is full."));
    sent.push_back(letter);
    return fmt::format("Q{}", sent.size());
  }
  void put(std::string id, std::string text) { boxes["bob@hamburger.edu"].push_back({std::move(id), std::move(text)}); }
  std::function<std::string()> tokens() {
    return [this] { return fmt::format("secret{}", ++secrets); };
  }

  std::chrono::system_clock::time_point time{std::chrono::seconds(1'758'722'587)};
  std::map<std::string, Box> boxes;
  std::vector<Outgoing> sent;
  bool busy = false, full = false;
  int secrets = 0;

 private:
  class Open final : public Mailbox {
   public:
    Open(TestDesk& desk, Box& box) : desk_(desk), box_(box) {}
    std::vector<Entry> letters() override {
      std::vector<Entry> entries;
      for (const auto& kept : box_) entries.push_back({kept.id, kept.unread});
      return entries;
    }
    std::optional<std::string> header(const std::string& id) override { return letter(id); }
    std::optional<std::string> letter(const std::string& id) override {
      const auto kept = find(id);
      return kept == box_.end() ? std::nullopt : std::optional(kept->text);
    }
    void mark_read(const std::string& id) override { find(id)->unread = false; }
    Removal remove(const std::string& id) override {
      const auto kept = find(id);
      if (kept == box_.end()) return Removal::gone;
      if (desk_.busy) return Removal::busy;
      box_.erase(kept);
      return Removal::done;
    }

   private:
    Box::iterator find(const std::string& id) {
      return std::find_if(box_.begin(), box_.end(), [&](const Kept& kept) { return kept.id == id; });
    }
    TestDesk& desk_;
    Box& box_;
  };
};

}  // namespace cleartext::webmail
