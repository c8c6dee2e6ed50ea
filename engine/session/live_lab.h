// A lab and the eyes on it: the world, the live capture, and the recording of one run. Servers never see this side.
#pragma once
#include <QObject>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <tl/expected.hpp>

#include "engine/analysis/feed.h"
#include "engine/analysis/recording.h"
#include "servers/lab/lab.h"

namespace cleartext::session {

// What the network is for: other programs' clients; the same, and packets are seen; packets, if only recorded ones.
enum class Need { servers, capture, packets };

struct Network {
  wire::NetworkMode mode = wire::NetworkMode::private_network;
  wire::Problem lacking;  // recorded because nothing better was to be had: why
};

// Chooses the network, top of main(), single-threaded: enters the user namespace where the private network is
// chosen. `wanted` empty is auto. A Problem names what is refused.
tl::expected<Network, wire::Problem> choose_network(std::optional<wire::NetworkMode> wanted, Need need);

class LiveLab : public QObject {
  Q_OBJECT
 public:
  enum class Capture { on, off };
  explicit LiveLab(lab::Settings settings, Capture capture = Capture::on, QObject* parent = nullptr);
  ~LiveLab() override;

  tl::expected<void, wire::Problem> start();
  void stop_capture();  // what is already captured still arrives; then capture_ended()
  void end();           // no capture and no lab any more, and nothing temporary
  void reset();         // fresh world, empty recording, packet numbers from 1; then was_reset()
  lab::Lab& lab() { return lab_; }
  analysis::Recording& recording() { return recording_; }
  // pcapng with host names, and a comment on each packet named.
  tl::expected<void, wire::Problem> save(const std::string& path, const std::map<std::uint32_t, std::string>& comments,
                                         const std::string& section_comment = {}) const;

 Q_SIGNALS:
  void was_reset();
  void grew(const std::shared_ptr<const cleartext::analysis::Batch>& batch);  // the recording took this; for who keeps another
  void capture_ended(const QString& problem);

 private:
  void take(const std::shared_ptr<analysis::Batch>& batch);
  lab::Lab lab_;
  analysis::Recording recording_;
  std::unique_ptr<analysis::Feed> feed_;  // stops before the lab does
  Capture capture_;
};

}  // namespace cleartext::session
