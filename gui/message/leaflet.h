// A page of words about a letter: headings, sentences, tables of what was on the wire. Words from the wire are never markup.
// Numbers of packets are links.
#pragma once
#include <QTextBrowser>

#include "gui/theme/theme.h"

namespace cleartext::gui {

class Leaflet : public QTextBrowser {
  Q_OBJECT
 public:
  explicit Leaflet(Theme& theme, QWidget* parent = nullptr);
  void begin();  // an empty page
  void heading(const QString& words);
  void sentence(const QString& words);
  void row(const QString& name, const QString& wire, std::uint32_t packet = 0);  // of the table that is open
  void small_row(const QString& wire);                                           // beneath the row before it: how it was spelled
  void show_page();                                                              // what was put together since begin()

 Q_SIGNALS:
  void packet_chosen(std::uint32_t packet);

 protected:
  void resizeEvent(QResizeEvent* event) override;
  QVariant loadResource(int, const QUrl&) override { return {}; }  // nothing is fetched

 private:
  void open_table();
  void close_table();
  void keep_letters_apart();
  QString ink(Ink ink) const { return theme_.color(ink).name(); }
  Theme& theme_;
  QString html_;
  bool in_table_ = false, narrow_ = false;
};

}  // namespace cleartext::gui
