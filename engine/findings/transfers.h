// FTP's files. A control connection announces a place (PASV, PORT), a command says what will pass there, a
// data connection carries it, and a reply says how it went; the four come in any order and are tied here.
#pragma once
#include <array>
#include <deque>
#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <set>
#include <unordered_map>

#include "engine/findings/decode.h"
#include "engine/findings/listener.h"
#include "engine/findings/offers.h"

namespace cleartext::findings {

struct TransferCommand {
  std::string verb, name;
  std::uint64_t place = 0;   // of the command in its direction
  std::uint64_t offset = 0;  // REST (RFC 3659, 5)
  std::uint32_t packet = 0;
  bool framed = false;  // in another mode than as a stream (RFC 959, 3.4): its bytes are not the file's
};

bool sends_up(std::string_view verb);  // STOR and its like

// One data connection, and what is known of it so far.
struct Transfer {
  struct Body {  // what one side of it said
    std::uint64_t bytes = 0;
    std::optional<Sha256> sum;
    std::string hex;  // of the sum, once it is over
    Text content;
    std::size_t shown = 0;  // of content: what it grew by was told
    bool ended = false, whole = false;
    bool inside_over = false;  // of what TLS wraps, no more will be opened
  };
  std::uint32_t control = packet::no_stream, stream = packet::no_stream, packet = 0;
  std::uint16_t port = 0;  // that was announced
  dialogue::DataPlace place;
  packet::Endpoint client, server;  // of the control connection
  DataConnection ends;
  wire::Side listens = wire::Side::server;  // which side of the control connection
  TransferCommand command;
  std::array<Body, 2> bodies;
  bool damaged = false, told = false, sealed = false, decrypted = false;
  bool answer_missed = false;          // lines are missing since the command was said
  bool doubtful = false;               // lines of the control connection are missing since the place was announced
  std::uint32_t began = 0;             // the packet with its first byte, or its end
  std::uint32_t left_at = UINT32_MAX;  // from that packet on its control connection was about something else
  std::uint32_t next_at = UINT32_MAX;  // there another place was announced
  std::optional<bool> succeeded;       // what the final reply said
  std::shared_ptr<Transfer> twin;      // of another control connection, for the same data: server to server

  Body& of(wire::Side side) { return bodies[side == wire::Side::client ? 0 : 1]; }
  Body& file();  // the side that sends it
  // Something went in the direction of the command.
  bool carries() const { return bodies[client_sends() ? 0 : 1].bytes > 0; }
  bool client_sends() const;  // the machine that opened it: where the server listens, the client of both connections
  bool over(const Body& body) const { return body.ended && (body.inside_over || !sealed); }
  bool over();
};

class Transfers {
 public:
  static constexpr std::size_t most_waiting = 1024;                    // streams nobody expects yet
  static constexpr std::size_t most_waiting_bytes = 64 * 1024 * 1024;  // that are kept of them
  // `told`: files are told; otherwise data connections are only tied to their control connections.
  Transfers(Listener& listener, const Wanted& wanted, bool told) : listener_(listener), wanted_(wanted), told_(told) {}

  // Told of a stream that was there before it was known whose it is, and of the control connection it belongs to.
  void set_tied(std::function<void(std::uint32_t data, std::uint32_t control)> tied) { tied_ = std::move(tied); }
  // The control connection: a data connection at that place belongs to it.
  void expect(const stream::StreamInfo& control, const dialogue::DataPlace& place);
  // The place that a command goes to by default, once the server takes it and nobody has announced another one.
  std::optional<dialogue::DataPlace> hear(const stream::StreamInfo& control, const dialogue::Spoken& spoken);
  void control_closed(const stream::StreamInfo& control);
  void control_missed(std::uint32_t control, std::uint32_t packet);  // lines of it, before that packet

  // A stream was opened. The control stream that expects it; empty: none does so far.
  std::optional<std::uint32_t> opened(const stream::StreamInfo& info);
  // The first bytes of a stream that nobody expects are kept for a while, in case somebody will.
  void wait(const stream::StreamInfo& info);
  void data(std::uint32_t stream, wire::Side from, std::string_view bytes, std::uint32_t packet, bool decrypted);
  void begin_again(std::uint32_t stream);  // what it carried so far was the outside of TLS
  void inside_over(std::uint32_t stream, wire::Side from);
  void gap(std::uint32_t stream);
  void ended(std::uint32_t stream, wire::Side from, bool whole, std::uint32_t packet);
  void closed(const stream::StreamInfo& info);
  void forget(std::uint32_t stream);  // it is no data connection after all
  // Its control connection has agreed on TLS, or nobody knows.
  bool may_be_sealed(std::uint32_t stream) const;
  bool wants(std::uint32_t stream) const { return streams_.count(stream) != 0; }

 private:
  using Shared = std::shared_ptr<Transfer>;
  struct Control {
    std::deque<Shared> transfers;
    std::deque<TransferCommand> placeless;   // commands that nobody has announced a place for
    std::uint64_t asked_place = 0;           // PASV, PORT and their like: where the last one stands
    std::uint64_t restart = 0;               // REST, until the command that it is for
    bool missed = false, from_start = true;  // lines of it are missing; its first ones were heard
    bool framed = false;                     // MODE says so
    bool secured = false;                    // AUTH was agreed on, or all of it is inside TLS
    packet::Endpoint client, server;         // unset: not heard of yet
  };
  Control& control_of(const stream::StreamInfo& info);
  void command(Control& control, const dialogue::Spoken& spoken);
  void forget_unused(Control& control);
  static void leave(Control& control, std::uint32_t packet);
  static bool is_free(const Control& control, const TransferCommand& command);
  static void take_placeless(Control& control, const dialogue::DataPlace& place, Transfer& transfer);
  static void assign(Transfer& transfer, const TransferCommand& command);
  void claim(const Shared& transfer, std::uint32_t until);
  Shared best_claim(const DataOffer& offer, std::uint32_t until);
  void claim_for_missed(const Shared& transfer, std::uint32_t until);
  void take_over(const Shared& transfer, Transfer& early);
  void no_longer_waits(const Transfer& transfer);
  static void name_given(std::deque<Shared>& transfers, const dialogue::Spoken& spoken);
  void tell_if_done(const Shared& transfer, bool now = false);
  void hand_to_twin(Transfer& transfer);
  void tell_growth(Transfer& transfer);

  static constexpr std::size_t most_early = 16 * 1024 * 1024, most_placeless = 16, most_places = 64;
  Listener& listener_;
  Wanted wanted_;
  bool told_;
  Offers offers_;
  std::function<void(std::uint32_t, std::uint32_t)> tied_;
  static constexpr std::size_t most_announced = 65'536;
  std::unordered_map<std::uint16_t, std::uint32_t> announced_;  // how often, by port
  std::map<packet::Endpoint, std::uint32_t> announced_at_;      // and by place
  std::unordered_map<std::uint32_t, Shared> streams_;
  std::unordered_map<std::uint32_t, Control> controls_;
  std::set<std::uint32_t> unclaimed_;                                   // streams nobody expects yet, oldest first
  std::unordered_multimap<std::uint16_t, std::uint32_t> unclaimed_at_;  // by port
  std::size_t waiting_bytes_ = 0;
};

}  // namespace cleartext::findings
