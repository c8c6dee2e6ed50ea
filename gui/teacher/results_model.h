// Students × checks, thin over what was judged: one lesson at a time, a row a hand-in, a column a check.
#pragma once
#include <QAbstractTableModel>

#include "gui/teacher/marking.h"
#include "gui/theme/theme.h"

namespace cleartext::gui {

class ResultsModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { student, points, integrity, first_check };
  explicit ResultsModel(Theme& theme, QObject* parent = nullptr);
  void show(const Results& results, const grading::Class& people, const QString& lesson);
  QStringList lessons() const;  // of what was shown last, in order
  const grading::Result& result(int row) const { return (*results_)[static_cast<std::size_t>(rows_[static_cast<std::size_t>(row)])]; }
  const lesson::Verdict* verdict(const QModelIndex& index) const;  // nullptr: no check stands there
  QString name_of(const grading::Result& result) const;            // as the roster has it, and the id
  QString says(const QModelIndex& index) const;                    // what the check wants

  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;

 private:
  QVariant words(const QModelIndex& index) const;
  Theme& theme_;
  Results results_ = std::make_shared<const std::vector<grading::Result>>();
  grading::Class people_;
  std::vector<int> rows_;                                    // of this lesson
  std::vector<std::pair<std::string, std::string>> checks_;  // "task/check" and its sentence
};

}  // namespace cleartext::gui
