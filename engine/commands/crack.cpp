// `cleartext crack`: a list of words is tried on the digests of a capture, on every core, and what is found is printed.
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <csignal>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/records.h"
#include "engine/capture/packet_source.h"
#include "engine/commands/request.h"
#include "engine/commands/tell.h"
#include "engine/cracking/reckoning.h"
#include "engine/cracking/search.h"
#include "engine/cracking/words.h"
#include "engine/dialogue/printable.h"

namespace cleartext::commands {
namespace {

std::atomic<bool> cancelled = false;  // by Ctrl+C: what was found so far is printed

struct Credentials : analysis::Sink {
  void credential(const findings::Credential& found) override {
    const auto same = [&](const auto& each) {
      return each.packet == found.packet && each.position == found.position && each.stream == found.stream;
    };
    if (const auto known = std::find_if(all.begin(), all.end(), same); known != all.end())
      *known = found;
    else
      all.push_back(found);
  }
  std::vector<findings::Credential> all;
};

tl::expected<std::vector<findings::Credential>, wire::Problem> credentials_in(const std::string& file) {
  auto source = capture::open_file(file);
  if (!source) return tl::unexpected(source.error());
  Credentials heard;
  analysis::AnalyzerSettings settings;
  settings.data_lines = settings.messages = settings.files = settings.weaknesses = false;
  analysis::Analyzer analyzer(heard, settings);
  for (packet::RawPacket raw; (*source)->next(raw);) analyzer.feed(raw);
  analyzer.finish();
  if (const auto damage = (*source)->damage())
    std::cerr << fmt::format("cleartext: {}: {} (at byte {})\n", file, damage->sentence, damage->byte);
  return std::move(heard.all);
}

void print(const cracking::Digest& digest, const findings::Cracked& result, Format format) {
  const auto& from = digest.credential();
  if (format == Format::jsonl) {
    return print_json({{q("stream"), static_cast<qint64>(result.stream)},
                       {q("packet"), static_cast<qint64>(result.packet)},
                       {q("protocol"), q(analysis::protocol_text(result.protocol))},
                       {q("client"), q(packet::text(from.client))},
                       {q("server"), q(packet::text(from.server))},
                       {q("mechanism"), q(result.mechanism)},
                       {q("user"), q(result.user)},
                       {q("secret"), result.found ? QJsonValue(q(result.secret)) : QJsonValue()},
                       {q("guesses"), static_cast<qint64>(result.guesses)}});
  }
  const auto end = result.found ? fmt::format("{}   (guess {})", dialogue::visible(result.secret), fmt::group_digits(result.guesses))
                                : fmt::format("not found   ({} guesses)", fmt::group_digits(result.guesses));
  std::cout << fmt::format("packet {:<6} {:<9} {:<16} {}\n", result.packet, dialogue::visible(result.mechanism),
                           dialogue::visible(result.user), end);
}

void tell_progress(const cracking::Progress& progress) {
  std::cerr << fmt::format("\r{:3.0f} %  {} guesses a second ",
                           100.0 * static_cast<double>(progress.tried) / static_cast<double>(progress.all),
                           fmt::group_digits(static_cast<std::uint64_t>(progress.rate())));
}

// What a password of each length would cost at the rate that was measured just now.
void print_reckoning(const cracking::Progress& progress) {
  std::cout << fmt::format("\n{} guesses in {:.2f} seconds, {} a second. To try everything at this rate:\n",
                           fmt::group_digits(progress.tried), progress.seconds,
                           fmt::group_digits(static_cast<std::uint64_t>(progress.rate())));
  for (const auto alphabet : cracking::alphabets) {
    for (const int length : {4, 6, 8, 10, 12}) {
      if (alphabet == cracking::Alphabet::words && length > 6) continue;
      std::cout << fmt::format("  {:>2} {:<20} {}\n", length, cracking::name(alphabet),
                               cracking::spoken(cracking::seconds_for(alphabet, length, progress.rate())));
    }
  }
}

}  // namespace

int crack(const Crack& wanted) {
  auto words = wanted.words.empty() ? tl::expected<std::vector<std::string>, wire::Problem>(cracking::common_words())
                                    : cracking::read_words(wanted.words);
  if (!words) return refuse(words.error());
  const auto credentials = credentials_in(wanted.file);
  if (!credentials) return refuse(credentials.error());
  cracking::Search search{cracking::digests_of(*credentials), std::move(*words), 0, &cancelled, {}};
  if (search.digests.empty())
    return refuse({"There is no digest in this capture.", "A digest is what APOP and CRAM-MD5 say instead of a password."});
  if (isatty(STDERR_FILENO) != 0) search.progress = tell_progress;
  std::signal(SIGINT, [](int) { cancelled = true; });
  const auto outcome = cracking::run(search);
  if (search.progress) std::cerr << '\r';
  bool found = false;
  for (std::size_t i = 0; i < outcome.results.size(); ++i) {
    print(search.digests[i], outcome.results[i], wanted.format);
    found = found || outcome.results[i].found;
  }
  if (wanted.format == Format::text) print_reckoning(outcome.progress);
  if (outcome.cancelled) std::cerr << "cleartext: stopped before the end of the list.\n";
  return found ? 0 : 1;
}

}  // namespace cleartext::commands
