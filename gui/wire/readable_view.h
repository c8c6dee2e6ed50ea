// Readable or not: the plot for the selected conversation or for everything, with one sentence that says what it means.
#pragma once
#include <QStackedWidget>
#include <QTimer>

#include "gui/selection/selection.h"
#include "gui/theme/button.h"
#include "gui/theme/empty_state.h"
#include "gui/theme/segmented.h"
#include "gui/wire/readable_plot.h"

namespace cleartext::gui {

class ReadableView : public QStackedWidget {
  Q_OBJECT
 public:
  ReadableView(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  Segmented& scope() { return *scope_; }  // 0: the selected conversation, 1: all
  ReadablePlot& plot() { return *plot_; }
  Button& copy_button() { return *copy_; }
  QString verdict() const { return verdict_->text(); }

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void refresh();
  void refresh_soon();
  void select_at(qint64 time_ns);
  std::vector<std::uint32_t> streams() const;  // that are shown
  void dress();
  Theme& theme_;
  Selection& selection_;
  QWidget* page_;
  EmptyState* empty_;
  Text *title_, *verdict_;
  Segmented* scope_;
  Button* copy_;
  ReadablePlot* plot_;
  QTimer soon_;
};

}  // namespace cleartext::gui
