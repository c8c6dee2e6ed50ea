// The webmail of one mail server, as a site that HTTP sessions show: one for all connections, because a visitor
// who logged in on one comes back on another. What mail is and where it goes is asked of a Desk.
#pragma once
#include <chrono>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>
#include <vector>

#include "servers/http/session.h"

namespace cleartext::webmail {

struct Entry {
  std::string id;  // unique for the mailbox's life
  bool unread = false;
};

// One user's mail. A letter may go away between two calls: somebody else may have the mailbox open too.
class Mailbox {
 public:
  enum class Removal : unsigned char { done, gone, busy };  // busy: another program holds the mailbox
  virtual ~Mailbox() = default;
  virtual std::vector<Entry> letters() = 0;                              // in order of arrival
  virtual std::optional<std::string> header(const std::string& id) = 0;  // with the empty line; CR LF
  virtual std::optional<std::string> letter(const std::string& id) = 0;  // CR LF
  virtual void mark_read(const std::string& id) = 0;
  virtual Removal remove(const std::string& id) = 0;
};

struct Outgoing {
  std::string from;             // the envelope's
  std::vector<std::string> to;  // hidden copies included
  std::string letter;           // CR LF
  wire::Endpoint peer;          // the browser
};

// What the server behind the pages decides. A refusal is a sentence.
class Desk {
 public:
  virtual ~Desk() = default;
  virtual std::chrono::system_clock::time_point now() const = 0;
  // The address of who logs in, "bob@hamburger.edu". Takes the same time whatever is wrong.
  virtual std::optional<std::string> check(std::string_view login, std::string_view password) = 0;
  virtual std::unique_ptr<Mailbox> mailbox(const std::string& address) = 0;
  virtual tl::expected<void, std::string> recipient(const std::string& address) = 0;
  virtual tl::expected<std::string, std::string> send(const Outgoing& letter) = 0;  // the queue id
};

struct Settings {
  std::string host_name;               // "mail.hamburger.edu"
  std::function<std::string()> token;  // unguessable, never the same twice
};

std::unique_ptr<http::Site> make_site(Settings settings, Desk& desk);
std::span<const wire::CommandInfo> routes();  // one row an address; `syntax` is "GET /mail/{letter}"
std::string random_token();                   // 128 bits of the kernel's randomness, for Settings

}  // namespace cleartext::webmail
