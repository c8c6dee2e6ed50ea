// The filter box: offers words while one types, marks what cannot be read, and says after a short rest what is wanted. While
// it cannot be read, the filter before stays.
#pragma once
#include <QAbstractItemView>
#include <QCompleter>
#include <QLineEdit>
#include <QStringListModel>
#include <QTimer>

#include "engine/filter/filter.h"
#include "gui/selection/selection.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class FilterEdit : public QLineEdit {
  Q_OBJECT
 public:
  FilterEdit(Theme& theme, const Selection& selection, QWidget* parent = nullptr);
  void set_filter(const QString& typed);  // at once
  const filter::Filter& filter() const { return filter_; }
  const QString& problem() const { return problem_; }           // empty: it can be read
  QStringList offered() const { return words_->stringList(); }  // of the list that is open

 Q_SIGNALS:
  void filter_changed();
  void problem_changed();

 protected:
  bool event(QEvent* event) override;
  bool eventFilter(QObject* watched, QEvent* event) override;
  void keyPressEvent(QKeyEvent* event) override;

 private:
  void read();
  void mark(int offset, int length);
  void offer();
  void take(const QString& word);
  bool take_lit(const QEvent* event);
  bool is_open() const { return completer_->popup()->isVisible(); }
  std::vector<std::string> hosts() const;

  Theme& theme_;
  const Selection& selection_;
  filter::Filter filter_;
  QString problem_;
  QTimer resting_;
  QCompleter* completer_;
  QStringListModel* words_;
  int from_ = 0, until_ = 0;  // characters that a word of the list takes the place of
};

}  // namespace cleartext::gui
