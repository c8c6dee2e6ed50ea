// Where something is to be written. The folder chosen last is offered again.
#pragma once
#include <QString>

class QWidget;

namespace cleartext::gui {

// Empty: nothing was chosen. A name without an ending gets that of `name`, before it is asked whether to overwrite.
QString ask_for_new_file(QWidget* parent, const QString& title, const QString& name, const QString& kinds = {});
QString ask_for_folder(QWidget* parent, const QString& title);

}  // namespace cleartext::gui
