#include "gui/bench/bench.h"

#include <QApplication>
#include <QSignalBlocker>

namespace cleartext::gui {

Bench::Bench(Theme& theme, const std::vector<Page>& pages, QWidget* parent) : QStackedWidget(parent) {
  for (const Page& page : pages) names_ << page.name;
  for (const Page& page : pages) {
    auto* choice = new Segmented(theme, names_, tr("On the bench"), page.card);
    page.card->add_to_title(choice);
    choice->set_current(static_cast<int>(choices_.size()));
    choices_.push_back(choice);
    addWidget(page.card);
    connect(choice, &Segmented::chosen, this, &Bench::show_page);
  }
}

// Each card keeps its own choice on itself; the focus goes along with the page.
void Bench::show_page(int index) {
  if (index == currentIndex() || index < 0 || index >= count()) return;
  const bool by_hand = choice()->isAncestorOf(QApplication::focusWidget());
  Segmented* before = choice();
  setCurrentIndex(index);
  if (by_hand) choice()->segment(index)->setFocus();
  const QSignalBlocker quiet(before);
  before->set_current(static_cast<int>(std::find(choices_.begin(), choices_.end(), before) - choices_.begin()));
  updateGeometry();
  Q_EMIT page_shown(index);
}

QSize Bench::minimumSizeHint() const { return currentWidget() == nullptr ? QSize() : currentWidget()->minimumSizeHint(); }

void Bench::set_bare(bool bare) {
  for (Segmented* choice : choices_) choice->setVisible(offered_ && !bare);
}

void Bench::show_choice(bool shown) {
  offered_ = shown;
  set_bare(false);
  if (!shown) setCurrentIndex(0);
}

}  // namespace cleartext::gui
