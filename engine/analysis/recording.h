// All that was seen in one run or one file, append only, for the thread that shows it. Batches arrive from
// the capture thread at most once a frame; views are thin models over it.
#pragma once
#include <QObject>
#include <array>
#include <deque>
#include <map>
#include <memory>
#include <optional>
#include <tuple>
#include <vector>

#include "engine/analysis/sink.h"
#include "engine/capture/packet_source.h"
#include "engine/dialogue/line_store.h"
#include "engine/packet/packet_store.h"

namespace cleartext::analysis {

// A stretch of one direction of a stream: how much of it is readable.
struct StreamShare {
  std::uint32_t stream = 0;
  wire::Side from = wire::Side::client;
  findings::Share share;
};

// What a part of a message, or a file, that is still on its way has grown by. A message is known by its stream and its
// place, a file by its data stream; when it is whole it comes as what it is.
struct Growth {
  enum class Of : std::uint8_t { message, file };
  std::uint32_t stream = 0;
  std::uint64_t position = 0;
  std::size_t part = 0;  // from 0
  std::string type, filename;
  std::string content;  // decoded
  std::uint32_t packet = 0;
  bool decrypted = false;
  Of of = Of::message;
  bool same_as(const Growth& other) const {
    return stream == other.stream && position == other.position && part == other.part && of == other.of;
  }
};

// Lines that follow each other in a recording.
struct LineRun {
  std::uint32_t first = 0, end = 0;
};

// What one frame brought. `bytes` keeps alive what the packets point to.
struct Batch {
  std::vector<packet::Packet> packets;
  std::vector<stream::StreamInfo> streams;  // new or changed
  dialogue::LineStore lines;
  std::vector<findings::Credential> credentials;  // new or changed (same packet number)
  std::vector<findings::Message> messages;
  std::vector<findings::File> files;
  std::vector<findings::Weakness> weaknesses;
  std::vector<StreamShare> shares;
  std::vector<Growth> growth;
  std::vector<std::shared_ptr<const void>> bytes;
  std::uint64_t dropped = 0;                                    // by the kernel, so far
  std::string key_log;                                          // TLS secrets that came with the packets, in lines
  std::vector<std::pair<packet::Endpoint, std::string>> names;  // of hosts, that came with them
  bool from_file = false;
  std::shared_ptr<const capture::PacketSource> file;  // that was read to its end, or as far as anyone wanted
  bool empty() const;
};

class Recording : public QObject {
  Q_OBJECT
 public:
  explicit Recording(QObject* parent = nullptr);
  void apply(Batch&& batch);  // emits grew() once
  void clear();               // emits cleared()

  const packet::PacketStore& packets() const { return packets_; }              // index = number - 1
  const std::vector<stream::StreamInfo>& streams() const { return streams_; }  // index = number
  const dialogue::LineStore& lines() const { return lines_; }
  const std::vector<findings::Credential>& credentials() const { return credentials_; }
  const std::deque<findings::Message>& messages() const { return messages_; }
  const std::deque<findings::File>& files() const { return files_; }
  const std::vector<findings::Weakness>& weaknesses() const { return weaknesses_; }
  // Of each digest that was tried, what came of it last. What is told of it comes from here, not from the wire.
  const std::vector<findings::Cracked>& cracked() const { return cracked_; }
  void take(const std::vector<findings::Cracked>& results);  // emits grew()
  // Of each stream, in order of time.
  const std::vector<StreamShare>& shares(std::uint32_t stream) const;
  const std::vector<Growth>& growing() const { return growing_; }  // what is not whole yet
  std::uint64_t dropped() const { return dropped_; }
  bool from_file() const { return from_file_; }
  const std::shared_ptr<const capture::PacketSource>& file() const { return file_; }  // nullptr: none, or it is still being read
  const std::string& key_log() const { return key_log_; }                             // what opened TLS: goes along when packets are saved
  // What the capture calls this host, whatever the port; empty: it has no name for it.
  std::string_view host_name(const packet::Endpoint& host) const;
  const std::map<packet::Endpoint, std::string>& host_names() const { return names_; }  // ports are 0
  // What keeps the packets' bytes alive: whoever reads a snapshot of the packets elsewhere holds a copy of it.
  const std::vector<std::shared_ptr<const void>>& bytes() const { return bytes_; }

  std::optional<packet::Packet> packet(std::uint32_t number) const;  // empty: no such
  // The first line that has bytes in that packet, or that holds this byte of a stream; -1: none.
  int line_of_packet(std::uint32_t number) const;
  int line_at(std::uint32_t stream, wire::Side from, std::uint64_t position) const;
  // Where the lines of these streams stand, in order, without looking at any other line.
  std::vector<LineRun> lines_of(const std::vector<std::uint32_t>& streams) const;
  // The streams that belong together with this one, in order: FTP's control connection and its data connections.
  std::vector<std::uint32_t> conversation(std::uint32_t stream) const;

 Q_SIGNALS:
  void grew();  // lengths above grew, or a stream or credential changed
  void cleared();

 private:
  packet::PacketStore packets_;
  std::vector<stream::StreamInfo> streams_;
  dialogue::LineStore lines_;
  std::vector<findings::Credential> credentials_;
  // Where each credential stands, by stream, packet and position: it is told again when it is answered.
  std::map<std::tuple<std::uint32_t, std::uint32_t, std::uint64_t>, std::size_t> credential_places_;
  std::deque<findings::Message> messages_;
  std::deque<findings::File> files_;
  std::vector<findings::Weakness> weaknesses_;
  std::vector<findings::Cracked> cracked_;
  std::vector<std::vector<StreamShare>> shares_;
  std::vector<Growth> growing_;
  std::vector<std::shared_ptr<const void>> bytes_;
  std::uint64_t dropped_ = 0;
  std::string key_log_;
  bool from_file_ = false;
  std::shared_ptr<const capture::PacketSource> file_;
  std::map<packet::Endpoint, std::string> names_;  // ports are 0
  void take(findings::Credential&& credential);
  void grow(Growth&& growth);

  // For each stream its lines, client's and server's, in order of position: those that follow each other are told at once.
  std::vector<std::array<std::vector<LineRun>, 2>> places_;
  void note_places(const dialogue::LineStore& fresh);
  int line_between(std::uint32_t stream, wire::Side from, std::uint64_t position, std::uint64_t end) const;
};

}  // namespace cleartext::analysis
