// The box over the window: type, see, go there.
#pragma once
#include <QAbstractListModel>
#include <QLineEdit>
#include <QListView>
#include <QPointer>

#include "gui/finder/search.h"
#include "gui/theme/card.h"

namespace cleartext::gui {

class FoundModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum Role { detail_role = Qt::UserRole, heading_role };
  FoundModel(const Search& search, QObject* parent) : QAbstractListModel(parent), search_(search) {}
  int rowCount(const QModelIndex& parent = {}) const override { return parent.isValid() ? 0 : static_cast<int>(shown_); }
  QVariant data(const QModelIndex& index, int role) const override;
  void start_over();
  void follow();

 private:
  const Search& search_;
  std::size_t shown_ = 0;
};

class Finder : public Card {
  Q_OBJECT
 public:
  Finder(Theme& theme, QWidget* window);
  // Asked for what there is each time it opens; `first` stands at the top.
  void set_sources(std::function<std::vector<Source>()> sources) { make_sources_ = std::move(sources); }
  void open(Source::Of first);
  QLineEdit& field() { return *field_; }
  QListView& list() { return *list_; }
  const FoundModel& model() const { return *model_; }
  bool looking() const { return search_.running(); }

 protected:
  bool eventFilter(QObject* watched, QEvent* event) override;

 private:
  void look();
  void follow();
  void go();
  void close_it();
  void place();
  Theme& theme_;
  QLineEdit* field_;
  Text* none_;
  QListView* list_;
  Search search_;
  FoundModel* model_;
  std::function<std::vector<Source>()> make_sources_;
  Source::Of first_ = Source::Of::commands;
  QPointer<QWidget> focus_before_;
};

}  // namespace cleartext::gui
