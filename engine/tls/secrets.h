// What opens TLS sessions: a key log in the form that NSS began and every client and server writes today
// (draft-ietf-tls-keylogfile). It may grow while packets are read; who waits for a session's secrets is told.
#pragma once
#include <array>
#include <functional>
#include <list>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "engine/tls/octets.h"

namespace cleartext::tls {

using Random = std::array<std::byte, 32>;  // a ClientHello's: the name of its session

enum class Label : std::uint8_t {
  master,  // TLS 1.2: CLIENT_RANDOM
  client_early,
  client_handshake,
  server_handshake,
  client_traffic,
  server_traffic
};

// Why bytes inside TLS stayed closed.
enum class Closed : std::uint8_t { no_secrets, too_late, cipher, version, missing, no_match };
std::string_view reason(Closed why);  // a clause: "the secrets of their sessions are not known"

class Secrets {
 public:
  class Waiting {
   public:
    virtual ~Waiting() = default;
    virtual void secrets_came() = 0;
    virtual void give_up() = 0;  // what it holds back

   private:
    friend class Secrets;
    std::list<Waiting*>::iterator place_;
    bool holds_ = false;
  };

  // Lines of a key log; an unfinished last line waits for its rest. Lines of other kinds are passed over.
  void add(std::string_view text);
  void set_listener(std::function<void(std::string_view line)> listener) { listener_ = std::move(listener); }  // hears new secrets
  void end_of_log();  // what stands there is the last line, though no line end follows
  // nullptr: not known (yet).
  const std::vector<std::byte>* find(const Random& session, Label label) const;
  bool whole(const Random& session) const;               // all that open a session without early data
  std::size_t size() const { return sessions_.size(); }  // sessions

  // Secrets may come that are not here yet. Then sessions wait for them, within bounds.
  bool more_may_come() const { return more_may_come_; }
  void expect_more(bool expected) { more_may_come_ = expected; }
  // Called once, when the first session is met that lacks a secret: it may stand further on.
  void set_ask(std::function<void()> ask) { ask_ = std::move(ask); }
  void ask();

  void wait(const Random& session, Waiting& who);
  void forget(const Random& session, Waiting& who);

  // All sessions together hold back so many bytes at most; who has waited longest gives up first.
  static constexpr std::size_t most_held = 128 * 1024 * 1024;
  void hold(Waiting& who, std::size_t bytes);
  enum class Left : std::uint8_t { something, nothing };
  void let_go(Waiting& who, std::size_t bytes, Left left);
  std::size_t held() const { return held_; }
  void pass_over(Closed why, std::uint64_t bytes) { closed_[static_cast<std::size_t>(why)] += bytes; }
  // Bytes that nobody had the secrets for, by then.
  void came_too_late(std::uint64_t bytes);
  std::uint64_t passed_over(Closed why) const { return closed_[static_cast<std::size_t>(why)]; }
  std::uint64_t passed_over() const;  // bytes, for whatever reason

 private:
  struct Hash {
    std::size_t operator()(const Random& random) const;
  };
  using Session = std::array<std::vector<std::byte>, 6>;
  void take_line(std::string_view line);

  std::unordered_map<Random, Session, Hash> sessions_;
  std::unordered_multimap<Random, Waiting*, Hash> waiting_;
  std::list<Waiting*> holding_;  // oldest first
  std::size_t held_ = 0;
  std::array<std::uint64_t, 6> closed_{};
  std::string unfinished_;
  std::function<void()> ask_;
  std::function<void(std::string_view)> listener_;
  bool more_may_come_ = false;
};

}  // namespace cleartext::tls
