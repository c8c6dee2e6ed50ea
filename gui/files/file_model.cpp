#include "gui/files/file_model.h"

#include <QLocale>
#include <algorithm>

namespace cleartext::gui {
namespace {

// A date keeps its distance from the number before it.
int alignment_of(int column) {
  return int(Qt::AlignVCenter | (column == FileModel::bytes_column  ? Qt::AlignRight
                                 : column == FileModel::date_column ? Qt::AlignHCenter
                                                                    : Qt::AlignLeft));
}

}  // namespace

int FileModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(files_.size()); }
int FileModel::columnCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : columns; }

QVariant FileModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto& one = file(index.row());
  if (role == Qt::TextAlignmentRole) return alignment_of(index.column());
  if (role == Qt::AccessibleTextRole && index.column() == name_column)
    return one.is_folder ? tr("Folder %1").arg(QString::fromStdString(one.name)) : tr("File %1").arg(QString::fromStdString(one.name));
  if (role != Qt::DisplayRole) return {};
  switch (index.column()) {
    case name_column: return QString::fromStdString(one.name) + (one.is_folder ? QStringLiteral("/") : QString());
    case bytes_column: return one.is_folder ? QString() : QLocale().toString(static_cast<qulonglong>(one.bytes));
    case date_column: return QString::fromStdString(one.date);
    default: return {};
  }
}

QVariant FileModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::TextAlignmentRole) return alignment_of(section);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case name_column: return tr("Name");
    case bytes_column: return tr("Bytes");
    case date_column: return tr("Changed");
    default: return {};
  }
}

int FileModel::row_of(const std::string& name) const {
  const auto found = std::find_if(files_.begin(), files_.end(), [&](const talk::ListedFile& file) { return file.name == name; });
  return found == files_.end() ? 0 : static_cast<int>(found - files_.begin());
}

void FileModel::show(std::vector<talk::ListedFile> files) {
  beginResetModel();
  files_ = std::move(files);
  endResetModel();
}

}  // namespace cleartext::gui
