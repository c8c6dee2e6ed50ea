// FTP's files. A control connection announces a place (PASV, PORT), a command says what will pass there, a
// data connection carries it, and a reply says how it went; the four come in any order and are tied here.
#pragma once
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <unordered_map>

#include "engine/findings/decode.h"
#include "engine/findings/listener.h"
#include "engine/stream/stream_info.h"

namespace cleartext::findings {

class Transfers {
 public:
  static constexpr std::size_t most_waiting = 64;  // early streams, and places of one control connection
  // `told`: files are told; otherwise data connections are only tied to their control connections.
  Transfers(Listener& listener, std::size_t kept, bool told) : listener_(listener), kept_(kept), told_(told) {}

  // The control connection: a data connection to either endpoint belongs to it. The number of a stream that
  // was already open there, if one was.
  std::optional<std::uint32_t> expect(std::uint32_t control, const packet::Endpoint& announced,
                                      const packet::Endpoint& near);
  void hear(const dialogue::Spoken& spoken);
  void control_closed(std::uint32_t control);

  // A stream was opened. The control stream that expects it; empty: none does so far, and its first bytes are
  // kept for a while in case one will.
  std::optional<std::uint32_t> opened(const stream::StreamInfo& info);
  void data(std::uint32_t stream, std::string_view bytes, std::uint32_t packet, bool decrypted);
  void begin_again(std::uint32_t stream);  // what it carried so far was the outside of TLS
  void gap(std::uint32_t stream);
  void ended(std::uint32_t stream, bool whole);
  void forget(std::uint32_t stream);  // it is no data connection after all
  bool wants(std::uint32_t stream) const { return streams_.count(stream) != 0; }

 private:
  struct Transfer {
    std::uint32_t control = packet::no_stream, stream = packet::no_stream, packet = 0;
    packet::Endpoint server;  // of the data stream
    std::string command, name, content;
    std::uint64_t command_place = 0, bytes = 0, offset = 0;
    Sha256 sum;
    bool damaged = false, ended = false, whole = false, told = false, decrypted = false;
    std::optional<bool> succeeded;  // what the final reply said
  };
  using Shared = std::shared_ptr<Transfer>;
  void claim(const Shared& from, const Shared& to);
  static void name_given(std::deque<Shared>& transfers, const dialogue::Spoken& spoken);
  void tell_if_done(const Shared& transfer, bool now = false);

  static constexpr std::size_t most_expected = 4096, most_early = 1024 * 1024;
  Listener& listener_;
  std::size_t kept_;
  bool told_;
  std::map<packet::Endpoint, Shared> expected_;
  std::unordered_map<std::uint32_t, Shared> streams_;
  std::unordered_map<std::uint32_t, std::deque<Shared>> controls_;
  std::unordered_map<std::uint32_t, std::uint64_t> restarts_;  // REST, until the command that it is for
  std::deque<std::uint32_t> unclaimed_;  // streams nobody expects yet, oldest first
};

}  // namespace cleartext::findings
