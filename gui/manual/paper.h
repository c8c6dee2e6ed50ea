// The manual for reading elsewhere: a folder of HTML pages, or one PDF. Made of the same pages as the window shows.
#pragma once
#include "gui/manual/book.h"

namespace cleartext::gui {

// Empty: it is written. Otherwise which file could not be, and why, in a sentence.
QString write_html(const Book& book, const QString& folder);  // index.html and its like, and their pictures
QString write_pdf(const Book& book, const QString& path);     // A4; each chapter begins a page; with contents and links

QString save(const QString& path, const QByteArray& content);  // the same answer; whole, or as it was
QStringList picture_names();                                   // of :/manual/pictures

}  // namespace cleartext::gui
