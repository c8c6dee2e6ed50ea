// Linux: epoll(7), level triggered. A watch has a number that is never used again, so an event that was fetched for one
// that has gone since finds nobody.
#include "servers/host/poller.h"

#include <sys/epoll.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <utility>

namespace cleartext::host {

namespace {

constexpr int newcomers_a_look = 16;
constexpr int regulars_between = 16;          // two looks at the newcomers
constexpr std::chrono::milliseconds turn{8};  // then timers and other threads' calls have theirs
constexpr std::uint64_t newcomers_wait = 0;   // no watch has this number

}  // namespace

std::shared_ptr<Poller> Poller::of_this_thread() {
  static thread_local std::weak_ptr<Poller> known;
  auto poller = known.lock();
  if (!poller) known = poller = std::make_shared<Poller>();
  return poller;
}

Poller::Poller()
    : file_(::epoll_create1(EPOLL_CLOEXEC)), newcomers_(::epoll_create1(EPOLL_CLOEXEC)), ready_(file_.number(), QSocketNotifier::Read) {
  epoll_event event{};
  event.events = EPOLLIN;
  event.data.u64 = newcomers_wait;
  ::epoll_ctl(file_.number(), EPOLL_CTL_ADD, newcomers_.number(), &event);
  connect(&ready_, &QSocketNotifier::activated, this, [this] { look(); });
}

// Who was fetched and not told when the turn is over is the first of the next: nobody is passed over.
void Poller::look() {
  const auto alive = of_this_thread();  // the last watch may go meanwhile
  const auto end = std::chrono::steady_clock::now() + turn;
  const bool nested = std::exchange(looking_, true);
  while ((told_ < count_ || fetch()) && std::chrono::steady_clock::now() < end) {
    if (told_ % regulars_between == 0) tell_newcomers();
    const auto ready = ready_now_[static_cast<std::size_t>(told_++)];
    if (ready.number != newcomers_wait) tell(ready.number, ready.what);
    if (!nested && told_ == count_) do_later();
  }
  looking_ = nested;
  if (!nested) do_later();
}

bool Poller::fetch() {
  std::array<epoll_event, std::tuple_size_v<decltype(ready_now_)>> events;
  told_ = 0;
  count_ = std::max(0, ::epoll_wait(file_.number(), events.data(), static_cast<int>(events.size()), 0));
  for (std::size_t at = 0; at < static_cast<std::size_t>(count_); ++at) ready_now_[at] = {events[at].data.u64, events[at].events};
  return count_ > 0;
}

void Poller::tell_newcomers() {
  std::array<epoll_event, newcomers_a_look> events;
  const int count = ::epoll_wait(newcomers_.number(), events.data(), newcomers_a_look, 0);
  for (int at = 0; at < count; ++at) tell(events[static_cast<std::size_t>(at)].data.u64, events[static_cast<std::size_t>(at)].events);
}

// An error is told to whoever waits for either.
void Poller::tell(std::uint64_t number, std::uint32_t what) {
  const auto watch_of = [this, number](unsigned bit) -> Watch* {
    const auto found = watches_.find(number);
    return found != watches_.end() && (found->second->wanted_ & bit) != 0 ? found->second : nullptr;
  };
  constexpr std::uint32_t broken = EPOLLERR | EPOLLHUP;
  if ((what & (EPOLLIN | broken)) != 0)
    if (auto* watch = watch_of(Watch::readable_bit)) watch->readable_();
  if ((what & (EPOLLOUT | broken)) != 0)
    if (auto* watch = watch_of(Watch::writable_bit)) watch->writable_();
}

void Poller::later(std::function<void()> call) {
  later_.push_back(std::move(call));
  if (!looking_ && later_.size() == 1)
    QMetaObject::invokeMethod(
        this, [this] { do_later(); }, Qt::QueuedConnection);
}

void Poller::do_later() {
  for (auto& call : std::exchange(later_, {})) call();
}

Watch::Watch(int file, std::function<void()> readable, std::function<void()> writable, Rank rank)
    : poller_(Poller::of_this_thread()),
      readable_(std::move(readable)),
      writable_(std::move(writable)),
      file_(file),
      rank_(rank),
      number_(poller_->next_++) {
  poller_->watches_.emplace(number_, this);
}

Watch::~Watch() {
  stop();
  poller_->watches_.erase(number_);
}

void Watch::settle() {
  if (rank_ == Rank::regular) return;
  const auto wanted = wanted_;
  stop();
  rank_ = Rank::regular;
  want(wanted, true);
}

void Watch::stop() {
  if (wanted_ != 0) tell_kernel(std::exchange(wanted_, 0));
}

void Watch::want(unsigned bit, bool wanted) {
  const auto before = wanted_;
  wanted_ = wanted ? wanted_ | bit : wanted_ & ~bit;
  if (wanted_ != before) tell_kernel(before);
}

void Watch::tell_kernel(unsigned before) {
  epoll_event event{};
  event.events = ((wanted_ & readable_bit) != 0 ? EPOLLIN : 0u) | ((wanted_ & writable_bit) != 0 ? EPOLLOUT : 0u);
  event.data.u64 = number_;
  const int what = wanted_ == 0 ? EPOLL_CTL_DEL : before == 0 ? EPOLL_CTL_ADD : EPOLL_CTL_MOD;
  const auto& poll = rank_ == Rank::regular ? poller_->file_ : poller_->newcomers_;
  ::epoll_ctl(poll.number(), what, file_, &event);
}

}  // namespace cleartext::host
