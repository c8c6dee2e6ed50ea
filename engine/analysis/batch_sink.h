// Collects what the analyzer finds into a batch; a stream that changed ten times is in it once.
#pragma once
#include <unordered_map>

#include "engine/analysis/recording.h"

namespace cleartext::analysis {

class BatchSink final : public Sink {
 public:
  void packet(const packet::Packet& packet) override { batch_.packets.push_back(packet); }
  void keep(std::shared_ptr<const void> bytes) override { batch_.bytes.push_back(std::move(bytes)); }
  bool stays(std::string_view bytes) const override;
  void stream(const stream::StreamInfo& info) override;
  void line(const dialogue::LineView& line) override { batch_.lines.push_back(line, kept_); }
  void credential(const findings::Credential& found) override { batch_.credentials.push_back(found); }
  void message(findings::Message&& found) override;
  void file(findings::File&& found) override;
  void weakness(const findings::Weakness& found) override { batch_.weaknesses.push_back(found); }
  void share(std::uint32_t stream, wire::Side from, const findings::Share& share) override {
    batch_.shares.push_back({stream, from, share});
  }
  void part_grew(const findings::Message& message, const findings::Part& part, std::string_view decoded) override;
  void file_grew(const findings::FileGrowth& file) override;

  // What comes now lies here, and stays there as long as the batch holds its bytes.
  void expect(std::span<const std::byte> kept) { kept_ = kept; }
  Batch& batch() { return batch_; }
  Batch take();  // and begin a new one

 private:
  void grow(Growth&& growth, std::string_view more);
  void forget_growth(std::uint32_t stream, std::uint64_t position);

  Batch batch_;
  std::span<const std::byte> kept_;
  std::unordered_map<std::uint32_t, std::vector<std::size_t>> growing_;  // places in batch_, by stream
  std::unordered_map<std::uint32_t, std::size_t> places_;                // of streams in batch_
};

}  // namespace cleartext::analysis
