// `cleartext manual`: the manual as HTML and as PDF.
#include "gui/program/manual_command.h"

#include <QGuiApplication>
#include <iostream>

#include "gui/language/language.h"
#include "gui/manual/paper.h"

namespace cleartext::gui {

int write_manual(const commands::Manual& wanted, int argc, char** argv) {
  qputenv("QT_QPA_PLATFORM", "offscreen");  // the same pages on every machine
  QGuiApplication application(argc, argv);
  const Book book(speak(application, QString::fromStdString(wanted.language)));
  QString problem;
  if (!wanted.html.empty()) problem = write_html(book, QString::fromStdString(wanted.html));
  if (problem.isEmpty() && !wanted.pdf.empty()) problem = write_pdf(book, QString::fromStdString(wanted.pdf));
  if (problem.isEmpty()) return 0;
  std::cerr << "cleartext: " << problem.toStdString() << '\n';
  return 1;
}

}  // namespace cleartext::gui
