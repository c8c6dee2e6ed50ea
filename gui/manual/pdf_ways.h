// Ways through a PDF: what Qt's writer cannot put into it, appended as the format allows (ISO 32000-1, 7.5.6, incremental updates).
// The contents that a reader shows beside the pages, and links that lead to a place in the same file.
#pragma once
#include <QByteArray>
#include <QString>
#include <vector>

namespace cleartext::gui {

struct PdfPlace {
  int page = 0;    // the first is 0
  double top = 0;  // points from the page's lower edge
};

struct PdfHeading {
  QString words;
  int level = 1;  // 1 or 2; the first is 1
  PdfPlace place;
};

// `pdf` as QPdfWriter wrote it, with links to "way:0", "way:1", … and so on for the places. As it was where it is not of that form.
QByteArray with_ways(const QByteArray& pdf, const std::vector<PdfHeading>& headings, const std::vector<PdfPlace>& places);

}  // namespace cleartext::gui
