// One try of a list of words on digests, beside everything else: it runs on threads of its own, tells how far it is, and gives
// what it found to the recording. A recording that is cleared meanwhile ends it.
#pragma once
#include <QObject>
#include <memory>

#include "engine/analysis/recording.h"
#include "engine/cracking/search.h"

namespace cleartext::cracking {

class Attempt : public QObject {
  Q_OBJECT
 public:
  explicit Attempt(analysis::Recording& recording, QObject* parent = nullptr);
  ~Attempt() override;  // cancels and waits

  void start(std::vector<Digest> digests, std::vector<std::string> words);
  void cancel();
  bool running() const;
  const Progress& progress() const;  // the last one told
  const Outcome& outcome() const;    // of the last one that ended

 Q_SIGNALS:
  void progressed();
  void ended();  // also when there was nothing to try

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// Tries our own list on every digest of a recording at once, and waits: for who judges a capture and has no window to draw.
void try_common_words(analysis::Recording& recording);

}  // namespace cleartext::cracking
