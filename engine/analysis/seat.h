// Sits beside one stream: reads it, and passes what was said to those who listen for log-ins, letters and
// files.
#pragma once
#include "engine/analysis/analyzer.h"
#include "engine/dialogue/reading.h"
#include "engine/findings/logins.h"
#include "engine/findings/mails.h"
#include "engine/findings/share.h"
#include "engine/findings/transfers.h"

namespace cleartext::analysis {

// What a seat needs of the analyzer.
class Ushers {
 public:
  virtual ~Ushers() = default;
  virtual void expect_data(std::uint32_t control, const packet::Endpoint& announced,
                           const packet::Endpoint& near) = 0;
  virtual void transfer_line(const dialogue::Spoken& spoken) = 0;
};

class Seat final : public stream::Companion, public dialogue::Audience {
 public:
  Seat(const stream::StreamInfo& info, const AnalyzerSettings& settings, Sink& sink,
       findings::Listener& found, Ushers& ushers)
      : logins(info, found),
        mails(found, settings.kept, settings.growing),
        reading(info, *this),
        settings_(settings),
        sink_(sink),
        ushers_(ushers),
        number_(info.number) {}

  void spoken(const dialogue::Spoken& spoken) override {
    if (settings_.data_lines || spoken.line.kind != dialogue::LineKind::data) sink_.line(spoken.line);
    if (spoken.line.kind == dialogue::LineKind::data) return;
    logins.hear(spoken);
    if (settings_.messages) mails.hear(spoken);
    if (spoken.line.protocol == packet::Protocol::ftp) ushers_.transfer_line(spoken);
  }
  void content(const dialogue::Content& piece) override {
    if (settings_.messages) mails.content(piece);
  }
  void content_ended(const dialogue::Content& end, bool complete) override {
    if (settings_.messages) mails.content_ended(end, complete);
  }
  void content_damaged(wire::Side) override { mails.damaged(); }
  bool wants_data_lines() const override { return settings_.data_lines; }
  void expect_data(const packet::Endpoint& announced, const packet::Endpoint& near) override {
    ushers_.expect_data(number_, announced, near);
  }

  void measure(wire::Side from, const stream::Segment& segment) {
    if (meters_ == nullptr) meters_ = std::make_unique<std::array<findings::ShareMeter, 2>>();
    if (const auto share = meter(from).add(segment.bytes, segment.time_ns)) sink_.share(number_, from, *share);
  }
  void finish() {
    mails.finish();
    if (meters_ == nullptr) return;
    for (const wire::Side from : {wire::Side::client, wire::Side::server})
      if (const auto share = meter(from).last()) sink_.share(number_, from, *share);
  }

  findings::Logins logins;
  findings::Mails mails;
  dialogue::Reading reading;
  bool encrypted = false;

 private:
  const AnalyzerSettings& settings_;
  Sink& sink_;
  Ushers& ushers_;
  std::uint32_t number_;
  findings::ShareMeter& meter(wire::Side from) { return (*meters_)[from == wire::Side::client ? 0 : 1]; }
  std::unique_ptr<std::array<findings::ShareMeter, 2>> meters_;
};

}  // namespace cleartext::analysis
