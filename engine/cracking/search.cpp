// Guesses have numbers: word by word as they are, then shape by shape. Each core takes the next piece of them; a digest counts as
// found at the smallest number that makes it, so pieces with larger numbers may be passed over and smaller ones may not.
#include "engine/cracking/search.h"

#include <algorithm>
#include <chrono>
#include <condition_variable>
#include <mutex>
#include <thread>

#include "engine/cracking/guesses.h"

namespace cleartext::cracking {
namespace {

using Clock = std::chrono::steady_clock;
constexpr std::uint64_t piece = 512;  // guesses
constexpr std::uint64_t never = ~std::uint64_t{0};
constexpr std::chrono::milliseconds beat{50};

class Crew {
 public:
  explicit Crew(const Search& search) : search_(search), all_(search.words.size() * guesses_a_word()), found_(search.digests.size()) {
    for (auto& each : found_) each = never;
  }

  void work() {
    std::string buffer;
    for (auto from = next_.fetch_add(piece); from < all_; from = next_.fetch_add(piece)) {
      if (cancelled() || is_done(from)) break;
      const auto to = std::min(from + piece, all_);
      for (auto number = from; number < to; ++number) attempt(number, buffer);
      tried_ += to - from;
    }
  }

  Progress progress(Clock::time_point began) const { return {tried_, all_, std::chrono::duration<double>(Clock::now() - began).count()}; }
  bool cancelled() const { return search_.cancel != nullptr && *search_.cancel; }

  std::vector<findings::Cracked> results() const {
    std::vector<findings::Cracked> results;
    std::string buffer;
    for (std::size_t i = 0; i < found_.size(); ++i) {
      const auto& from = search_.digests[i].credential();
      findings::Cracked result{from.stream, from.protocol, from.packet, from.mechanism, from.user, found_[i] != never, {}, tried_};
      if (result.found) {
        result.secret = std::string(text(found_[i], buffer));
        result.guesses = found_[i] + 1;
      }
      results.push_back(std::move(result));
    }
    return results;
  }

 private:
  std::string_view text(std::uint64_t number, std::string& buffer) const {
    const auto words = search_.words.size();
    return guess(search_.words[number % words], number / words, buffer);
  }
  void attempt(std::uint64_t number, std::string& buffer) {
    const auto said = text(number, buffer);
    for (std::size_t i = 0; i < found_.size(); ++i) {
      if (number >= found_[i] || !search_.digests[i].is_made_by(said)) continue;
      for (auto known = found_[i].load(); number < known && !found_[i].compare_exchange_weak(known, number);) {}
    }
  }
  // Whether no guess from this one on can tell anything new.
  bool is_done(std::uint64_t from) const {
    return std::ranges::all_of(found_, [from](const auto& each) { return each < from; });
  }

  const Search& search_;
  const std::uint64_t all_;
  std::atomic<std::uint64_t> next_ = 0, tried_ = 0;
  std::vector<std::atomic<std::uint64_t>> found_;
};

}  // namespace

Outcome run(const Search& search) {
  Outcome outcome;
  if (search.words.empty() || search.digests.empty()) return outcome;
  Crew crew(search);
  const auto began = Clock::now();
  const unsigned cores = search.cores != 0 ? search.cores : std::max(1U, std::thread::hardware_concurrency());
  std::mutex mutex;
  std::condition_variable over;
  unsigned working = cores;
  std::vector<std::thread> workers;
  for (unsigned i = 0; i < cores; ++i) {
    workers.emplace_back([&] {
      crew.work();
      const std::lock_guard lock(mutex);
      if (--working == 0) over.notify_all();
    });
  }
  for (std::unique_lock lock(mutex); !over.wait_for(lock, beat, [&] { return working == 0; });)
    if (search.progress) search.progress(crew.progress(began));
  for (auto& worker : workers) worker.join();
  outcome.results = crew.results();
  outcome.progress = crew.progress(began);
  outcome.cancelled = crew.cancelled();
  return outcome;
}

}  // namespace cleartext::cracking
