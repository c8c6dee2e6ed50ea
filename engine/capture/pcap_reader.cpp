// pcap (draft-ietf-opsawg-pcap): a header of 24 bytes, then a header of 16 bytes before each packet. Both
// byte orders, microseconds and nanoseconds, and the longer packet header of Kuznetsov's variant.
#include <fmt/format.h>

#include <algorithm>

#include "engine/capture/readers.h"

namespace cleartext::capture {

namespace {

enum Magic : std::uint32_t { micro = 0xa1b2c3d4, nano = 0xa1b23c4d, kuznetsov = 0xa1b2cd34 };

class PcapReader final : public PacketSource {
 public:
  explicit PcapReader(std::unique_ptr<FileBytes> bytes) : bytes_(std::move(bytes)), file_(*bytes_) { read_header(); }

  bool next(packet::RawPacket& packet) override {
    if (damage_) return false;
    if (!file_.has(at_, record_)) {
      if (at_ == file_.size() && !bytes_->damage()) return false;
      return broken(fmt::format("The file ends inside the header of a packet, {} bytes too early.", at_ + record_ - file_.size()));
    }
    const std::uint32_t captured = file_.u32(at_ + 8);
    if (captured > largest_packet)
      return broken(fmt::format("The packet here says that it has {} bytes, more than any packet can have.", captured));
    if (!file_.has(at_ + record_, captured))
      return broken(
          fmt::format("The packet here should have {} bytes, but the file ends after {} of them.", captured, file_.size() - at_ - record_));
    const std::int64_t fraction = file_.u32(at_ + 4);
    packet.time_ns = std::int64_t{file_.u32(at_)} * 1'000'000'000 + (digits_ == 9 ? fraction : fraction * 1000);
    packet.bytes = file_.part(at_ + record_, captured);
    packet.length = std::max(captured, file_.u32(at_ + 12));
    packet.link = link_;
    file_.reach(at_);
    at_ += record_ + captured;
    return true;
  }

  std::optional<Damage> damage() const override { return damage_; }
  Facts facts() const override { return facts_; }
  int digits() const override { return digits_; }
  double progress() const override { return bytes_->progress(at_); }
  std::uint64_t place() const override { return at_; }
  void let_go(std::uint64_t place) override { bytes_->let_go(place); }
  void put_away(std::uint64_t place) override { bytes_->put_away(place); }
  void rest() const override { bytes_->rest(); }
  void stop() override { bytes_->stop(); }

 private:
  void read_header() {
    file_.big_endian = file_.u8(0) == 0xa1;
    if (!file_.has(0, 24)) {
      broken(fmt::format("The file ends inside its header, {} bytes too early.", 24 - file_.size()));
      return;
    }
    const std::uint32_t magic = file_.u32(0);
    digits_ = magic == nano ? 9 : 6;
    record_ = magic == kuznetsov ? 24 : 16;
    const std::uint32_t network = file_.u32(20);
    if (const std::uint16_t major = file_.u16(4); major != 2) {
      at_ = 4;
      broken(fmt::format("The file says pcap version {}.{}; only version 2 is known.", major, file_.u16(6)));
    } else if ((network & 0x03ff0000) != 0) {
      at_ = 20;
      broken(fmt::format("The link type is 0x{:08x}: bits are set that have no meaning.", network));
    } else {
      at_ = 24;
    }
    link_ = link_type(network & 0xffff);
    if (link_ == packet::LinkType::unknown) facts_.unread_links.insert(network & 0xffff);
  }

  bool broken(std::string sentence) {
    damage_ = bytes_->damage().value_or(Damage{at_, std::move(sentence)});
    return false;
  }

  std::unique_ptr<FileBytes> bytes_;
  FileCursor file_;
  std::uint64_t at_ = 0;
  std::uint32_t record_ = 16;
  int digits_ = 6;
  packet::LinkType link_ = packet::LinkType::unknown;
  Facts facts_;
  std::optional<Damage> damage_;
};

}  // namespace

bool is_pcap(FileCursor& file) {
  if (!file.has(0, 4)) return false;
  FileCursor big = file;
  big.big_endian = true;
  const auto known = [](std::uint32_t magic) { return magic == micro || magic == nano || magic == kuznetsov; };
  return known(file.u32(0)) || known(big.u32(0));
}

std::unique_ptr<PacketSource> read_pcap(std::unique_ptr<FileBytes> bytes) { return std::make_unique<PcapReader>(std::move(bytes)); }

}  // namespace cleartext::capture
