// One page of the manual, as it is read.
#include "gui/manual/page_view.h"

#include <QImage>
#include <QPointer>
#include <QScrollBar>
#include <QTextBlock>
#include <QUrl>
#include <cstdlib>

#include "gui/manual/dress.h"

namespace cleartext::gui {
namespace {

Look look_of(const Theme& theme) {
  return {theme.words(Theme::Size::body), theme.mono_px(13),      theme.color(Ink::ink), theme.color(Ink::client),
          theme.color(Ink::line),         theme.color(Ink::wash), theme.scale()};
}

}  // namespace

PageView::PageView(Theme& theme, QWidget* parent) : QTextBrowser(parent), theme_(theme) {
  setFrameShape(QFrame::NoFrame);
  setOpenLinks(false);
  setVerticalScrollBarPolicy(Qt::ScrollBarAlwaysOn);  // the page's width does not hang on its height
  setAccessibleName(tr("Page of the manual"));
  connect(&theme, &Theme::changed, this, &PageView::dress_again);
}

void PageView::show_page(const Page& page) {
  page_ = page;
  dress_again();
  verticalScrollBar()->setValue(0);
}

void PageView::show_position(int position, int length) {
  QTextCursor cursor(document());
  cursor.setPosition(position);
  cursor.setPosition(position + length, QTextCursor::KeepAnchor);
  setTextCursor(cursor);
  const int top = static_cast<int>(cursorRect(cursor).top()) + verticalScrollBar()->value();
  verticalScrollBar()->setValue(position == 0 ? 0 : top - theme_.px(length > 0 ? 90 : 14));
}

void PageView::dress_again() {
  const int place = verticalScrollBar()->value();
  fitted_ = viewport()->width();
  const QPointer<QTextDocument> before = document();  // Qt's own goes by itself
  QTextDocument* made = Book::document(page_).release();
  made->setParent(this);  // its pictures are asked for here
  made->setDocumentMargin(theme_.px(22));
  dress(*made, look_of(theme_));
  setDocument(made);
  if (before) before->deleteLater();
  verticalScrollBar()->setValue(place);
}

// The picture is as wide as the page, and no wider than it is.
QVariant PageView::loadResource(int type, const QUrl& name) {
  if (type != QTextDocument::ImageResource) return {};
  QImage picture(QStringLiteral(":/manual/pictures/") + name.fileName());
  const int room = viewport()->width() - 2 * theme_.px(22) - 2;
  if (room > 0 && picture.width() > room)
    picture = picture.convertToFormat(QImage::Format_RGB32).scaledToWidth(room, Qt::SmoothTransformation);
  return picture;
}

void PageView::resizeEvent(QResizeEvent* event) {
  QTextBrowser::resizeEvent(event);
  if (std::abs(viewport()->width() - fitted_) > 8) dress_again();
}

}  // namespace cleartext::gui
