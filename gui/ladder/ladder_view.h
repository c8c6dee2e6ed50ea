// The ladder with its few controls: what it shows, how large, and the way into a file.
#pragma once
#include <QStackedWidget>
#include <QTimer>
#include <optional>

#include "gui/ladder/ladder_area.h"
#include "gui/theme/button.h"
#include "gui/theme/empty_state.h"
#include "gui/theme/segmented.h"

namespace cleartext::gui {

class LadderView : public QStackedWidget {
  Q_OBJECT
 public:
  LadderView(Theme& theme, Selection& selection, QWidget* parent = nullptr);
  LadderArea& area() { return *area_; }
  void set_live(bool live) { area_->set_live(live); }
  void follow_newest() { area_->follow_newest(); }
  Segmented& scope() { return *scope_; }  // 0: the selected conversation, 1: all
  void export_to(const QString& path);

 Q_SIGNALS:
  void export_wanted();  // a path is to be asked for
  void exported(const QString& path);
  void failed(const QString& sentence, const QString& advice);

 protected:
  void showEvent(QShowEvent* event) override;

 private:
  void dress();
  void refresh();
  void refresh_soon();
  void read_on();
  void follow_selection();
  bool has_many_hosts() const;
  std::vector<std::uint32_t> streams() const;
  Theme& theme_;
  Selection& selection_;
  EmptyState* empty_;
  QWidget* page_;
  Segmented* scope_;
  Text* note_;
  Button *smaller_, *larger_, *export_;
  LadderArea* area_;
  QTimer soon_, slice_;
  std::optional<LadderReading> reading_;  // not over yet
  std::vector<std::uint32_t> shown_;      // streams
  bool chosen_ = false;                   // the reader said what is shown
};

}  // namespace cleartext::gui
