// Eve's notebook: every credential with the packet that gave it away, masked until revealed; letters, files, and
// what made it easy. A click selects the evidence everywhere.
#pragma once
#include "gui/notebook/notebook_delegate.h"
#include "gui/notebook/notebook_model.h"
#include "gui/notebook/notebook_view.h"
#include "gui/notebook/to_save.h"
#include "gui/theme/button.h"
#include "gui/theme/card.h"
#include "gui/theme/empty_state.h"

class QMenu;
class QStackedWidget;

namespace cleartext::gui {

class Notebook : public Card {
  Q_OBJECT
 public:
  Notebook(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  bool revealed() const { return model_->revealed(); }
  NotebookModel* model() { return model_; }
  NotebookView* view() { return view_; }

  int chosen_row() const;                // by hand, or by what is selected elsewhere; -1: none
  void fill_menu(QMenu& menu, int row);  // with what can be done with it

 public Q_SLOTS:
  void reveal_or_mask();
  void save_chosen();       // the letter or file
  void save_attachments();  // of the chosen letter

 Q_SIGNALS:
  void save_wanted(const cleartext::gui::ToSave& save);
  void crack_wanted();  // of the digest that is selected now
  void note_wanted(const QString& sentence, const QString& more);
  void reveal_changed();

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;

 private:
  void fill_credential_menu(QMenu& menu, const findings::Credential& credential);
  void fill_letter_menu(QMenu& menu, const findings::Message& letter, int row);
  void crack(std::uint32_t packet);
  void save(int row);
  void copy_row(int row);
  void copy_password(int row);
  void refresh();
  void refresh_save();
  void dress();
  void fit_title();
  Theme& theme_;
  Button *save_, *reveal_;
  QStackedWidget* pages_;
  EmptyState* empty_;
  NotebookView* view_;
  NotebookModel* model_;
  NotebookDelegate* delegate_;
  bool narrow_ = false;
};

}  // namespace cleartext::gui
