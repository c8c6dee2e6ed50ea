// Where packets come from: live and recorded captures are siblings behind this.
#pragma once
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <set>
#include <span>
#include <string>
#include <tl/expected.hpp>

#include "engine/packet/packet.h"
#include "servers/wire/problem.h"

namespace cleartext::capture {

struct Damage {
  std::uint64_t byte = 0;  // where in the file
  std::string sentence;
};

// pcapng can carry the secrets of TLS sessions, anywhere in the file: lines of a key log, told as they are met.
class BringsSecrets {
 public:
  virtual ~BringsSecrets() = default;
  virtual bool may_bring_secrets() const { return false; }
  virtual void tell_secrets(std::function<void(std::string_view)>) {}
};

class PacketSource : public BringsSecrets {
 public:
  // False at the end. The packet's bytes are stable until they are let go or the source dies; when live, until the
  // next call.
  virtual bool next(packet::RawPacket& packet) = 0;
  // How much was read; and that nothing before a place is wanted any more, so that its memory may go.
  virtual std::uint64_t place() const { return 0; }
  virtual void let_go(std::uint64_t /*place*/) {}
  // What lies before a place may leave memory, and comes back from the file when it is wanted again.
  virtual void put_away(std::uint64_t /*place*/) {}
  virtual void rest() const {}  // from any thread, once all was read: all of it may leave memory, and comes back when it is wanted
  virtual void stop() {}        // from any thread: nothing more is waited for
  virtual std::optional<Damage> damage() const { return {}; }
  virtual int digits() const { return 9; }  // decimal places of the last packet's time
  // What the file says of itself, as far as it was read. Of all but the links only pcapng says anything.
  struct Facts {
    std::string comment;  // of its first section
    int sections = 0, interfaces = 0;
    std::uint64_t missed = 0;              // packets that whoever captured them could not keep
    std::set<std::uint32_t> unread_links;  // link types whose packets are counted, nothing more
  };
  virtual Facts facts() const { return {}; }
  // Of pcapng: the bytes of the file, so that it can be written again as it was. Of others nothing.
  virtual std::span<const std::byte> original() const { return {}; }
  // How far it has read, from 0 to 1; below 0: nobody knows how much will come.
  virtual double progress() const { return -1; }
  // pcapng can name hosts, too, told as they are met; the port of the endpoint says nothing.
  virtual void tell_names(std::function<void(const packet::Endpoint&, std::string_view)>) {}
};

// pcap or pcapng, plain or compressed with gzip, told apart by the first bytes; "-" is stdin. A Problem is a
// file that cannot be read at all; one that is no capture is a source without packets and with damage.
tl::expected<std::unique_ptr<PacketSource>, wire::Problem> open_file(const std::string& path);

}  // namespace cleartext::capture
