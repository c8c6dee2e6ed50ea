#include "engine/grading/opened.h"

#include <fmt/format.h>

#include <filesystem>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/analysis/file_secrets.h"

namespace cleartext::grading {
namespace {

constexpr std::uintmax_t largest_file = 256 * 1024 * 1024;
constexpr std::size_t kept = 4 * 1024 * 1024;  // of one part or file

void read_all(Opened& opened) {
  analysis::BatchSink sink;
  tls::Secrets secrets;
  analysis::listen_for_secrets(*opened.source, opened.path, secrets);
  analysis::AnalyzerSettings settings;
  settings.wanted.kept = kept;
  settings.secrets = &secrets;
  analysis::Analyzer analyzer(sink, settings);
  for (packet::RawPacket raw; opened.source->next(raw);) analyzer.feed(raw);
  secrets.expect_more(false);
  analyzer.finish();
  opened.recording->apply(sink.take());
}

}  // namespace

Opened open(const std::string& path) {
  Opened opened;
  opened.path = path;
  std::error_code error;
  if (const auto size = std::filesystem::file_size(path, error); !error && size > largest_file) {
    opened.unreadable = "The file is larger than 256 MiB, which no hand-in is.";
    return opened;
  }
  auto source = capture::open_file(path);
  if (!source) {
    opened.unreadable = source.error().sentence;
    return opened;
  }
  opened.source = std::move(*source);
  read_all(opened);
  const auto facts = opened.source->facts();
  opened.damage = opened.source->damage();
  opened.sections = facts.sections;
  opened.interfaces = facts.interfaces;
  opened.hand_in = from_json(facts.comment);
  return opened;
}

}  // namespace cleartext::grading
