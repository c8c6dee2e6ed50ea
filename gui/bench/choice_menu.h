// A few choices of one value in a menu, the present one ticked.
#pragma once
#include <QActionGroup>
#include <QMenu>
#include <functional>
#include <initializer_list>
#include <utility>

namespace cleartext::gui {

// `now` must outlive the menu; `then` runs after it was changed.
template <typename Value>
void add_choices(QMenu& menu, const QString& title, Value& now, std::initializer_list<std::pair<QString, Value>> choices,
                 const std::function<void()>& then) {
  if (!menu.isEmpty()) menu.addSeparator();
  QAction* heading = menu.addAction(title);  // a section's title is drawn by no style sheet
  heading->setEnabled(false);
  QFont bold = menu.font();
  bold.setBold(true);
  heading->setFont(bold);
  auto* group = new QActionGroup(&menu);
  for (const auto& [words, value] : choices) {
    QAction* action = menu.addAction(words);
    action->setCheckable(true);
    action->setChecked(now == value);
    group->addAction(action);
    QObject::connect(action, &QAction::triggered, &menu, [&now, chosen = value, then] {
      now = chosen;
      then();
    });
  }
}

}  // namespace cleartext::gui
