// What was done last can be taken back.
#include "gui/window/undoing.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most_remembered = 50;  // a deleted file is kept whole

}  // namespace

Undoing::Undoing(ProblemBar& bar, QObject* parent) : QObject(parent), bar_(bar) {}

void Undoing::did(const QString& sentence, const TakeBack& take_back) {
  if (done_.size() == most_remembered) done_.erase(done_.begin());
  done_.push_back(take_back);
  bar_.show_note(sentence, {});
  bar_.offer(tr("Undo"), [this] { undo(); });
  bar_.offered().set_key(tr("Ctrl+Z"));
}

void Undoing::undo() {
  if (done_.empty()) return;
  const TakeBack last = done_.back();
  done_.pop_back();
  bar_.hide();
  if (!last()) done_.push_back(last);
}

void Undoing::forget() { done_.clear(); }

}  // namespace cleartext::gui
