// The manual for reading elsewhere: a folder of HTML pages, or one PDF. Made of the same pages as the window shows.
#pragma once
#include "gui/manual/book.h"

namespace cleartext::gui {

// Empty: it is written. Otherwise which file could not be, and why, in a sentence.
QString write_html(const Book& book, const QString& folder);  // index.html and its like, and their pictures
QString write_pdf(const Book& book, const QString& path);     // A4, a chapter a page

}  // namespace cleartext::gui
