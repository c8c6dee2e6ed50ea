// What was said, connection by connection, as a flat list over the recording's lines. It grows in batches; large
// recordings are taken in slices. Long letters are folded, FTP data connections hang beneath their command.
#pragma once
#include <QAbstractListModel>
#include <QTimer>
#include <optional>
#include <vector>

#include "gui/selection/selection.h"
#include "gui/wire/dialogue_rows.h"
#include "gui/wire/word_filter.h"

namespace cleartext::gui {

class DialogueModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit DialogueModel(const Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  void set_filter(const WordFilter& filter);
  void set_next_line(const QString& actor, const QString& line);  // empty line: nothing waits
  void open_fold(int row);
  int row_of_line(int line) const;                 // the fold that hides it, where it is folded; -1: not shown
  int newest_row() const;                          // the row that followed last: next line, or newest line
  int lines_shown() const { return static_cast<int>(matched_); }
  QString transcript(const QList<int>& rows) const;               // C: and S: lines, folded ones included
  QString transcript_of_stream(std::uint32_t stream) const;

 private:
  struct Spot { std::size_t group; std::size_t row; };
  using Lines = std::vector<std::uint32_t>;
  void start_over();
  void follow();
  void take_slice();
  void append(std::uint32_t stream, const Lines& lines, bool quietly);
  std::vector<DialogueRow> rows_for(DialogueGroup& group, const Lines& lines, int& touched_fold);
  void insert_group(std::size_t at, DialogueGroup group, bool quietly);
  std::size_t group_at_or_after(std::uint32_t stream) const;
  bool has_group(std::size_t at, std::uint32_t stream) const { return at < groups_.size() && groups_[at].stream == stream; }
  void hang_data_connections();
  bool hang(std::uint32_t data_stream);
  void insert_row(std::size_t group, std::size_t at, const DialogueRow& row);
  const std::vector<int>& starts() const;
  Spot spot(int row) const;
  bool matches(const dialogue::Line& line);
  bool line_is_shown(const dialogue::Line& line) const;
  void remove_next();
  void place_next();
  int next_place() const;
  QVariant row_data(const DialogueGroup& group, const DialogueRow& row, int role) const;
  QVariant line_data(const dialogue::Line& line, int role) const;
  QVariant heading_data(std::uint32_t stream, int role) const;
  QVariant note_data(std::uint32_t stream, int role) const;
  QVariant next_data(int role) const;
  const std::deque<dialogue::Line>& lines() const { return selection_.recording().lines(); }

  const Selection& selection_;
  WordFilter filter_;
  std::vector<DialogueGroup> groups_;              // ascending by stream
  mutable std::vector<int> starts_;                // first row of each group, and the end; empty: to be counted
  std::uint32_t taken_ = 0;                        // lines looked at
  std::uint32_t matched_ = 0;
  int newest_line_ = -1;
  std::uint32_t streams_seen_ = 0;
  std::vector<std::uint32_t> unhung_, hung_;       // data streams
  std::string known_words_;                        // of the stream looked at last, for the filter
  std::uint32_t known_stream_ = packet::no_stream;
  QString next_actor_, next_text_;
  int next_at_ = -1;                               // its row, -1: not shown
  QTimer slice_;
};

}  // namespace cleartext::gui
