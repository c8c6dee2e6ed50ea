// A white card on the paper: one hairline, a soft shadow, rounded corners that also round what lies inside, and a
// title row with a note at its right. Leave the title empty for a card without that row.
#pragma once
#include <QVBoxLayout>
#include <QWidget>

#include "gui/theme/text.h"

namespace cleartext::gui {

class Card : public QWidget {
  Q_OBJECT
 public:
  explicit Card(Theme& theme, const QString& title = {}, QWidget* parent = nullptr);
  void set_title(const QString& title);
  void set_note(const QString& note);
  void show_title_row(bool shown);
  void add_to_title(QWidget* widget);    // at the right end of the title row, after the note
  QVBoxLayout* body() { return body_; }  // no margins, no spacing: what is inside spaces itself

 protected:
  void paintEvent(QPaintEvent* event) override;
  void resizeEvent(QResizeEvent* event) override;
  void childEvent(QChildEvent* event) override;

 private:
  void dress();
  Theme& theme_;
  QWidget* title_row_;
  Text* title_;
  Text* note_;
  QVBoxLayout* body_;
  bool has_widget_ = false;
  QWidget* corners_ = nullptr;
};

// The strip at the foot or side of a card: a shade darker, one hairline towards the rest.
class Wash : public QWidget {
  Q_OBJECT
 public:
  Wash(Theme& theme, Qt::Edge hairline, QWidget* parent = nullptr);
  void set_fill(Ink fill);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
  Qt::Edge hairline_;
  Ink fill_ = Ink::wash;
};

// One hairline between two parts of a card.
class Hairline : public QWidget {
  Q_OBJECT
 public:
  explicit Hairline(Theme& theme, Qt::Orientation orientation = Qt::Horizontal, QWidget* parent = nullptr);

 protected:
  void paintEvent(QPaintEvent* event) override;

 private:
  Theme& theme_;
};

}  // namespace cleartext::gui
