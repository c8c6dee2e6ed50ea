#include "gui/wire/field_model.h"

#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {

void FieldModel::show_packet(const packet::Packet* packet) {
  beginResetModel();
  nodes_.clear();
  top_.clear();
  std::vector<int> open;  // the last node of each depth
  fields_ = packet == nullptr ? std::vector<packet::Field>() : packet::fields(*packet);
  for (const packet::Field& field : fields_) {
    const auto depth = std::min(static_cast<std::size_t>(field.depth), open.size());
    const int number = static_cast<int>(nodes_.size()), above = depth == 0 ? -1 : open[depth - 1];
    std::vector<int>& siblings = above < 0 ? top_ : nodes_[static_cast<std::size_t>(above)].children;
    siblings.push_back(number);
    const int row = static_cast<int>(siblings.size()) - 1;
    nodes_.push_back({above, row, {}});
    open.resize(depth);
    open.push_back(number);
  }
  endResetModel();
}

const std::vector<int>& FieldModel::children_of(const QModelIndex& parent) const {
  return parent.isValid() ? nodes_[parent.internalId()].children : top_;
}

QModelIndex FieldModel::index(int row, int column, const QModelIndex& parent) const {
  const std::vector<int>& children = children_of(parent);
  if (column != 0 || row < 0 || static_cast<std::size_t>(row) >= children.size()) return {};
  return createIndex(row, 0, static_cast<quintptr>(children[static_cast<std::size_t>(row)]));
}

QModelIndex FieldModel::index_of_node(int node) const {
  return node < 0 ? QModelIndex() : createIndex(nodes_[static_cast<std::size_t>(node)].row, 0, static_cast<quintptr>(node));
}

QModelIndex FieldModel::parent(const QModelIndex& index) const {
  return index.isValid() ? index_of_node(nodes_[index.internalId()].parent) : QModelIndex();
}

int FieldModel::rowCount(const QModelIndex& parent) const { return parent.column() > 0 ? 0 : static_cast<int>(children_of(parent).size()); }

const packet::Field* FieldModel::field(const QModelIndex& index) const { return index.isValid() ? &fields_[index.internalId()] : nullptr; }

QVariant FieldModel::data(const QModelIndex& index, int role) const {
  const packet::Field* one = field(index);
  if (one == nullptr) return {};
  const QString label = from_bytes(one->label);
  switch (role) {
    case Qt::DisplayRole: return label;
    case Qt::ToolTipRole:
    case Qt::AccessibleDescriptionRole:
      return counted(one->length, tr("1 byte, at %1").arg(one->offset),
                     tr("%1 bytes, from %2 on").replace(QStringLiteral("%2"), QString::number(one->offset)));
    default: return {};
  }
}

QModelIndex FieldModel::index_of(const Marked& range) const {
  return range.length == 0 ? QModelIndex() : index_of_node(packet::innermost(fields_, range.offset, range.length));
}

}  // namespace cleartext::gui
