// How a page of the manual looks, on the screen and on paper: type, room between paragraphs, code, tables.
#pragma once
#include <QColor>
#include <QFont>
#include <QTextDocument>

namespace cleartext::gui {

struct Look {
  QFont words, mono;
  QColor ink, code, line, wash;  // the text, code in it, a table's lines, the ground of whole blocks of code
  double unit = 1;               // one pixel at scale one
};

void dress(QTextDocument& document, const Look& look);  // changes no character

}  // namespace cleartext::gui
