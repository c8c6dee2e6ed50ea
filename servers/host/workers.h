// Threads for what makes one wait, the disk above all. Those who wait at the same time wait together: the kernel writes
// what several of them gave in one go.
#pragma once
#include <QObject>
#include <condition_variable>
#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "servers/wire/output.h"

namespace cleartext::host {

class Workers {
 public:
  explicit Workers(std::size_t most) : most_(most) {}
  ~Workers();  // what was begun is ended, what was not is dropped; nothing is told any more
  Workers(const Workers&) = delete;
  Workers& operator=(const Workers&) = delete;
  void give(std::shared_ptr<wire::Work> work, std::function<void(wire::Work&)> done);  // called in this thread, later

 private:
  struct Task {
    std::shared_ptr<wire::Work> work;
    std::function<void(wire::Work&)> done;
  };
  void labour();

  std::size_t most_, idle_ = 0;
  QObject home_;  // the thread that is told
  std::mutex mutex_;
  std::condition_variable come_;
  std::deque<Task> tasks_;
  bool over_ = false;
  std::vector<std::thread> threads_;
};

}  // namespace cleartext::host
