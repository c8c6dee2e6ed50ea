#include "engine/analysis/writing.h"

#include <QFile>
#include <QSaveFile>
#include <QStringList>
#include <algorithm>

#include "engine/capture/pcapng_copy.h"

namespace cleartext::analysis {
namespace {

bool between(const packet::Packet& packet, const packet::Endpoint& one, const packet::Endpoint& other) {
  const auto same = [](const packet::Endpoint& a, const packet::Endpoint& b) { return a.address == b.address && a.is_v6 == b.is_v6; };
  return (same(packet.source, one) && same(packet.destination, other)) || (same(packet.source, other) && same(packet.destination, one));
}

}  // namespace

Writing::Writing(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

Writing::~Writing() { wait(); }

void Writing::wait() { pool_.waitForDone(); }

void Writing::start(std::function<std::function<void()>()> job) {
  ++jobs_;
  pool_.start([this, job = std::move(job)] {
    QMetaObject::invokeMethod(
        this,
        [this, tell = job()] {
          --jobs_;
          tell();
        },
        Qt::QueuedConnection);
  });
}

void Writing::packets(const Recording& recording, const QString& path, Wanted wanted) {
  start([this, path, wanted = std::move(wanted), packets = recording.packets().snapshot(), bytes = recording.bytes(),
         key_log = recording.key_log(), missed = recording.dropped(), original = recording.file(),
         from_file = recording.from_file()]() -> std::function<void()> {
    qulonglong count = 0;
    tl::expected<void, wire::Problem> result;
    const bool again = original && !original->original().empty();
    const auto origin = again ? capture::Origin::blocks : from_file ? capture::Origin::file : capture::Origin::lab;
    auto file = capture::PcapngFile::create(path.toStdString(), {}, key_log, origin);
    if (file && again) {
      const auto is_wanted = [&](std::uint32_t number) { return number <= packets->size() && wanted((*packets)[number - 1]); };
      count = capture::copy_blocks(*file, original->original(), is_wanted, key_log);
      result = file->keep();
    } else if (file) {
      for (const packet::Packet& packet : *packets) {
        if (!wanted(packet)) continue;
        file->write(packet);
        ++count;
        if (file->failed()) break;
      }
      if (count == packets->size()) file->missed(missed);  // of all of them; what a selection misses is not known
      result = file->keep();
    } else {
      result = tl::unexpected(file.error());
    }
    if (result) return [this, path, count] { Q_EMIT packets_written(path, count); };
    return [this, problem = result.error()] {
      Q_EMIT failed(QString::fromStdString(problem.sentence), QString::fromStdString(problem.advice));
    };
  });
}

void Writing::pieces(std::vector<Piece> pieces, const QString& remark) {
  start([this, remark, pieces = std::move(pieces)]() -> std::function<void()> {
    QStringList written;
    for (const Piece& piece : pieces) {
      QSaveFile file(QString::fromStdString(piece.path));
      if (file.open(QIODevice::WriteOnly)) file.write(piece.content.data(), static_cast<qint64>(piece.content.size()));
      if (!file.commit())
        return [this, why = file.errorString(), name = file.fileName()] {
          Q_EMIT failed(tr("%1 cannot be written: %2.").arg(name, why), tr("Choose another folder."));
        };
      written << file.fileName();
    }
    return [this, written, remark] { Q_EMIT pieces_written(written, remark); };
  });
}

Writing::Wanted Writing::conversation(const Recording& recording, std::uint32_t stream) {
  const std::vector<std::uint32_t> streams = recording.conversation(stream);
  std::vector<std::pair<packet::Endpoint, packet::Endpoint>> ends;
  for (const std::uint32_t each : streams) ends.emplace_back(recording.streams()[each].client, recording.streams()[each].server);
  return [streams, ends](const packet::Packet& packet) {
    if (packet.stream != packet::no_stream) return std::binary_search(streams.begin(), streams.end(), packet.stream);
    return packet.fragment &&
           std::any_of(ends.begin(), ends.end(), [&](const auto& pair) { return between(packet, pair.first, pair.second); });
  };
}

}  // namespace cleartext::analysis
