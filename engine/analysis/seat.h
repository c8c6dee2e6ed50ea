// Sits beside one stream: reads it, and passes what was said to those who listen for log-ins, letters, files
// and what should not have been said.
#pragma once
#include <array>
#include <memory>

#include "engine/analysis/analyzer.h"
#include "engine/dialogue/reading.h"
#include "engine/findings/logins.h"
#include "engine/findings/mails.h"
#include "engine/findings/pages.h"
#include "engine/findings/share.h"
#include "engine/findings/transfers.h"
#include "engine/findings/watch.h"
#include "engine/findings/web_logins.h"

namespace cleartext::analysis {

// What a seat needs of the analyzer.
class Ushers {
 public:
  virtual ~Ushers() = default;
  virtual void expect_data(const stream::StreamInfo& control, const dialogue::DataPlace& place) = 0;
  virtual void transfer_line(const stream::StreamInfo& control, const dialogue::Spoken& spoken) = 0;
  virtual void lines_missed(const stream::StreamInfo& control, std::uint32_t packet) = 0;
  virtual void opened(std::uint32_t stream, wire::Side from, const stream::Segment& plain) = 0;  // out of TLS
  virtual void unopened(std::uint32_t stream) = 0;
  virtual void inside_over(std::uint32_t stream, wire::Side from) = 0;
};

class Seat final : public stream::Companion, public dialogue::Audience, public findings::Listener {
 public:
  Seat(const stream::StreamInfo& info, const AnalyzerSettings& settings, Sink& sink, findings::Listener& found, findings::Memory& memory,
       Ushers& ushers, tls::Secrets* secrets = nullptr)
      : logins(info, *this),
        reading(info, *this, secrets),
        info_(info),
        settings_(settings),
        sink_(sink),
        memory_(memory),
        found_(found),
        ushers_(ushers) {
    if (settings.weaknesses) watch_ = std::make_unique<findings::Watch>(info, memory, found);
  }

  void spoken(const dialogue::Spoken& spoken) override {
    const bool data = spoken.line.kind == dialogue::LineKind::data;
    if (settings_.data_lines || !data) sink_.line(spoken.line);
    if (spoken.line.protocol == packet::Protocol::tls || spoken.line.protocol == packet::Protocol::ssh) return;
    if (spoken.perhaps) return;
    if (watch_) watch_->hear(spoken);
    if (data) return;
    if (spoken.line.protocol == packet::Protocol::http) {
      web().logins.hear(spoken);
      if (settings_.messages) web().pages.hear(spoken);
      return;
    }
    logins.hear(spoken);
    if (settings_.messages) mails().hear(spoken);
    if (spoken.line.protocol == packet::Protocol::ftp) ushers_.transfer_line(info_, spoken);
  }
  void content(const dialogue::Content& piece) override {
    if (piece.protocol == packet::Protocol::http) {
      web().logins.content(piece);
      if (settings_.messages) web().pages.content(piece);
    } else if (settings_.messages) {
      mails().content(piece);
    }
  }
  void content_ended(const dialogue::Content& end, bool complete) override {
    if (end.protocol == packet::Protocol::http) {
      web().logins.content_ended(end);
      if (settings_.messages) web().pages.content_ended(end, complete);
    } else if (settings_.messages) {
      mails().content_ended(end, complete);
    }
  }
  void content_damaged(wire::Side from) override {
    if (mails_) mails_->damaged();
    if (!web_) return;
    web_->logins.damaged(from);
    web_->pages.damaged(from);
  }
  void bare_line_ends(std::uint32_t packet) override {
    if (watch_) watch_->bare_line_ends(packet);
  }
  void missed(wire::Side from, std::uint32_t packet) override {
    logins.missed(from);
    if (watch_) watch_->missed();
    if (mails_) mails_->missed(from);
    ushers_.lines_missed(info_, packet);
  }
  bool wants_data_lines() const override { return settings_.data_lines; }
  void expect_data(const dialogue::DataPlace& place) override { ushers_.expect_data(info_, place); }
  void agreed(const dialogue::Agreed& agreed) override {
    if (watch_) watch_->agreed(agreed);
  }
  void presented(const dialogue::Presented& presented) override {
    if (watch_) watch_->presented(presented);
  }
  bool reads_inside() const override { return !file_inside; }
  void opened(std::uint32_t, wire::Side from, const stream::Segment& plain) override { ushers_.opened(info_.number, from, plain); }
  void unopened(std::uint32_t, wire::Side) override { ushers_.unopened(info_.number); }
  void inside_over(std::uint32_t, wire::Side from) override { ushers_.inside_over(info_.number, from); }
  bool waits() const override { return reading.waits(); }
  std::size_t held() const override {
    return reading.held() + logins.held() + (mails_ ? mails_->held() : 0) + (web_ ? web_->logins.held() + web_->pages.held() : 0);
  }
  void let_go() override {
    reading.let_go();
    logins.forget();
    if (mails_) mails_->finish();
    if (web_) web_->pages.finish();
    mails_.reset();
    web_.reset();
  }

  void credential(const findings::Credential& found) override {
    if (watch_) watch_->credential(found);
    found_.credential(found);
  }
  void message(findings::Message&& found) override {
    found.client = info_.client;
    found.server = info_.server;
    if (watch_) watch_->message(found);
    found_.message(std::move(found));
  }
  void file(findings::File&& found) override { found_.file(std::move(found)); }
  void weakness(const findings::Weakness& found) override { found_.weakness(found); }
  void part_grew(const findings::Message& message, const findings::Part& part, std::string_view decoded) override {
    found_.part_grew(message, part, decoded);
  }
  bool stays(std::string_view bytes) const override { return found_.stays(bytes); }

  void measure(wire::Side from, const stream::Segment& segment) {
    if (meters_ == nullptr) meters_ = std::make_unique<std::array<findings::ShareMeter, 2>>();
    if (const auto share = meter(from).add(segment.bytes, segment.time_ns)) sink_.share(info_.number, from, *share);
  }
  // `talk`: it is a conversation; else it turned out to be a file, of which nothing more is read.
  void finish(bool talk) {
    if (talk) reading.closed();
    if (talk && mails_) mails_->finish();
    if (talk && web_) web_->pages.finish();
    for (const wire::Side from : {wire::Side::client, wire::Side::server}) end_measure(from);
  }
  void end_measure(wire::Side from) {
    if (meters_ == nullptr) return;
    if (const auto share = meter(from).last()) sink_.share(info_.number, from, *share);
  }

  findings::Logins logins;
  dialogue::Reading reading;
  bool encrypted = false;     // as of the packet before
  bool closed_data = false;   // TLS, and perhaps an FTP data connection
  bool file_inside = false;   // an FTP data connection, and perhaps TLS
  bool perhaps_file = false;  // recognised, but it may be what an FTP data connection carries

 private:
  findings::ShareMeter& meter(wire::Side from) { return (*meters_)[from == wire::Side::client ? 0 : 1]; }

  // Made when something is said that they listen to: a conversation costs what it needs.
  struct Web {
    Web(const stream::StreamInfo& info, const AnalyzerSettings& settings, findings::Listener& listener)
        : logins(info, listener), pages(listener, settings.wanted) {}
    findings::WebLogins logins;
    findings::Pages pages;
  };
  Web& web() {
    if (!web_) web_ = std::make_unique<Web>(info_, settings_, *this);
    return *web_;
  }
  findings::Mails& mails() {
    if (!mails_) mails_ = std::make_unique<findings::Mails>(*this, settings_.wanted, memory_.held_halves);
    return *mails_;
  }

  stream::StreamInfo info_;
  const AnalyzerSettings& settings_;
  Sink& sink_;
  findings::Memory& memory_;
  findings::Listener& found_;
  Ushers& ushers_;
  std::unique_ptr<findings::Watch> watch_;
  std::unique_ptr<findings::Mails> mails_;
  std::unique_ptr<Web> web_;
  std::unique_ptr<std::array<findings::ShareMeter, 2>> meters_;
};

}  // namespace cleartext::analysis
