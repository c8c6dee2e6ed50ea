// Eve's notebook: every credential with the packet that gave it away, masked until revealed; letters, files, and
// what made it easy. A click selects the evidence everywhere.
#pragma once
#include "gui/notebook/notebook_delegate.h"
#include "gui/notebook/notebook_model.h"
#include "gui/notebook/notebook_view.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"

class QStackedWidget;

namespace cleartext::gui {

class Notebook : public Card {
  Q_OBJECT
 public:
  Notebook(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  bool revealed() const { return model_->revealed(); }
  NotebookModel* model() { return model_; }
  NotebookView* view() { return view_; }

 public Q_SLOTS:
  void reveal_or_mask();

 private:
  void refresh();
  void dress();
  Theme& theme_;
  Button* reveal_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  NotebookView* view_;
  NotebookModel* model_;
  NotebookDelegate* delegate_;
};

}  // namespace cleartext::gui
