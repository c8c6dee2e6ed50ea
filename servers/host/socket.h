// A TCP socket that never blocks. Binding and connecting pass one guard: nothing outside the lab is ever
// touched.
#pragma once
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string_view>
#include <tl/expected.hpp>

#include "servers/store/disk.h"
#include "servers/wire/endpoint.h"
#include "servers/wire/problem.h"

namespace cleartext::host {

struct Accepted;

class Socket {
 public:
  // `receive_room`: bytes that the kernel keeps for who is accepted; 0: as many as it likes.
  static tl::expected<Socket, wire::Problem> listening(const wire::Endpoint& at, int receive_room = 0);
  // At a port that is drawn among the highest.
  static tl::expected<Socket, wire::Problem> listening_anywhere(std::uint32_t address, int receive_room = 0);
  // Begins to connect from `from`, and from that port if it can be had; writable when it is decided, error() tells how.
  static tl::expected<Socket, wire::Problem> connecting(std::uint32_t from, const wire::Endpoint& to, std::uint16_t from_port = 0);

  // Two ends that lead to each other and nowhere else; neither, where the machine refuses.
  static std::optional<std::array<Socket, 2>> pair();
  static Socket adopted(store::Descriptor file) { return Socket(std::move(file)); }  // one that is connected already

  tl::expected<Accepted, int> accept();                       // an errno, EAGAIN when nobody waits
  tl::expected<std::size_t, int> read(std::span<char> room);  // 0: the peer has said its last byte
  tl::expected<std::size_t, int> write(std::string_view bytes);
  std::size_t unheard() const;  // bytes that were written and that the peer's kernel did not take yet
  int error() const;            // of the connection, an errno; 0: well
  void finish_writing();        // sends FIN
  void reset();                 // the next close sends RST
  void keep_little();           // in the kernel: for a slow wire
  void close() { file_ = store::Descriptor(); }
  int number() const { return file_.number(); }
  int hand_over() { return file_.release(); }  // to a library that speaks on it, and closes it
  static void cut(int handed_over);            // who waits for it is told that it is over
  wire::Endpoint self() const;
  wire::Endpoint peer() const;

 private:
  explicit Socket(store::Descriptor file) : file_(std::move(file)) {}
  enum class Port { now, when_connected };  // when the kernel chooses one, if none is named
  static tl::expected<Socket, wire::Problem> bound(const wire::Endpoint& at, Port port);
  store::Descriptor file_;
};

struct Accepted {
  Socket socket;
  wire::Endpoint peer;
};

// A machine tells a neighbour that it is there, as printers do all day: the only UDP, and nobody answers. Both are addresses of the
// lab, both ends are ours, at ports that the kernel chooses: no other program hears it.
void announce(std::uint32_t from, std::uint32_t to, int times);

// "mail.hamburger.edu:25", or the bare address where the table has no name for it.
std::string place_name(const wire::Endpoint& endpoint);
// A sentence for what became of a connection.
std::string connection_sentence(const wire::Endpoint& to, int error);

}  // namespace cleartext::host
