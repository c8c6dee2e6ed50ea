// The letters that one person's user agent has fetched, as they came and as a list tells them.
#pragma once
#include <QAbstractListModel>
#include <QString>
#include <memory>
#include <string>
#include <vector>

namespace cleartext::gui {

struct FetchedLetter {
  std::shared_ptr<const std::string> raw;
  QString from, to, cc, subject, date;
  bool read = false;
};

class LetterModel : public QAbstractListModel {
  Q_OBJECT
 public:
  using QAbstractListModel::QAbstractListModel;
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  enum Role { from_role = Qt::UserRole, subject_role, date_role, read_role };
  std::size_t take(const std::vector<std::string>& letters);  // the newest first; how many of them are new
  void mark_read(int row);
  void clear();
  const FetchedLetter& letter(int row) const { return letters_[static_cast<std::size_t>(row)]; }

 private:
  std::vector<FetchedLetter> letters_;
};

}  // namespace cleartext::gui
