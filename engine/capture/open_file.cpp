// Tells the kinds of capture file apart by their first four bytes.
#include <algorithm>

#include "engine/capture/file_bytes.h"
#include "engine/capture/readers.h"

namespace cleartext::capture {

namespace {

class NoCapture final : public PacketSource {
 public:
  explicit NoCapture(Damage damage) : damage_(std::move(damage)) {}
  bool next(packet::RawPacket&) override { return false; }
  std::optional<Damage> damage() const override { return damage_; }

 private:
  Damage damage_;
};

std::string what_else(FileCursor& file) {
  if (file.size() == 0) return "The file is empty.";
  if (file.size() < 4) return "The file is too short to be a capture.";
  return "The file is not a capture: it begins neither like pcap nor like pcapng.";
}

}  // namespace

packet::LinkType link_type(std::uint32_t number) {
  using packet::LinkType;
  if (number == 12 || number == 14) return LinkType::raw;  // what some systems write for 101
  if (number == 50) return LinkType::ppp;                  // PPP in HDLC-like framing
  if (number == 166) return LinkType::ppp_with_direction;  // as Linux's pppd writes it
  for (const LinkType known :
       {LinkType::null, LinkType::ethernet, LinkType::raw, LinkType::loop, LinkType::linux_sll, LinkType::linux_sll2, LinkType::ipv4,
        LinkType::ipv6, LinkType::ppp, LinkType::pppoe, LinkType::cisco_hdlc, LinkType::nflog, LinkType::ppp_with_direction})
    if (static_cast<std::uint32_t>(known) == number) return known;
  return LinkType::unknown;
}

std::unique_ptr<PacketSource> read_capture(std::unique_ptr<FileBytes> bytes) {
  FileCursor file(*bytes);
  if (file.has(0, 4)) {
    if (file.u32(0) == 0x0a0d0d0a) return read_pcapng(std::move(bytes));
    if (is_pcap(file)) return read_pcap(std::move(bytes));
  }
  return std::make_unique<NoCapture>(bytes->damage().value_or(Damage{0, what_else(file)}));
}

tl::expected<std::unique_ptr<PacketSource>, wire::Problem> open_file(const std::string& path) {
  auto bytes = read_bytes(path);
  if (!bytes) return tl::unexpected(bytes.error());
  return read_capture(std::move(*bytes));
}

}  // namespace cleartext::capture
