// A slow wire for who speaks through a library that wants a socket of its own: what crosses between the caller's socket and
// the library's end of a pair is counted, both ways together, as `Bucket` does it for all others. It needs no lab's clock.
#pragma once
#include <array>
#include <atomic>
#include <chrono>
#include <cstdint>
#include <mutex>
#include <thread>

#include "servers/host/socket.h"

namespace cleartext::host {

// Shared by all callers; from any thread.
class Pace {
 public:
  void run_at(std::uint64_t bytes_a_second) { rate_ = bytes_a_second; }  // 0: as fast as it goes
  bool slow() const { return rate_ > 0; }
  void end() { over_ = true; }  // whatever waits is dropped
  bool over() const { return over_; }
  std::size_t may_pass();  // bytes; 0: none now
  void passed(std::size_t bytes);

 private:
  std::atomic<std::uint64_t> rate_ = 0;
  std::atomic<bool> over_ = false;
  std::mutex mutex_;
  double room_ = 0;
  std::chrono::steady_clock::time_point filled_ = std::chrono::steady_clock::now();
};

class PacedWire {
 public:
  PacedWire(Socket caller, Pace& pace);
  ~PacedWire();                           // waits until the library's end is closed, and the caller has what it said last
  int inside() const { return inside_; }  // the library's end, which closes it; -1: there is none

 private:
  struct Way {
    Socket &from, &to;
    std::array<char, 64 * 1024> bytes{};
    std::size_t begin = 0, end = 0;
    bool ended = false;
    bool empty() const { return begin == end; }
  };
  void carry();
  bool read(Way& way);
  static bool write(Way& way);

  Socket caller_;
  std::optional<Socket> end_;
  int inside_ = -1;
  Pace& pace_;
  std::thread thread_;
};

}  // namespace cleartext::host
