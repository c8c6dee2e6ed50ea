// TLS as a listener sees it: the hellos, the certificates where they are visible, then honestly "encrypted" with
// sizes (RFC 5246, RFC 8446). With the session's secrets its records are opened, and what is inside is read as any
// other stream is.
#pragma once
#include <array>
#include <list>
#include <memory>

#include "engine/dialogue/conversation.h"
#include "engine/dialogue/lines_in_turn.h"
#include "engine/stream/stream_info.h"
#include "engine/tls/handshake.h"
#include "engine/tls/opener.h"

namespace cleartext::dialogue {

class Reading;

class TlsConversation final : public Conversation, tls::Secrets::Waiting {
 public:
  static constexpr std::size_t most_held = 1024 * 1024;  // of records whose secrets may still come

  // `spoken`: what was spoken before encryption was asked for; unknown: TLS from the start.
  TlsConversation(const stream::StreamInfo& info, Start start, packet::Protocol spoken, Audience& audience, tls::Secrets* secrets);
  ~TlsConversation() override;
  packet::Protocol protocol() const override { return packet::Protocol::tls; }
  std::size_t data(wire::Side from, const stream::Segment& segment) override;
  void gap(wire::Side from, const stream::Segment& missing) override;
  void ended(wire::Side from) override;
  void closed() override;
  bool waits() const override { return !held_.empty(); }
  bool unfinished(wire::Side from) const override;
  std::size_t held() const override;
  // FTP may go back to the clear (RFC 4217, 6): one side first, then the other.
  bool over() const override { return channels_[0].plain || channels_[1].plain; }
  bool plain(wire::Side side) const { return channels_[side == wire::Side::client ? 0 : 1].plain; }
  std::string_view taken_too_soon(wire::Side side, stream::Segment& segment) const override;

 private:
  struct Channel {
    tls::RecordCutter cutter;
    std::string messages;  // handshake, not whole yet
    std::uint64_t messages_position = 0;
    bool encrypted = false;  // TLS 1.2: after ChangeCipherSpec
    bool damaged = false;    // bytes of it are missing
    bool deaf = false, plain = false, inner_ended = false, opened_any = false;
    stream::Segment plain_place;  // where the clear begins again
    std::size_t stage = 0;        // TLS 1.3: which of its secrets is in use
    std::array<std::unique_ptr<tls::Opener>, 3> openers;
    std::vector<std::byte> updated;  // TLS 1.3: the traffic secret after a KeyUpdate
    std::uint64_t sequence = 0, passed = 0;
    int searches = 0;  // how often the sequence number may be searched
  };
  struct Held {
    wire::Side from;
    bool end;
    tls::Record record;
    std::string body;
  };
  Channel& of(wire::Side side) { return channels_[side == wire::Side::client ? 0 : 1]; }
  bool says_hello(wire::Side side) const { return side == hello_from_; }
  bool keeping() const;
  bool unsealed() const;  // the suite that was agreed on hides nothing
  bool is_clear_again(std::string_view header) const;
  tls::Closed why_closed(wire::Side from) const;
  bool is_encrypted(wire::Side from, const tls::Record& record);
  bool has_keys(wire::Side from) const;
  bool must_wait(wire::Side from, const tls::Record& record);
  const std::vector<std::byte>* secret_of(wire::Side from, std::size_t stage) const;
  void secrets_came() override;
  void give_up() override;
  void arrived(wire::Side from, const tls::Record& record);
  void hold(wire::Side from, const tls::Record& record, bool end);
  void wait();
  void let_go(bool all);
  void take(wire::Side from, const tls::Record& record);
  void take_plain(wire::Side from, const tls::Record& record, const tls::Plain& plain, bool opened);
  void take_messages(wire::Side from, const tls::Record& record, const tls::Plain& plain, bool opened);
  void message(wire::Side from, const tls::Record& record, std::uint8_t type, tls::Bytes body, bool opened);
  void say_client_hello(wire::Side from, const tls::Record& record, tls::Bytes body, bool opened);
  void say_server_hello(wire::Side from, const tls::Record& record, tls::Bytes body, bool opened);
  void say_certificate(wire::Side from, const tls::Record& record, tls::Bytes body, bool opened);
  std::optional<tls::Plain> open(wire::Side from, const tls::Record& record);
  std::optional<tls::Plain> open_early(wire::Side from, const tls::Record& record);
  std::optional<tls::Plain> try_stage(wire::Side from, const tls::Record& record, std::size_t stage);
  tls::Opener* opener_of(wire::Side from, std::size_t stage);
  void update_keys(wire::Side from);
  void pass_over(wire::Side from, const tls::Record& record);
  void inner_data(wire::Side from, const tls::Record& record, const tls::Plain& plain);
  void inner_gap(wire::Side from, const tls::Record& record);
  void inner_end(wire::Side from);
  Reading& inner();
  void settle();
  void say(wire::Side from, const tls::Record& record, LineKind kind, std::string_view verb, const std::string& text, bool opened);
  LineKind kind_of(wire::Side from) const { return says_hello(from) ? LineKind::command : LineKind::reply; }

  stream::StreamInfo info_;
  packet::Protocol spoken_;
  Audience& audience_;
  tls::Secrets* secrets_;
  std::array<Channel, 2> channels_;
  wire::Side hello_from_ = wire::Side::client;
  std::optional<tls::ClientHello> client_;
  std::optional<tls::ServerHello> server_;
  std::string application_;                                  // protocol agreed on by ALPN
  bool waiting_ = false, gave_up_ = false, missed_ = false;  // missed: something inside was not opened
  std::list<Held> held_;
  std::size_t held_bytes_ = 0;
  std::uint64_t unknown_bytes_ = 0;  // passed over, as their secrets were not here
  LinesInTurn in_turn_;
  std::unique_ptr<Reading> inner_;
};

}  // namespace cleartext::dialogue
