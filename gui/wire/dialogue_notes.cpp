// What stands between the lines: FTP's data connections beneath their command, and the line that waits at the gate.
#include <algorithm>
#include <limits>

#include "gui/wire/dialogue_model.h"
#include "gui/wire/names.h"
#include "servers/wire/transcript.h"

namespace cleartext::gui {
namespace {

bool one_of(std::string_view verb, std::initializer_list<std::string_view> verbs) {
  return std::find(verbs.begin(), verbs.end(), verb) != verbs.end();
}

// RFC 959, 4.1.2 and RFC 2428: these arrange a data connection, those use it (4.1.3; MLSD is RFC 3659).
bool arranges(const dialogue::LineView& line) { return one_of(line.verb, {"PASV", "EPSV", "PORT", "EPRT"}); }
bool transfers(const dialogue::LineView& line) { return one_of(line.verb, {"RETR", "STOR", "STOU", "APPE", "LIST", "NLST", "MLSD"}); }

bool over(const stream::StreamInfo& stream) {
  return stream.state == stream::StreamState::closed || stream.state == stream::StreamState::reset;
}

// Whose client an actor of the lab is.
bool speaks_as(const QString& actor, wire::Role role) {
  switch (role) {
    case wire::Role::alice: return actor == QLatin1String("alice");
    case wire::Role::bob: return actor == QLatin1String("bob");
    case wire::Role::you: return actor == QLatin1String("you");
    case wire::Role::crepes:
    case wire::Role::hamburger: return actor == QLatin1String("relay");
    case wire::Role::ftp:
    case wire::Role::printer:
    case wire::Role::eve: return false;
  }
  return false;
}

// What is masked or closed on the screen is in no copy either.
QString transcript_text(const Selection& selection, const std::vector<std::uint32_t>& indices) {
  wire::Transcript transcript;
  for (const std::uint32_t index : indices) {
    const dialogue::Line line = selection.recording().lines()[index];
    transcript.push_back({line.from, dialogue::printable(selection.words_of(line))});
  }
  return QString::fromStdString(wire::print(transcript));
}

}  // namespace

// As far as the wire is shown.
bool DialogueModel::seen_over(const stream::StreamInfo& stream) const { return over(stream) && selection_.shows(stream.last_packet); }

void DialogueModel::hang_data_connections(bool quietly) {
  const auto& streams = selection_.recording().streams();
  for (; streams_seen_ < streams.size(); ++streams_seen_) unhung_.push_back(streams_seen_);
  std::erase_if(unhung_, [&](std::uint32_t number) {
    const stream::StreamInfo& stream = streams[number];
    if (stream.control_stream == packet::no_stream) return over(stream) || stream.bytes_client + stream.bytes_server > 65536;
    return selection_.shows(stream.first_packet) && hang(number, quietly);
  });
  if (!quietly && !hung_.empty() && rowCount() > 0) Q_EMIT dataChanged(index(0), index(rowCount() - 1));
  std::erase_if(hung_, [&](std::uint32_t number) { return seen_over(streams[number]); });
}

// True when it needs no further look.
bool DialogueModel::hang(std::uint32_t data_stream, bool quietly) {
  const stream::StreamInfo& data = selection_.recording().streams()[data_stream];
  const std::uint32_t at = data.control_stream;
  if (!has_group(at)) return false;
  std::size_t arranged = 0, used = 0;
  const auto& rows = groups_[at].rows;
  for (std::size_t i = 1; i < rows.size(); ++i) {
    if (rows[i].kind != RowKind::line) continue;
    const dialogue::LineView line = lines().view(rows[i].order);
    if (line.from != wire::Side::client) continue;
    if (arranges(line) && line.packet <= data.first_packet) {
      arranged = i;
      used = 0;
    } else if (transfers(line) && used == 0 && (arranged != 0 || line.packet <= data.first_packet)) {
      used = i;
    }
  }
  if (used == 0 && !seen_over(data)) return false;
  const std::size_t beneath = used != 0 ? used : arranged;
  if (beneath != 0) insert_row(at, beneath + 1, {RowKind::data_connection, rows[beneath].order, data_stream}, quietly);
  hung_.push_back(data_stream);
  return true;
}

void DialogueModel::insert_row(std::size_t group, std::size_t at, const DialogueRow& row, bool quietly) {
  const int flat = quietly ? 0 : starts()[group] + static_cast<int>(at);
  if (!quietly) beginInsertRows({}, flat, flat);
  auto& rows = groups_[group].rows;
  rows.insert(rows.begin() + static_cast<std::ptrdiff_t>(at), row);
  starts_.clear();
  if (!quietly) endInsertRows();
}

void DialogueModel::set_next_line(const QString& actor, const QString& line) {
  if (actor == next_actor_ && line == next_text_) return;
  remove_next();
  next_actor_ = actor;
  next_text_ = line;
  said_before_next_ = newest_line_;
  place_next();
}

void DialogueModel::remove_next() {
  if (next_at_ < 0) return;
  beginRemoveRows({}, next_at_, next_at_);
  next_at_ = -1;
  endRemoveRows();
}

void DialogueModel::place_next() {
  const bool live = selection_.shows(std::numeric_limits<std::uint32_t>::max());
  if (next_text_.isEmpty() || !live || !filter_.empty() || next_at_ >= 0) return;
  const int at = next_place();
  beginInsertRows({}, at, at);
  next_at_ = at;
  endInsertRows();
}

// After the last line of the actor's open connection; at the end when it has none yet.
int DialogueModel::next_place() const {
  const auto& streams = selection_.recording().streams();
  for (std::size_t i = groups_.size(); i-- > 0;) {
    if (i >= streams.size() || groups_[i].rows.empty()) continue;
    const stream::StreamInfo& stream = streams[i];
    const wire::Host* client = host_of(stream.client);
    const bool open = stream.state == stream::StreamState::open || stream.state == stream::StreamState::opening;
    if (open && client != nullptr && speaks_as(next_actor_, client->role)) return starts()[i + 1];
  }
  return starts().back();
}

QString DialogueModel::transcript(const QList<int>& rows) const {
  std::vector<std::uint32_t> indices;
  for (const int row : rows) {
    if (row == next_at_ || row < 0 || row >= rowCount()) continue;
    const Spot at = spot(next_at_ >= 0 && row > next_at_ ? row - 1 : row);
    const DialogueRow& one = groups_[at.group].rows[at.row];
    if (one.kind == RowKind::line) indices.push_back(one.order);
    if (one.kind != RowKind::fold) continue;
    const auto& hidden = groups_[at.group].runs[one.value].lines;
    indices.insert(indices.end(), std::lower_bound(hidden.begin(), hidden.end(), one.order), hidden.end());
  }
  return transcript_text(selection_, indices);
}

QString DialogueModel::transcript_of_stream(std::uint32_t stream) const {
  std::vector<std::uint32_t> indices;
  for (const analysis::LineRun& run : selection_.recording().lines_of({stream}))
    for (std::uint32_t index = run.first; index < run.end; ++index)
      if (selection_.shows(lines().view(index).packet)) indices.push_back(index);
  return transcript_text(selection_, indices);
}

}  // namespace cleartext::gui
