// The language of the window: as it was asked for, or the system's, where there is a translation; English otherwise. A
// third language is a third file in assets/translations, and no code.
#pragma once
#include <QString>

class QCoreApplication;

namespace cleartext::gui {

// "de"; empty: the system's. Returns what the window speaks now, and lessons should.
QString speak(QCoreApplication& application, const QString& wanted);

}  // namespace cleartext::gui
