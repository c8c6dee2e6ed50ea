// One card at a time, and in each card's title row the choice among all of them.
#pragma once
#include <QStackedWidget>
#include <vector>

#include "gui/theme/card.h"
#include "gui/theme/segmented.h"

namespace cleartext::gui {

class Bench : public QStackedWidget {
  Q_OBJECT
 public:
  struct Page {
    QString name;
    Card* card;
  };
  Bench(Theme& theme, const std::vector<Page>& pages, QWidget* parent = nullptr);
  void show_page(int index);
  void show_choice(bool shown);  // a capture from elsewhere has the map alone
  void set_bare(bool bare);      // before an audience: without the choice
  Segmented* choice() const { return choices_[static_cast<std::size_t>(currentIndex())]; }
  QStringList names() const { return names_; }
  QSize minimumSizeHint() const override;  // of the page that is shown: the others must not widen the window

 Q_SIGNALS:
  void page_shown(int index);

 private:
  QStringList names_;
  bool offered_ = true;
  std::vector<Segmented*> choices_;  // one in each card
};

}  // namespace cleartext::gui
