// A page of the manual as HTML: headings, paragraphs, lists, tables, code and pictures, and nothing that has to be fetched.
#pragma once
#include <QString>
#include <QTextDocument>
#include <functional>

namespace cleartext::gui {

using LinkOf = std::function<QString(const QString& link)>;  // where a link of the Markdown leads to

QString html_of(const QTextDocument& document, const LinkOf& link_of);

}  // namespace cleartext::gui
