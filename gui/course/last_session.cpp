// Where one was, in the settings.
#include "gui/course/last_session.h"

#include <QFileInfo>
#include <QSettings>

namespace cleartext::gui {

void remember_session(const LastSession& session) {
  QSettings settings;
  settings.beginGroup(QStringLiteral("session"));
  settings.setValue(QStringLiteral("lesson"), session.lesson);
  settings.setValue(QStringLiteral("step"), session.step);
  settings.setValue(QStringLiteral("place"), session.front.place);
  settings.setValue(QStringLiteral("bench"), session.front.bench);
  settings.setValue(QStringLiteral("tab"), session.front.tab);
}

std::optional<LastSession> last_session() {
  QSettings settings;
  settings.beginGroup(QStringLiteral("session"));
  if (!settings.contains(QStringLiteral("lesson"))) return std::nullopt;
  const auto number = [&settings](const QString& name, int otherwise) { return settings.value(name, otherwise).toInt(); };
  const LastSession session{settings.value(QStringLiteral("lesson")).toString(),
                            number(QStringLiteral("step"), -1),
                            {number(QStringLiteral("place"), 0), number(QStringLiteral("bench"), 0), number(QStringLiteral("tab"), 0)}};
  const bool gone = !session.lesson.isEmpty() && !QFileInfo::exists(session.lesson + QStringLiteral("/lesson.yaml"));
  return gone ? std::nullopt : std::optional(session);
}

}  // namespace cleartext::gui
