// A second thread that reads a capture ahead of whoever analyzes it. Packets come decoded, and each one is handed out
// as soon as it is there, however long the next one takes. What is ahead is bounded in number and in bytes.
#pragma once
#include <atomic>
#include <memory>
#include <thread>
#include <vector>

#include "engine/capture/packet_source.h"

namespace cleartext::capture {

// How long a packet's bytes stay readable: as long as its source, or until the next one is asked for, so that
// a pipe of any length takes no more memory than a short one.
enum class Keep { all, recent };

class ReadAhead final : public BringsSecrets {
 public:
  explicit ReadAhead(PacketSource& source, Keep keep = Keep::all);
  ~ReadAhead() override;
  ReadAhead(const ReadAhead&) = delete;
  ReadAhead& operator=(const ReadAhead&) = delete;
  // The next packet; it may be changed, and lives until the next call. nullptr: there is none, and the source is at
  // rest: its damage() can be asked for.
  packet::Packet* next();
  bool ended() const { return ended_; }
  bool empty() const { return here_ + 1 >= known_ && written_.load() == here_ + 1; }  // the next one is not here yet
  int digits() const { return digits_; }                                              // decimal places of that packet's time
  double progress() const { return progress_.load(std::memory_order_relaxed); }       // of what was read ahead, as the source tells it
  bool may_bring_secrets() const override { return source_.may_bring_secrets(); }
  void tell_secrets(std::function<void(std::string_view)> listener) override { secrets_ = std::move(listener); }
  using HearName = std::function<void(const packet::Endpoint&, std::string_view)>;
  void tell_names(HearName listener) { names_ = std::move(listener); }

 private:
  struct Between {  // what the file said between the packet before and this one
    std::string secrets;
    std::vector<std::pair<packet::Endpoint, std::string>> names;
  };
  struct Slot {
    packet::Packet packet;
    std::uint64_t end = 0;  // its place in the source
    std::unique_ptr<Between> between;
    int digits = 9;
    bool last = false;  // and no packet
  };
  // One thread sleeps until the other one says that something has changed.
  class Bell {
   public:
    void ring() {
      if (asleep_.load() == 0) return;
      asleep_.store(0);
      asleep_.notify_one();
    }
    template <typename Ready>
    void sleep_until(Ready ready) {
      while (!ready()) {
        asleep_.store(1);
        if (ready()) break;
        asleep_.wait(1);
      }
      asleep_.store(0);
    }

   private:
    std::atomic<int> asleep_ = 0;
  };
  static constexpr std::uint64_t slots = 4096, told_every = 64, most_bytes = 8 * 1024 * 1024;
  static constexpr std::size_t cache_line = 64;  // what one thread writes often stays out of the other's

  void walk();
  void wait_for_room();
  std::uint64_t let_go_place(std::uint64_t taken) const { return taken == 0 ? 0 : ring_[(taken - 1) % slots].end; }
  bool has_room(std::uint64_t packets, std::uint64_t bytes) const;
  void tell_taken();
  void tell(const Between& between);

  PacketSource& source_;
  Keep keep_;
  std::function<void(std::string_view)> secrets_;
  HearName names_;
  std::vector<Slot> ring_;
  alignas(cache_line) Bell reader_;
  Bell analyst_;
  std::atomic<bool> over_ = false;
  std::atomic<double> progress_ = -1;

  // The analyst's thread.
  alignas(cache_line) std::atomic<std::uint64_t> taken_ = 0;
  std::uint64_t here_ = 0, known_ = 0;  // packets handed out before this one; packets known to have come
  bool begun_ = false, ended_ = false;
  int digits_ = 9;
  // The reader's.
  alignas(cache_line) std::atomic<std::uint64_t> written_ = 0;
  std::uint64_t next_ = 0, place_ = 0, room_ = 0, room_place_ = 0;

  std::thread thread_;  // begins when all else is there
};

}  // namespace cleartext::capture
