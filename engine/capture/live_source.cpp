// libpcap in immediate, non-blocking mode, and a wake pipe beside it so that stopping takes no time-out.
#include "engine/capture/live_source.h"

#include <fcntl.h>
#include <linux/if_packet.h>
#include <pcap/pcap.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <array>
#include <atomic>

#include "engine/capture/file_cursor.h"

namespace cleartext::capture {

namespace {

struct CloseCapture {
  void operator()(pcap_t* capture) const { pcap_close(capture); }
};
using Capture = std::unique_ptr<pcap_t, CloseCapture>;

constexpr int longest_packet = 262144, buffer_bytes = 64 * 1024 * 1024;

wire::Problem refusal(const std::string& interface, const std::string& reason) {
  return {"Packets on " + interface + " cannot be captured: " + reason + ".", "Run cleartext doctor to see what this machine allows."};
}

tl::expected<void, wire::Problem> activate(pcap_t* capture, const std::string& interface) {
  pcap_set_snaplen(capture, longest_packet);
  pcap_set_buffer_size(capture, buffer_bytes);
  // Not "immediate": the kernel would then keep room for the longest packet with each, a few hundred in all.
  pcap_set_timeout(capture, 1);
  pcap_set_tstamp_precision(capture, PCAP_TSTAMP_PRECISION_NANO);
  const int status = pcap_activate(capture);
  if (status >= 0) return {};
  const std::string detail = pcap_geterr(capture);
  return tl::unexpected(refusal(interface, detail.empty() ? pcap_statustostr(status) : detail));
}

tl::expected<void, wire::Problem> set_filter(pcap_t* capture, const std::string& interface, const std::string& filter) {
  bpf_program program{};
  if (pcap_compile(capture, &program, filter.c_str(), 1, PCAP_NETMASK_UNKNOWN) != 0)
    return tl::unexpected(refusal(interface, std::string("the filter is not understood, ") + pcap_geterr(capture)));
  const int status = pcap_setfilter(capture, &program);
  pcap_freecode(&program);
  if (status != 0) return tl::unexpected(refusal(interface, pcap_geterr(capture)));
  return {};
}

// On the loopback device everything passes twice, on its way out and on its way in. libpcap leaves out the first, but only
// after it took room in the kernel's buffer, where what finds none counts as missed twice. A kernel that cannot leave it
// out itself costs more, and is right otherwise.
void hear_once(pcap_t* capture) {
  const int yes = 1;
  setsockopt(pcap_fileno(capture), SOL_PACKET, PACKET_IGNORE_OUTGOING, &yes, sizeof yes);
}

}  // namespace

struct LiveSource::Impl {
  Capture capture;
  std::array<int, 2> pipe{-1, -1};
  std::atomic<bool> stopped = false;
  packet::LinkType link = packet::LinkType::ethernet;
  bool nanoseconds = false;

  ~Impl() {
    for (const int end : pipe)
      if (end >= 0) close(end);
  }

  // 1: a packet; 0: none waiting; below 0: the capture is over.
  int take(packet::RawPacket& packet) {
    pcap_pkthdr* header = nullptr;
    const u_char* bytes = nullptr;
    const int status = pcap_next_ex(capture.get(), &header, &bytes);
    if (status != 1) return status;
    const std::int64_t fraction = header->ts.tv_usec;
    packet.time_ns = std::int64_t{header->ts.tv_sec} * 1'000'000'000 + (nanoseconds ? fraction : fraction * 1000);
    packet.bytes = {reinterpret_cast<const std::byte*>(bytes), header->caplen};
    packet.length = header->len;
    packet.link = link;
    return 1;
  }
};

LiveSource::LiveSource(std::unique_ptr<Impl> impl) : impl_(std::move(impl)) {}
LiveSource::~LiveSource() = default;

tl::expected<std::unique_ptr<LiveSource>, wire::Problem> LiveSource::open(const std::string& interface, const std::string& filter) {
  std::array<char, PCAP_ERRBUF_SIZE> error{};
  auto impl = std::make_unique<Impl>();
  impl->capture.reset(pcap_create(interface.c_str(), error.data()));
  if (!impl->capture) return tl::unexpected(refusal(interface, error.data()));
  pcap_t* capture = impl->capture.get();
  if (auto ready = activate(capture, interface); !ready) return tl::unexpected(ready.error());
  if (auto ready = set_filter(capture, interface, filter); !ready) return tl::unexpected(ready.error());
  if (interface == "lo") hear_once(capture);
  if (pcap_setnonblock(capture, 1, error.data()) != 0) return tl::unexpected(refusal(interface, error.data()));
  if (pipe2(impl->pipe.data(), O_CLOEXEC | O_NONBLOCK) != 0) return tl::unexpected(refusal(interface, "no pipe is to be had"));
  impl->link = link_type(static_cast<std::uint32_t>(pcap_datalink(capture)));
  impl->nanoseconds = pcap_get_tstamp_precision(capture) == PCAP_TSTAMP_PRECISION_NANO;
  return std::unique_ptr<LiveSource>(new LiveSource(std::move(impl)));
}

Heard LiveSource::wait(packet::RawPacket& packet, std::chrono::milliseconds longest) {
  const int first = impl_->take(packet);
  if (first == 1) return Heard::packet;
  if (first < 0 || impl_->stopped) return Heard::ended;
  std::array<pollfd, 2> watched{{{pcap_get_selectable_fd(impl_->capture.get()), POLLIN, 0}, {impl_->pipe[0], POLLIN, 0}}};
  if (poll(watched.data(), watched.size(), static_cast<int>(longest.count())) <= 0) return Heard::nothing;
  std::array<char, 64> rest{};
  while (read(impl_->pipe[0], rest.data(), rest.size()) > 0) {}
  const int second = impl_->take(packet);
  if (second == 1) return Heard::packet;
  return second < 0 || impl_->stopped ? Heard::ended : Heard::nothing;
}

void LiveSource::stop() {
  impl_->stopped = true;
  wake();
}

void LiveSource::wake() {
  const char byte = 0;
  [[maybe_unused]] const ssize_t wrote = write(impl_->pipe[1], &byte, 1);  // full: it wakes anyway
}

std::uint64_t LiveSource::dropped() const {
  pcap_stat counts{};
  return pcap_stats(impl_->capture.get(), &counts) == 0 ? counts.ps_drop : 0;
}

}  // namespace cleartext::capture
