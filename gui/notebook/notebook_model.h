// What Eve has learned, as one list: credentials, letters, files, and what made it easy. Thin over the recording:
// a row keeps where its finding stands, and is worded when it is asked for.
#pragma once
#include <QAbstractListModel>

#include "gui/notebook/letters_under_way.h"
#include "gui/selection/selection.h"

namespace cleartext::gui {

class NotebookModel : public QAbstractListModel {
  Q_OBJECT
 public:
  enum class Kind { credential, letter, letter_under_way, file, heading, weakness };
  enum Role { kind_role = Qt::UserRole, head_role, secret_role, meta_role, selected_role };

  NotebookModel(Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;
  bool revealed() const { return revealed_; }
  void set_revealed(bool revealed);
  void select(int row);                            // tells the selection where this row's evidence stands
  int selected_row() const;
  int credentials_shown() const;

 private:
  struct Row {
    Kind kind = Kind::heading;
    std::size_t index = 0;                         // in the recording, or in under_way_
    bool operator==(const Row&) const = default;
  };
  void refresh();                                  // the rows as they should be now, changed at their end where possible
  std::vector<Row> rows_now(const std::vector<LetterUnderWay>& under_way) const;
  std::uint32_t packet_of(const Row& row) const;
  QString head(const Row& row) const;
  QString meta(const Row& row) const;
  QString secret(const Row& row) const;
  bool is_selected(const Row& row) const;

  Selection& selection_;
  LettersUnderWay under_way_source_;
  std::vector<LetterUnderWay> under_way_;
  std::vector<Row> rows_;
  bool revealed_ = false;
};

QString mask();                                    // as many dots for every secret: its length is a secret too

}  // namespace cleartext::gui
