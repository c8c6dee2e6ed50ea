// Takes things out of a recording: packets as a capture, letters and files as they were, each written in a thread of its
// own. What was asked for is written to its end, even when the recording is cleared or gone meanwhile.
#pragma once
#include <QObject>
#include <QThreadPool>
#include <functional>
#include <string>
#include <vector>

#include "engine/analysis/recording.h"
#include "servers/wire/problem.h"

namespace cleartext::analysis {

// A file to be written, with its whole path.
struct Piece {
  std::string path;
  std::string content;
};

class Writing : public QObject {
  Q_OBJECT
 public:
  using Wanted = std::function<bool(const packet::Packet&)>;

  explicit Writing(QObject* parent = nullptr);
  ~Writing() override;
  void packets(const Recording& recording, const QString& path, Wanted wanted);
  void pieces(std::vector<Piece> pieces, const QString& remark = {});  // which is told when they are written
  bool busy() const { return jobs_ > 0; }
  void wait();  // until all of it is written

  // Those that belong to one conversation: its stream, for FTP its data connections too, and the fragments between its ends.
  static Wanted conversation(const Recording& recording, std::uint32_t stream);

 Q_SIGNALS:
  void packets_written(const QString& path, qulonglong packets);
  void pieces_written(const QStringList& paths, const QString& remark);
  void failed(const QString& sentence, const QString& advice);

 private:
  void start(std::function<std::function<void()>()> job);  // what it returns is called in this thread
  QThreadPool pool_;
  int jobs_ = 0;
};

}  // namespace cleartext::analysis
