// A thread is made when there is work and none is idle; it inherits the network of who gave the work.
#include "servers/host/workers.h"

#include <utility>

namespace cleartext::host {

Workers::~Workers() {
  {
    const std::lock_guard lock(mutex_);
    over_ = true;
  }
  come_.notify_all();
  for (auto& thread : threads_) thread.join();
}

void Workers::give(std::shared_ptr<wire::Work> work, std::function<void(wire::Work&)> done) {
  const std::lock_guard lock(mutex_);
  tasks_.push_back({std::move(work), std::move(done)});
  if (idle_ < tasks_.size() && threads_.size() < most_) threads_.emplace_back([this] { labour(); });
  come_.notify_one();
}

// A task is destroyed where it was made: its end may touch what lives there.
void Workers::labour() {
  std::unique_lock lock(mutex_);
  for (;;) {
    ++idle_;
    come_.wait(lock, [this] { return over_ || !tasks_.empty(); });
    --idle_;
    if (over_) return;
    auto task = std::make_shared<Task>(std::move(tasks_.front()));
    tasks_.pop_front();
    lock.unlock();
    task->work->run();
    QMetaObject::invokeMethod(
        &home_, [task = std::move(task)] { task->done(*task->work); }, Qt::QueuedConnection);
    lock.lock();
  }
}

}  // namespace cleartext::host
