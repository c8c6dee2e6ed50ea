#include "engine/cracking/attempt.h"

#include <thread>

#include "engine/cracking/words.h"

namespace cleartext::cracking {

struct Attempt::Impl {
  analysis::Recording& recording;
  std::thread thread = {};
  std::atomic<bool> cancel = false;
  bool running = false, wanted = false;  // wanted: the recording still is the one that the digests come from
  Progress progress = {};
  Outcome outcome = {};

  void join() {
    cancel = true;
    if (thread.joinable()) thread.join();
    cancel = false;
  }
};

Attempt::Attempt(analysis::Recording& recording, QObject* parent) : QObject(parent), impl_(new Impl{recording}) {
  connect(&recording, &analysis::Recording::cleared, this, [this] {
    impl_->wanted = false;
    cancel();
  });
}

Attempt::~Attempt() { impl_->join(); }

void Attempt::start(std::vector<Digest> digests, std::vector<std::string> words) {
  impl_->join();
  impl_->running = impl_->wanted = true;
  impl_->progress = {};
  impl_->thread = std::thread([this, digests = std::move(digests), words = std::move(words)]() mutable {
    Search search{std::move(digests), std::move(words), 0, &impl_->cancel, {}};
    search.progress = [this](const Progress& progress) {
      QMetaObject::invokeMethod(this, [this, progress] {
        impl_->progress = progress;
        Q_EMIT progressed();
      });
    };
    QMetaObject::invokeMethod(this, [this, outcome = run(search)] {
      impl_->running = false;
      impl_->outcome = outcome;
      impl_->progress = outcome.progress;
      if (impl_->wanted && !outcome.cancelled) impl_->recording.take(outcome.results);
      Q_EMIT ended();
    });
  });
}

void Attempt::cancel() { impl_->cancel = true; }
bool Attempt::running() const { return impl_->running; }
const Progress& Attempt::progress() const { return impl_->progress; }
const Outcome& Attempt::outcome() const { return impl_->outcome; }

void try_common_words(analysis::Recording& recording) {
  Search search;
  search.digests = digests_of(recording.credentials());
  if (search.digests.empty()) return;
  search.words = common_words();
  search.cores = 1;  // hand-ins are judged on every core already
  recording.take(run(search).results);
}

}  // namespace cleartext::cracking
