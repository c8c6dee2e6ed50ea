// Eve tries a list of words on the digests that she heard: a meter, Cancel, what was found, and why a longer secret would not be.
#pragma once
#include <QProgressBar>
#include <QScrollArea>
#include <QStackedWidget>
#include <QWidget>

#include "engine/cracking/attempt.h"
#include "gui/plots/cracking_plot.h"
#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/empty_state.h"
#include "gui/theme/text.h"

namespace cleartext::gui {

class CrackingPage : public QStackedWidget {
  Q_OBJECT
 public:
  CrackingPage(Theme& theme, Selection& selection, analysis::Recording& recording, QWidget* parent = nullptr);
  void start();                        // on all digests; the selected one alone where one is selected
  void use_list(const QString& path);  // a file with a word a line; empty: our own list
  CrackingPlot& plot() { return *plot_; }
  Button& go() { return *go_; }  // Try, and Cancel while it runs
  QString said() const { return said_->text(); }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void dress();
  void refresh();
  void follow();  // while it runs
  void ended();
  void ask_for_list();
  std::vector<cracking::Digest> digests() const;
  QString results() const;
  void tell_outcome();
  Theme& theme_;
  Selection& selection_;
  analysis::Recording& recording_;
  cracking::Attempt attempt_;
  EmptyState* empty_;
  QScrollArea* scroll_;
  QWidget* page_;
  Text *title_, *said_;
  Button *list_, *go_;
  QProgressBar* meter_;
  CrackingPlot* plot_;
  std::vector<std::string> words_;
  QString list_name_;
  std::vector<RateSample> rates_;
  cracking::Progress before_;
  bool measured_ = false;  // since the recording began
};

}  // namespace cleartext::gui
