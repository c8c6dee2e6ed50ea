// Lines of a letter or a file are one row that counts them. Who is who is told by address alone, so that a server that calls
// another one stays one lifeline.
#include "gui/ladder/ladder_rows.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QLocale>
#include <algorithm>
#include <map>

#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Ladder)
};

constexpr std::uint32_t looked_ahead = 4'000;  // packets, for the first that carries something
constexpr std::uint32_t looked_every = 64;     // lines or connections, at the clock

QString bytes_words(std::uint64_t bytes) { return counted(static_cast<std::size_t>(bytes), Words::tr("1 byte"), Words::tr("%1 bytes")); }

}  // namespace

class LadderReading::Reader {
 public:
  Reader(const Selection& selection, std::vector<std::uint32_t> streams)
      : selection_(selection), recording_(selection.recording()), wanted_(std::move(streams)) {
    if (wanted_.size() == recording_.streams().size())
      runs_of_lines_ = {{0, static_cast<std::uint32_t>(recording_.lines().size())}};
    else
      runs_of_lines_ = recording_.lines_of(wanted_);
  }

  // First the lines, then the connections as far as lines go.
  bool go_on(qint64 milliseconds) {
    QElapsedTimer clock;
    clock.start();
    auto is_late = [&, asked = 0U]() mutable {
      return ++asked % looked_every == 0 && milliseconds != without_end && clock.elapsed() >= milliseconds;
    };
    for (; run_ < runs_of_lines_.size(); ++run_, in_run_ = 0)
      if (!add_lines(runs_of_lines_[run_], is_late)) return false;
    for (; stream_ < wanted_.size() && ladder_.rows.size() < 2 * Ladder::most_rows; ++stream_) {
      if (is_late()) return false;
      if (wanted_[stream_] < recording_.streams().size()) add_stream(recording_.streams()[wanted_[stream_]]);
    }
    return true;
  }

  Ladder take() {
    std::stable_sort(ladder_.rows.begin(), ladder_.rows.end(), [](const LadderRow& a, const LadderRow& b) { return a.packet < b.packet; });
    if (ladder_.rows.size() > Ladder::most_rows) {
      ladder_.rows.resize(Ladder::most_rows);
      ladder_.cut = true;
    }
    for (LadderRow& row : ladder_.rows)
      if (row.kind == LadderKind::content) row.text = content_words(row);
    if (!recording_.packets().empty()) ladder_.begin_ns = recording_.packets().front().time_ns;
    return std::move(ladder_);
  }

 private:
  int lifeline(const packet::Endpoint& end) {
    packet::Endpoint host = end;
    host.port = 0;
    const auto [known, is_new] = places_.try_emplace(host, static_cast<int>(ladder_.lifelines.size()));
    if (is_new) ladder_.lifelines.push_back({host, spoken_name_of(recording_, host), QString::fromStdString(packet::address_text(host))});
    return known->second;
  }

  // Who talks to himself has two lifelines, so that there is a way between them.
  LadderRow row_of(const stream::StreamInfo& stream, LadderKind kind, std::uint32_t packet, bool from_client) {
    LadderRow row;
    row.kind = kind;
    row.packet = row.last_packet = packet;
    row.stream = stream.number;
    row.from_client = from_client;
    packet::Endpoint server = stream.server;
    const bool alone = stream.client.address == stream.server.address && stream.client.is_v6 == stream.server.is_v6;
    const int client = lifeline(stream.client);
    const int other = alone ? own_server(server) : lifeline(server);
    row.from = from_client ? client : other;
    row.to = from_client ? other : client;
    if (const auto one = recording_.packet(packet)) row.time_ns = one->time_ns;
    return row;
  }

  int own_server(const packet::Endpoint& server) {
    const auto [known, is_new] = alone_.try_emplace(server, static_cast<int>(ladder_.lifelines.size()));
    if (is_new) ladder_.lifelines.push_back({server, name_of(recording_, server), Words::tr("port %1").arg(server.port)});
    return known->second;
  }

  static bool is_data(const stream::StreamInfo& stream) {
    return stream.control_stream != packet::no_stream || stream.protocol == packet::Protocol::ftp_data;
  }

  // The SYN was answered with an RST, and that is shown too.
  bool is_refused(const stream::StreamInfo& stream) const {
    if (!stream.from_start || stream.established_packet != 0 || stream.state != stream::StreamState::reset) return false;
    const auto last = recording_.packet(stream.last_packet);
    return last && !last->from_client && stream.last_packet <= until_ && selection_.shows(stream.last_packet);
  }

  void add_stream(const stream::StreamInfo& stream) {
    if (stream.packets == 0 || stream.first_packet > until_ || !selection_.shows(stream.first_packet)) return;
    if (stream.from_start) {
      LadderRow row = row_of(stream, LadderKind::opening, stream.first_packet, true);
      const bool answered = stream.established_packet != 0 && selection_.shows(stream.established_packet);
      const QString ports = Words::tr("port %1 → %2").arg(stream.client.port).arg(stream.server.port);
      row.last_packet = std::max(stream.first_packet, stream.established_packet);
      row.text = !answered && is_refused(stream) ? Words::tr("asks for a connection, %1").arg(ports)
                 : !answered                     ? Words::tr("asks for a connection, %1, and hears nothing").arg(ports)
                 : is_data(stream)               ? Words::tr("opens a data connection, %1").arg(ports)
                                                 : Words::tr("opens a connection, %1").arg(ports);
      ladder_.rows.push_back(row);
    }
    if (is_data(stream)) add_data(stream);
    const bool closed = stream.state == stream::StreamState::closed, broken = stream.state == stream::StreamState::reset;
    if ((!closed && !broken) || stream.last_packet > until_ || !selection_.shows(stream.last_packet)) return;
    const auto last = recording_.packet(stream.last_packet);
    LadderRow row = row_of(stream, broken ? LadderKind::breaking : LadderKind::closing, stream.last_packet, !last || last->from_client);
    row.text = broken && is_refused(stream) ? Words::tr("refuses: nobody listens there")
               : broken                     ? Words::tr("breaks the connection off")
               : is_data(stream)            ? Words::tr("the data connection is closed")
                                            : Words::tr("the connection is closed");
    ladder_.rows.push_back(row);
  }

  void add_data(const stream::StreamInfo& stream) {
    const std::uint64_t bytes = stream.bytes_client + stream.bytes_server;
    const std::uint32_t first = first_payload(stream);
    if (bytes == 0 || first == 0 || !selection_.shows(first)) return;
    LadderRow row = row_of(stream, LadderKind::data, first, stream.bytes_client > 0);
    row.last_packet = stream.last_packet;
    row.bytes = bytes;
    QString name;
    for (const findings::File& file : recording_.files())
      if (file.data_stream == stream.number && !selection_.closed(file.decrypted)) {
        name = from_bytes(file.name);
        row.opened = file.decrypted;
      }
    row.text = name.isEmpty() ? bytes_words(bytes) : Words::tr("%1, %2").arg(name, bytes_words(bytes));
    ladder_.rows.push_back(row);
  }

  std::uint32_t first_payload(const stream::StreamInfo& stream) const {
    const std::uint32_t last =
        std::min({stream.last_packet, stream.first_packet + looked_ahead, static_cast<std::uint32_t>(recording_.packets().size())});
    for (std::uint32_t number = stream.first_packet; number <= last; ++number)
      if (const auto one = recording_.packets().glance(number - 1); one.stream == stream.number && one.payload_length > 0) return number;
    return 0;
  }

  // False: it is late, and the run is not over.
  bool add_lines(const analysis::LineRun& run, auto& is_late) {
    auto at = recording_.lines().begin() + run.first + in_run_;
    for (; run.first + in_run_ < run.end; ++in_run_, ++at) {
      if (is_late()) return false;
      const auto& view = at.view();
      if (ladder_.rows.size() > Ladder::most_rows) {
        until_ = view.packet;  // as far as lines go, connections are told
        run_ = runs_of_lines_.size() - 1;
        return true;
      }
      if (view.stream < recording_.streams().size() && selection_.shows(view.packet)) add_line(view, static_cast<int>(run.first + in_run_));
    }
    return true;
  }

  void add_line(const dialogue::LineView& view, int index) {
    if (view.kind == dialogue::LineKind::data && !selection_.closed(view.decrypted)) return add_content(view, index);
    const dialogue::Line line = dialogue::keep(view);
    runs_.erase(line.stream);
    LadderRow row = row_of(recording_.streams()[line.stream], LadderKind::line, line.packet, line.from == wire::Side::client);
    row.line = index;
    row.opened = line.decrypted && !selection_.closed(true);
    row.text = from_bytes(std::string_view(selection_.words_of(line)).substr(0, 300));
    ladder_.rows.push_back(row);
  }

  void add_content(const dialogue::LineView& line, int index) {
    const bool from_client = line.from == wire::Side::client;
    const auto open = runs_.find(line.stream);
    if (open == runs_.end() || ladder_.rows[open->second].from_client != from_client) {
      LadderRow row = row_of(recording_.streams()[line.stream], LadderKind::content, line.packet, from_client);
      row.line = index;
      row.opened = line.decrypted;
      runs_[line.stream] = ladder_.rows.size();
      ladder_.rows.push_back(row);
    }
    LadderRow& row = ladder_.rows[runs_[line.stream]];
    row.last_packet = std::max(row.last_packet, line.packet);
    ++row.lines;
    row.bytes += line.length;
  }

  QString content_words(const LadderRow& row) const {
    const packet::Protocol protocol = recording_.streams()[row.stream].protocol;
    const bool mail = protocol == packet::Protocol::smtp || protocol == packet::Protocol::pop3 || protocol == packet::Protocol::imap;
    const QString lines = counted(static_cast<std::size_t>(row.lines), Words::tr("1 line"), Words::tr("%1 lines"));
    return mail ? Words::tr("a letter, %1, %2").arg(lines, bytes_words(row.bytes)) : Words::tr("%1, %2").arg(lines, bytes_words(row.bytes));
  }

  const Selection& selection_;
  const analysis::Recording& recording_;
  const std::vector<std::uint32_t> wanted_;
  std::vector<analysis::LineRun> runs_of_lines_;
  std::size_t run_ = 0, stream_ = 0;  // read next
  std::uint32_t in_run_ = 0;          // lines of that run
  Ladder ladder_;
  std::uint32_t until_ = UINT32_MAX;
  std::map<packet::Endpoint, int> places_, alone_;
  std::map<std::uint32_t, std::size_t> runs_;  // content that is open, by stream
};

LadderReading::LadderReading(const Selection& selection, std::vector<std::uint32_t> streams)
    : reader_(std::make_unique<Reader>(selection, std::move(streams))) {}
LadderReading::~LadderReading() = default;
bool LadderReading::go_on(qint64 milliseconds) { return reader_->go_on(milliseconds); }
Ladder LadderReading::take() { return reader_->take(); }

Ladder read_ladder(const Selection& selection, const std::vector<std::uint32_t>& streams) {
  LadderReading reading(selection, streams);
  reading.go_on(LadderReading::without_end);
  return reading.take();
}

int Ladder::row_at(const Place& place, int line) const {
  if (place.packet == 0) return -1;
  int best = -1;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const LadderRow& row = rows[i];
    if (row.stream != place.stream) continue;
    if (row.kind == LadderKind::line && line >= 0 && row.line == line) return static_cast<int>(i);
    const bool content = row.kind == LadderKind::content || row.kind == LadderKind::data;
    const bool inside = place.packet >= row.packet && place.packet <= row.last_packet;
    if (inside && (content ? row.from_client == (place.from == wire::Side::client) : line < 0)) best = static_cast<int>(i);
  }
  return best;
}

}  // namespace cleartext::gui
