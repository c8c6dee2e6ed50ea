// What a folder on the server holds, as it was listed last.
#pragma once
#include <QAbstractTableModel>

#include "engine/talk/listing.h"

namespace cleartext::gui {

class FileModel : public QAbstractTableModel {
  Q_OBJECT
 public:
  enum Column { name_column, bytes_column, date_column, columns };
  using QAbstractTableModel::QAbstractTableModel;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  QVariant headerData(int section, Qt::Orientation orientation, int role) const override;
  void show(std::vector<talk::ListedFile> files);
  int row_of(const std::string& name) const;  // the first where there is none of that name
  const talk::ListedFile& file(int row) const { return files_[static_cast<std::size_t>(row)]; }

 private:
  std::vector<talk::ListedFile> files_;
};

}  // namespace cleartext::gui
