// Its children are what is shown in it and the bars that can be seen; a number beyond them is nobody's.
#include "gui/theme/scroll_area_voice.h"

#include <QAbstractScrollArea>
#include <QAccessibleWidget>
#include <QScrollBar>

namespace cleartext::gui {
namespace {

class ScrollAreaVoice final : public QAccessibleWidget {
 public:
  explicit ScrollAreaVoice(QAbstractScrollArea& area) : QAccessibleWidget(&area, QAccessible::Client) {}

  int childCount() const override { return static_cast<int>(parts().size()); }
  QAccessibleInterface* child(int index) const override {
    const QWidgetList all = parts();
    return index < 0 || index >= all.size() ? nullptr : QAccessible::queryAccessibleInterface(all[index]);
  }
  int indexOfChild(const QAccessibleInterface* one) const override {
    return one == nullptr ? -1 : static_cast<int>(parts().indexOf(qobject_cast<QWidget*>(one->object())));
  }
  QAccessibleInterface* childAt(int x, int y) const override {
    for (QWidget* part : parts())
      if (part->rect().contains(part->mapFromGlobal(QPoint(x, y)))) return QAccessible::queryAccessibleInterface(part);
    return nullptr;
  }

 private:
  QWidgetList parts() const {
    const auto* area = qobject_cast<QAbstractScrollArea*>(object());
    if (area == nullptr || area->viewport() == nullptr) return {};
    QWidgetList all{area->viewport()};
    for (const QScrollBar* bar : {area->horizontalScrollBar(), area->verticalScrollBar()})
      if (bar != nullptr && bar->parentWidget() != nullptr && bar->parentWidget()->isVisible()) all << bar->parentWidget();
    return all;
  }
};

// Qt asks for each class of an object, the most special first: tables and texts have answered before.
QAccessibleInterface* voice_of(const QString& of_class, QObject* object) {
  if (of_class != QLatin1String("QScrollArea") && of_class != QLatin1String("QAbstractScrollArea")) return nullptr;
  auto* area = qobject_cast<QAbstractScrollArea*>(object);
  return area == nullptr ? nullptr : new ScrollAreaVoice(*area);
}

}  // namespace

void speak_for_scroll_areas() { QAccessible::installFactory(voice_of); }

}  // namespace cleartext::gui
