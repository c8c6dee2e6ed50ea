// What was done last can be taken back: with Ctrl+Z, or in the notice that tells of it.
#pragma once
#include <QObject>
#include <functional>
#include <vector>

#include "gui/window/problem_bar.h"

namespace cleartext::gui {

class Undoing : public QObject {
  Q_OBJECT
 public:
  using TakeBack = std::function<bool()>;  // false: not now; it can be asked for again
  explicit Undoing(ProblemBar& bar, QObject* parent = nullptr);
  void did(const QString& sentence, const TakeBack& take_back);  // told, with an offer to undo it
  void undo();                                                   // the last one; where there is none, nothing
  void forget();                                                 // the world in which it was done is gone

 private:
  ProblemBar& bar_;
  std::vector<TakeBack> done_;
};

}  // namespace cleartext::gui
