#include "engine/grading/opened.h"

#include <fmt/format.h>

#include <filesystem>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/analysis/file_secrets.h"

namespace cleartext::grading {
namespace {

constexpr std::size_t kept = 4 * 1024 * 1024;  // of one part or file

// False: there is more of it than `most`. A packet costs something of its own, however short it is.
bool read_all(Opened& opened, std::uintmax_t most) {
  constexpr std::uintmax_t of_its_own = 200;
  analysis::BatchSink sink;
  tls::Secrets secrets;
  analysis::listen_for_secrets(*opened.source, opened.path, secrets);
  analysis::AnalyzerSettings settings;
  settings.wanted.kept = kept;
  settings.secrets = &secrets;
  analysis::Analyzer analyzer(sink, settings);
  std::uintmax_t sum = 0;
  for (packet::RawPacket raw; opened.source->next(raw);) {
    sum += raw.bytes.size() + of_its_own;
    if (sum > most) return false;
    analyzer.feed(raw);
  }
  secrets.expect_more(false);
  analyzer.finish();
  opened.recording->apply(sink.take());
  return true;
}

std::string too_large(std::uintmax_t most) {
  return fmt::format("What is in the file is larger than {} MiB, and no hand-in is.", most / (1024 * 1024));
}

}  // namespace

Opened open(const std::string& path, std::uintmax_t most) {
  Opened opened;
  opened.path = path;
  std::error_code error;
  if (const auto kind = std::filesystem::status(path, error); exists(kind) && !is_regular_file(kind)) {
    opened.unreadable = "It is no file, but a folder, a pipe or a device.";
    return opened;
  }
  if (const auto size = std::filesystem::file_size(path, error); !error && size > most) {
    opened.unreadable = too_large(most);
    return opened;
  }
  auto source = capture::open_file(path);
  if (!source) {
    opened.unreadable = source.error().sentence;
    return opened;
  }
  opened.source = std::move(*source);
  if (!read_all(opened, most)) {
    opened.unreadable = too_large(most);
    return opened;
  }
  const auto facts = opened.source->facts();
  opened.damage = opened.source->damage();
  opened.sections = facts.sections;
  opened.interfaces = facts.interfaces;
  opened.hand_in = from_json(facts.comment);
  return opened;
}

}  // namespace cleartext::grading
