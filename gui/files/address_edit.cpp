// What is shown and what was typed are equally long, so that the cursor stands at the same place in both.
#include "gui/files/address_edit.h"

namespace cleartext::gui {
namespace {

constexpr QChar dot(0x2022);

struct Place {
  qsizetype begin = 0, length = 0;
};

// Of the password: between the user's name and the last @ before the folders. Where no @ came yet it may be one; where the folders
// have begun without, it is a port.
Place password_in(const QString& address) {
  const qsizetype scheme = address.indexOf(QLatin1String("://")), host = scheme < 0 ? 0 : scheme + 3;
  const qsizetype slash = address.indexOf(QLatin1Char('/'), host), end = slash < 0 ? address.size() : slash;
  const qsizetype at = end == 0 ? -1 : address.lastIndexOf(QLatin1Char('@'), end - 1);
  if (at < host && slash >= 0) return {};
  const qsizetype colon = address.indexOf(QLatin1Char(':'), host), over = at < host ? end : at;
  return colon < 0 || colon >= over ? Place{} : Place{colon + 1, over - colon - 1};
}

}  // namespace

AddressEdit::AddressEdit(const QString& address, QWidget* parent) : QLineEdit(address, parent) {
  connect(this, &QLineEdit::textEdited, this, &AddressEdit::take_typed);
}

QString AddressEdit::address() const {
  const Place place = password_in(text());
  return password_.isEmpty() ? text() : QString(text()).replace(place.begin, place.length, password_);
}

void AddressEdit::set_address(const QString& address) { show_address(address, address.size()); }

void AddressEdit::mask(bool masked) {
  if (masked == masked_) return;
  const QString whole = address();
  masked_ = masked;
  show_address(whole, cursorPosition());
}

void AddressEdit::show_address(const QString& address, qsizetype cursor) {
  const Place place = masked_ ? password_in(address) : Place();
  password_ = address.mid(place.begin, place.length);
  setText(QString(address).replace(place.begin, place.length, QString(place.length, dot)));
  setCursorPosition(static_cast<int>(cursor));
}

// Dots before the cursor are the first letters of the password known so far, those behind it its last ones.
void AddressEdit::take_typed(const QString& shown) {
  if (!masked_) return;
  const qsizetype cursor = cursorPosition();
  QString typed = shown;
  qsizetype first = 0, last = std::min<qsizetype>(password_.size(), typed.mid(cursor).count(dot));
  for (qsizetype i = 0; i < typed.size(); ++i) {
    if (typed[i] != dot) continue;
    const qsizetype from = i < cursor ? first++ : password_.size() - last--;
    typed[i] = from < password_.size() ? password_[from] : QLatin1Char('.');
  }
  show_address(typed, cursor);
}

}  // namespace cleartext::gui
