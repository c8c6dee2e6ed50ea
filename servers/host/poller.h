// One epoll for all files of a thread. Qt's loop asks the kernel about every notifier at each turn, which costs the more
// the more connections there are; so it watches this one file, and who is ready is told from here. Who has just come, or
// is about to, has a second one inside it, and need not wait until all who are busy had their turn.
#pragma once
#include <QObject>
#include <QSocketNotifier>
#include <array>
#include <cstdint>
#include <functional>
#include <memory>
#include <unordered_map>
#include <vector>

#include "servers/store/disk.h"

namespace cleartext::host {

class Watch;

class Poller final : public QObject {
 public:
  static std::shared_ptr<Poller> of_this_thread();  // lives while somebody watches
  Poller();
  // After what is ready now was told; for what cannot be done from inside a call.
  void later(std::function<void()> call);

 private:
  friend class Watch;
  void look();
  bool fetch();  // who is ready now; false: nobody
  void tell_newcomers();
  void tell(std::uint64_t number, std::uint32_t what);
  void do_later();

  store::Descriptor file_, newcomers_;
  QSocketNotifier ready_;
  std::unordered_map<std::uint64_t, Watch*> watches_;
  std::vector<std::function<void()>> later_;
  struct Ready {
    std::uint64_t number;
    std::uint32_t what;
  };
  std::array<Ready, 128> ready_now_;  // those from told_ to count_ were not told yet
  int told_ = 0, count_ = 0;
  std::uint64_t next_ = 1;
  bool looking_ = false;
};

// A file of which one owner is told when it can be read or written; of nothing, before that is wanted. Not to be
// destroyed inside its own call.
class Watch {
 public:
  enum class Rank { regular, newcomer };
  Watch(int file, std::function<void()> readable, std::function<void()> writable, Rank rank = Rank::regular);
  ~Watch();
  Watch(const Watch&) = delete;
  Watch& operator=(const Watch&) = delete;
  void read(bool wanted) { want(readable_bit, wanted); }
  void write(bool wanted) { want(writable_bit, wanted); }
  bool reads() const { return (wanted_ & readable_bit) != 0; }
  void settle();                  // a newcomer becomes a regular
  void stop();                    // for a file that lives on elsewhere
  void closed() { wanted_ = 0; }  // the kernel forgets a file that is closed
  Poller& poller() { return *poller_; }

 private:
  friend class Poller;
  static constexpr unsigned readable_bit = 1, writable_bit = 2;
  void want(unsigned bit, bool wanted);
  void tell_kernel(unsigned before);

  std::shared_ptr<Poller> poller_;
  std::function<void()> readable_, writable_;
  int file_;
  unsigned wanted_ = 0;
  Rank rank_;
  std::uint64_t number_;
};

}  // namespace cleartext::host
