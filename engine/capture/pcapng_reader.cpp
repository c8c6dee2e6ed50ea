// pcapng (draft-ietf-opsawg-pcapng): a row of blocks, each with its length at both ends. Sections may differ
// in byte order, interfaces in link type and clock. Blocks we do not know are stepped over.
#include <fmt/format.h>

#include <algorithm>
#include <utility>
#include <vector>

#include "engine/capture/readers.h"

namespace cleartext::capture {

namespace {

enum BlockType : std::uint32_t {
  section_header = 0x0a0d0d0a,
  interface_description = 1,
  old_packet = 2,
  simple_packet = 3,
  name_resolution = 4,
  interface_statistics = 5,
  enhanced_packet = 6,
  decryption_secrets = 10
};

struct Interface {
  packet::LinkType link = packet::LinkType::unknown;
  std::uint32_t longest = 0;        // 0: no limit
  std::uint8_t resolution = 6;      // if_tsresol: negative power of 10, or of 2 with the top bit set
  std::int64_t offset_seconds = 0;  // if_tsoffset
  // Up to so many ticks, each is that many nanoseconds and nothing is added.
  std::uint64_t plain_ticks = 0, tick_ns = 0;
  std::uint64_t missed = 0;  // isb_ifdrop, so far
};

// What no honest capture reaches, and what a hostile one would fill memory with: a few packed bytes unpack to any number of blocks.
constexpr std::uint64_t most_between = 256 * 1024 * 1024;  // bytes of blocks from one packet to the next
constexpr std::uint64_t most_secrets = 64 * 1024 * 1024;   // bytes of key logs
constexpr std::size_t most_interfaces = 65'536;            // of a section
constexpr std::size_t most_names = 100'000, longest_name = 255;

constexpr std::int64_t last_second = 9'000'000'000;  // of the year 2255: what 64 bits of nanoseconds can hold

void note_plain_ticks(Interface& interface) {
  if (interface.resolution > 9 || interface.offset_seconds != 0) return;
  interface.tick_ns = 1;
  for (unsigned i = interface.resolution; i < 9; ++i) interface.tick_ns *= 10;
  interface.plain_ticks = static_cast<std::uint64_t>(last_second) * 1'000'000'000 / interface.tick_ns;
}

// Whole seconds and the rest apart, so that no clock overflows 64 bits.
std::int64_t nanoseconds(std::uint64_t ticks, const Interface& from) {
  if (ticks < from.plain_ticks) return static_cast<std::int64_t>(ticks * from.tick_ns);
  unsigned power = from.resolution & 0x7fu;
  std::uint64_t seconds = 0, rest = 0;
  if ((from.resolution & 0x80) != 0) {
    seconds = power < 64 ? ticks >> power : 0;
    rest = power < 64 ? ticks - (seconds << power) : ticks;
    for (; power > 34; --power) rest >>= 1;
    rest = (rest * 1'000'000'000u) >> power;
  } else {
    for (; power > 18; --power) ticks /= 10;
    std::uint64_t second = 1;
    for (unsigned i = 0; i < power; ++i) second *= 10;
    seconds = ticks / second;
    rest = ticks % second;
    for (unsigned i = power; i < 9; ++i) rest *= 10;
    for (unsigned i = 9; i < power; ++i) rest /= 10;
  }
  const auto counted = static_cast<std::int64_t>(std::min<std::uint64_t>(seconds, last_second));
  const std::int64_t offset = std::clamp(from.offset_seconds, -last_second, last_second);
  return std::clamp(counted + offset, -last_second, last_second) * 1'000'000'000 + static_cast<std::int64_t>(rest);
}

class PcapngReader final : public PacketSource {
 public:
  explicit PcapngReader(std::unique_ptr<FileBytes> bytes) : bytes_(std::move(bytes)), file_(*bytes_) {}

  bool next(packet::RawPacket& packet) override {
    while (!damage_ && enter_block()) {
      const std::uint32_t type = file_.u32(at_);
      const bool is_packet = type == enhanced_packet ? read_enhanced(packet) : read_other(type, packet);
      if (damage_) return false;
      file_.reach(at_);
      at_ = end_ + 4;
      if (!is_packet) continue;
      packet_end_ = at_;
      return true;
    }
    return false;
  }

  std::optional<Damage> damage() const override { return damage_; }
  int digits() const override { return digits_; }
  double progress() const override { return bytes_->progress(at_); }
  std::uint64_t place() const override { return at_; }
  void let_go(std::uint64_t place) override { bytes_->let_go(place); }
  void put_away(std::uint64_t place) override { bytes_->put_away(place); }
  void rest() const override { bytes_->rest(); }
  void stop() override { bytes_->stop(); }
  bool may_bring_secrets() const override { return true; }
  Facts facts() const override { return facts_; }
  std::span<const std::byte> original() const override { return bytes_->bytes(); }
  void tell_secrets(std::function<void(std::string_view)> listener) override { secrets_ = std::move(listener); }
  void tell_names(std::function<void(const packet::Endpoint&, std::string_view)> listener) override { names_ = std::move(listener); }

 private:
  bool read_other(std::uint32_t type, packet::RawPacket& packet) {
    if (type == simple_packet) return read_simple(packet);
    if (type == old_packet) return read_old(packet);
    if (type == section_header) read_section();
    if (type == interface_description) read_interface();
    if (type == decryption_secrets) read_secrets();
    if (type == name_resolution) read_names();
    if (type == interface_statistics) read_statistics();
    return false;
  }

  // Sets body_ and end_ (where the closing length stands), or damage_.
  bool enter_block() {
    if (!file_.has(at_, 12)) {
      if (at_ == file_.size() && !bytes_->damage()) return false;
      return broken(at_, fmt::format("The file ends inside the header of a block, after {} bytes of it.", file_.size() - at_));
    }
    if (file_.u32(at_) == section_header && !read_order()) return false;
    const std::uint32_t length = file_.u32(at_ + 4);
    if (length < 12 || length % 4 != 0)
      return broken(at_ + 4, fmt::format("The block here says that it is {} bytes long, which no block can be.", length));
    if (at_ + length - packet_end_ > most_between)
      return broken(at_, "For more than 256 MiB there is no packet here, which no capture does. What follows is not read.");
    if (!file_.has(at_, length))
      return broken(at_,
                    fmt::format("The block here should have {} bytes, but the file ends after {} of them.", length, file_.size() - at_));
    body_ = at_ + 8;
    end_ = at_ + length - 4;
    if (const std::uint32_t again = file_.u32(end_); again != length)
      return broken(end_, fmt::format("The block says {} bytes at its start and {} at its end.", length, again));
    return true;
  }

  bool read_order() {
    file_.big_endian = file_.u8(at_ + 8) == 0x1a;
    return file_.u32(at_ + 8) == 0x1a2b3c4d || broken(at_ + 8, "The section does not say its byte order.");
  }

  bool room(std::uint64_t count, const char* what) {
    return end_ - body_ >= count || broken(at_, fmt::format("The {} here is too short.", what));
  }

  void read_section() {
    if (!room(16, "section header")) return;
    if (const std::uint16_t major = file_.u16(body_ + 4); major != 1) {
      broken(body_ + 4, fmt::format("The section says pcapng version {}.{}; only version 1 is known.", major, file_.u16(body_ + 6)));
      return;
    }
    interfaces_.clear();
    ++facts_.sections;
    read_options(body_ + 16, nullptr);
  }

  void read_interface() {
    if (!room(8, "interface description")) return;
    if (interfaces_.size() == most_interfaces) {
      broken(at_, fmt::format("The section describes more than {} interfaces, which no capture has.", most_interfaces));
      return;
    }
    Interface interface;
    interface.link = link_type(file_.u16(body_));
    if (interface.link == packet::LinkType::unknown) facts_.unread_links.insert(file_.u16(body_));
    interface.longest = file_.u32(body_ + 4);
    ++facts_.interfaces;
    read_options(body_ + 8, &interface);
    note_plain_ticks(interface);
    interfaces_.push_back(interface);
  }

  // Of packets that were dropped; each block counts from the beginning.
  void read_statistics() {
    constexpr std::uint16_t dropped = 5;
    if (!room(12, "block of statistics")) return;
    const std::uint32_t number = file_.u32(body_);
    each_option(body_ + 12, [&](std::uint16_t code, std::uint16_t length, std::uint64_t value) {
      if (code != dropped || length < 8 || number >= interfaces_.size()) return;
      const std::uint64_t before = std::exchange(interfaces_[number].missed, file_.u64(value));
      facts_.missed += interfaces_[number].missed - std::min(before, interfaces_[number].missed);
    });
  }

  void read_options(std::uint64_t at, Interface* interface) {
    each_option(at, [&](std::uint16_t code, std::uint16_t length, std::uint64_t value) {
      if (interface == nullptr && code == 1 && facts_.sections == 1 && facts_.comment.empty()) {
        const auto text = file_.part(value, length);
        facts_.comment.assign(reinterpret_cast<const char*>(text.data()), text.size());
      }
      if (interface != nullptr && code == 9 && length >= 1) interface->resolution = file_.u8(value);
      if (interface != nullptr && code == 14 && length >= 8) interface->offset_seconds = static_cast<std::int64_t>(file_.u64(value));
    });
  }

  template <typename Use>
  void each_option(std::uint64_t at, Use use) {
    while (end_ - at >= 4) {
      const std::uint16_t code = file_.u16(at), length = file_.u16(at + 2);
      if (code == 0) return;
      if (end_ - at - 4 < length) {
        broken(at, fmt::format("An option here says that it is {} bytes long, but its block ends earlier.", length));
        return;
      }
      use(code, length, at + 4);
      at = std::min<std::uint64_t>(end_, at + 4 + (length + 3u) / 4u * 4u);
    }
  }

  const Interface* interface_of(std::uint32_t number) {
    if (number < interfaces_.size()) return &interfaces_[number];
    broken(body_, fmt::format("The packet here came from interface {}, which the file does not describe.", number));
    return nullptr;
  }

  bool fill(packet::RawPacket& packet, const Interface& from, std::uint64_t ticks, std::uint64_t data, std::uint32_t captured,
            std::uint32_t length) {
    if (captured > end_ - data)
      return broken(at_, fmt::format("The packet here says that it has {} bytes, but its block has room for {}.", captured, end_ - data));
    digits_ = (from.resolution & 0x80) != 0 ? 9 : std::min<int>(from.resolution, 9);
    packet.time_ns = nanoseconds(ticks, from);
    packet.bytes = file_.part(data, captured);
    packet.length = std::max(captured, length);
    packet.link = from.link;
    return true;
  }

  std::uint64_t ticks_at(std::uint64_t at) const { return std::uint64_t{file_.u32(at)} << 32 | file_.u32(at + 4); }

  bool read_enhanced(packet::RawPacket& packet) {
    if (!room(20, "packet block")) return false;
    const Interface* from = interface_of(file_.u32(body_));
    return from != nullptr && fill(packet, *from, ticks_at(body_ + 4), body_ + 20, file_.u32(body_ + 12), file_.u32(body_ + 16));
  }

  bool read_old(packet::RawPacket& packet) {
    if (!room(20, "packet block")) return false;
    const Interface* from = interface_of(file_.u16(body_));
    return from != nullptr && fill(packet, *from, ticks_at(body_ + 4), body_ + 20, file_.u32(body_ + 12), file_.u32(body_ + 16));
  }

  // It has no time and no captured length: that is what is left of the block, the interface's limit, or the
  // packet's.
  bool read_simple(packet::RawPacket& packet) {
    if (!room(4, "packet block")) return false;
    const Interface* from = interface_of(0);
    if (from == nullptr) return false;
    const std::uint32_t length = file_.u32(body_);
    std::uint32_t captured = std::min<std::uint32_t>(length, static_cast<std::uint32_t>(end_ - body_ - 4));
    if (from->longest != 0) captured = std::min(captured, from->longest);
    return fill(packet, *from, 0, body_ + 4, captured, length);
  }

  // Of all kinds of secrets (WireGuard, ZigBee), those of TLS.
  void read_secrets() {
    constexpr std::uint32_t tls_key_log = 0x544c534b;
    if (!room(8, "block of secrets")) return;
    const std::uint32_t length = file_.u32(body_ + 4);
    if (length > end_ - body_ - 8) {
      broken(at_, fmt::format("The secrets here should have {} bytes, but their block has room for {}.", length, end_ - body_ - 8));
      return;
    }
    if (!secrets_ || file_.u32(body_) != tls_key_log) return;
    secret_bytes_ += length;
    if (secret_bytes_ > most_secrets) {
      broken(at_, "The secrets in this capture are more than 64 MiB, which no capture needs.");
      return;
    }
    const auto bytes = file_.part(body_ + 8, length);
    secrets_({reinterpret_cast<const char*>(bytes.data()), bytes.size()});
  }

  // Records of an address and the names it has, each ended by a zero; what is not one of the two kinds is stepped over.
  void read_names() {
    std::uint64_t at = body_;
    while (names_ && end_ - at >= 4) {
      const std::uint16_t kind = file_.u16(at), length = file_.u16(at + 2);
      if (kind == 0 || end_ - at - 4 < length) return;
      const std::size_t address = kind == 1 ? 4 : kind == 2 ? 16 : length;
      if (address < length) tell_names(at + 4, address, length);
      at = std::min<std::uint64_t>(end_, at + 4 + (length + 3u) / 4u * 4u);
    }
  }

  // Of several names the last one is the one that is shown, as Wireshark does it.
  void tell_names(std::uint64_t at, std::size_t address, std::size_t length) {
    packet::Endpoint host;
    host.is_v6 = address == 16;
    for (std::size_t i = 0; i < address; ++i) host.address[i] = file_.u8(at + i);
    const auto bytes = file_.part(at + address, static_cast<std::uint32_t>(length - address));
    std::string_view name(reinterpret_cast<const char*>(bytes.data()), bytes.size());
    while (name.ends_with('\0')) name.remove_suffix(1);
    name = name.substr(name.rfind('\0') + 1);
    if (name.empty() || name.size() > longest_name || named_ == most_names) return;
    ++named_;
    names_(host, name);
  }

  bool broken(std::uint64_t at, std::string sentence) {
    if (!damage_) damage_ = bytes_->damage().value_or(Damage{at, std::move(sentence)});
    return false;
  }

  std::unique_ptr<FileBytes> bytes_;
  FileCursor file_;
  std::uint64_t at_ = 0, body_ = 0, end_ = 0;
  std::uint64_t packet_end_ = 0, secret_bytes_ = 0;
  std::size_t named_ = 0;
  std::vector<Interface> interfaces_;
  int digits_ = 6;
  std::optional<Damage> damage_;
  Facts facts_;
  std::function<void(std::string_view)> secrets_;
  std::function<void(const packet::Endpoint&, std::string_view)> names_;
};

}  // namespace

std::unique_ptr<PacketSource> read_pcapng(std::unique_ptr<FileBytes> bytes) { return std::make_unique<PcapngReader>(std::move(bytes)); }

}  // namespace cleartext::capture
