#include "gui/console/say_row.h"

#include "engine/talk/completion.h"
#include "gui/console/coach_words.h"
#include "gui/language/table_words.h"

namespace cleartext::gui {
namespace {

constexpr std::size_t most = 9;

}  // namespace

SayRow::SayRow(Theme& theme, QWidget* parent)
    : QWidget(parent), theme_(theme), label_(new Text(theme, Theme::Size::small, Ink::soft, false, this)) {
  label_->setText(tr("May be said:"));
  connect(&theme, &Theme::changed, this, &SayRow::lay_out);
}

void SayRow::show_rows(const std::vector<const wire::CommandInfo*>& rows) {
  for (Button* button : buttons_) {
    button->hide();  // it may be the one that was clicked
    button->deleteLater();
  }
  buttons_.clear();
  for (std::size_t i = 0; i < std::min(rows.size(), most); ++i) {
    const wire::CommandInfo* row = rows[i];
    auto* button =
        new Button(theme_, QString::fromLatin1(row->verb.data(), static_cast<qsizetype>(row->verb.size())), Button::Kind::plain, this);
    button->set_small(true);
    const QString meaning = table_words(row->meaning);
    button->setToolTip(meaning);
    button->setAccessibleDescription(meaning);
    connect(button, &QPushButton::clicked, this, [this, row] { Q_EMIT chosen(QString::fromStdString(talk::fixed_part(*row))); });
    buttons_.push_back(button);
  }
  label_->setVisible(!rows.empty());
  lay_out();
}

QStringList SayRow::verbs() const {
  QStringList all;
  for (const Button* button : buttons_)
    if (!button->isHidden()) all << button->text();
  return all;
}

QSize SayRow::sizeHint() const { return {theme_.px(320), theme_.px(30)}; }

void SayRow::resizeEvent(QResizeEvent*) { lay_out(); }

void SayRow::lay_out() {
  const QSize words = label_->sizeHint();
  label_->setGeometry(0, 0, words.width(), height());
  int x = words.width() + theme_.px(8);
  bool room = true;
  for (Button* button : buttons_) {
    const QSize size = button->sizeHint();
    room = room && x + size.width() <= width();
    button->setVisible(room);
    button->setGeometry(x, (height() - size.height()) / 2, size.width(), size.height());
    x += size.width() + theme_.px(6);
  }
}

}  // namespace cleartext::gui
