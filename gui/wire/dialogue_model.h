// What was said, connection by connection, as a flat list over the recording's lines. It grows in batches; large
// recordings are taken in slices, and their lines come in fewer and larger portions the longer a portion takes, so that
// the window stays awake. Long letters are folded, FTP data connections hang beneath their command.
#pragma once
#include <QAbstractListModel>
#include <QElapsedTimer>
#include <QTimer>
#include <optional>
#include <vector>

#include "engine/filter/matcher.h"
#include "gui/selection/selection.h"
#include "gui/wire/dialogue_rows.h"

namespace cleartext::gui {

class DialogueModel : public QAbstractListModel {
  Q_OBJECT
 public:
  explicit DialogueModel(const Selection& selection, QObject* parent = nullptr);
  int rowCount(const QModelIndex& parent = {}) const override;
  QVariant data(const QModelIndex& index, int role) const override;
  Qt::ItemFlags flags(const QModelIndex& index) const override;

  void set_filter(const filter::Filter& filter);
  void set_next_line(const QString& actor, const QString& line);  // empty line: nothing waits
  void set_seen(bool is_seen);                                    // a view that nobody sees waits for the others
  void open_fold(int row);
  int row_of_line(int line) const;                       // the fold that hides it, where it is folded; -1: not shown
  std::vector<int> headings(int first, int last) const;  // rows of that range that are headings
  int newest_row() const;                                // the row that followed last: next line, or newest line
  int lines_shown() const { return static_cast<int>(matched_); }
  QString transcript(const QList<int>& rows) const;  // C: and S: lines, folded ones included
  QString transcript_of_stream(std::uint32_t stream) const;

 private:
  struct Spot {
    std::size_t group;
    std::size_t row;
  };
  using Lines = std::vector<std::uint32_t>;
  void start_over();
  void follow();
  void take_slice();
  void place_when_due();
  void place();
  void append(const Lines& lines);
  void append_quietly(const Lines& lines);
  std::vector<DialogueRow> rows_for(DialogueGroup& group, const Lines& lines, int& touched_fold);
  void add_row(DialogueGroup& group, std::uint32_t index, const dialogue::LineView& line, std::vector<DialogueRow>& rows,
               int& touched_fold);
  DialogueGroup& group_of(std::uint32_t stream);
  bool has_group(std::uint32_t stream) const { return stream < groups_.size() && !groups_[stream].rows.empty(); }
  void hang_data_connections(bool quietly);
  bool seen_over(const stream::StreamInfo& stream) const;
  bool hang(std::uint32_t data_stream, bool quietly);
  void insert_row(std::size_t group, std::size_t at, const DialogueRow& row, bool quietly);
  const std::vector<int>& starts() const;
  Spot spot(int row) const;
  bool matches(const dialogue::LineView& told);
  void learn();
  void remove_next();
  void place_next();
  int next_place() const;
  QVariant row_data(std::size_t group, const DialogueRow& row, int role) const;
  QVariant line_data(const dialogue::Line& line, int role) const;
  QVariant heading_data(std::uint32_t stream, int role) const;
  QVariant note_data(std::uint32_t stream, int role) const;
  QVariant next_data(int role) const;
  const dialogue::LineStore& lines() const { return selection_.recording().lines(); }

  const Selection& selection_;
  filter::Filter filter_;
  std::optional<filter::Matcher> matcher_;  // empty: everything is shown
  std::size_t credentials_known_ = 0;
  std::vector<DialogueGroup> groups_;  // by stream; one without rows is not shown
  mutable std::vector<int> starts_;    // first row of each group, and the end; empty: to be counted
  std::uint32_t taken_ = 0;            // lines looked at
  std::uint32_t matched_ = 0;
  Lines fresh_;  // that match, and have no row yet
  int newest_line_ = -1;
  std::uint32_t streams_seen_ = 0;
  std::vector<std::uint32_t> unhung_, hung_;  // data streams
  std::string role_;                          // of the stream looked at last, for the filter
  std::uint32_t role_of_ = packet::no_stream;
  QString next_actor_, next_text_;
  int next_at_ = -1;           // its row, -1: not shown
  int said_before_next_ = -1;  // the newest line when the waiting one began to wait
  QTimer slice_, due_;
  QElapsedTimer clock_;
  qint64 next_portion_ = 0;  // of clock_, milliseconds
};

}  // namespace cleartext::gui
