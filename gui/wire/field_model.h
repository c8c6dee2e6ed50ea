// The fields of one packet as a tree: headers, their fields, parts of fields; the lines of what was said, and their words.
#pragma once
#include <QAbstractItemModel>
#include <vector>

#include "engine/packet/packet.h"
#include "gui/wire/packet_words.h"

namespace cleartext::gui {

class FieldModel : public QAbstractItemModel {
  Q_OBJECT
 public:
  explicit FieldModel(QObject* parent = nullptr) : QAbstractItemModel(parent) {}
  void show_packet(const packet::Packet* packet);  // nullptr: none
  QModelIndex index(int row, int column, const QModelIndex& parent = {}) const override;
  QModelIndex parent(const QModelIndex& index) const override;
  int rowCount(const QModelIndex& parent = {}) const override;
  int columnCount(const QModelIndex& = {}) const override { return 1; }
  QVariant data(const QModelIndex& index, int role) const override;

  const packet::Field* field(const QModelIndex& index) const;
  QModelIndex index_of(const Marked& range) const;  // the field of exactly these bytes, else the smallest around them

 private:
  struct Node {
    int parent = -1, row = 0;
    std::vector<int> children;
  };
  QModelIndex index_of_node(int node) const;
  const std::vector<int>& children_of(const QModelIndex& parent) const;
  std::vector<packet::Field> fields_;
  std::vector<Node> nodes_;  // one a field
  std::vector<int> top_;
};

}  // namespace cleartext::gui
