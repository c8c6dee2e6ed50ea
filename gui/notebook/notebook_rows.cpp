// What a row of the notebook says.
#include <algorithm>

#include "gui/language/sentences.h"
#include "gui/notebook/notebook_model.h"
#include "gui/notebook/notebook_words.h"
#include "gui/theme/opened.h"

namespace cleartext::gui {

const findings::Message* NotebookModel::hop(const Row& row, std::size_t number) const {
  return &selection_.recording().messages()[journeys_[row.index].hops[number]];
}

int NotebookModel::selected_hop(const Row& row) const {
  if (row.kind != Kind::letter || selection_.place().packet == 0) return -1;
  const Rows& hops = journeys_[row.index].hops;
  for (std::size_t i = 0; i < hops.size(); ++i)
    if (static_cast<int>(hops[i]) == selected_letter_ || hop(row, i)->packet == selection_.place().packet) return static_cast<int>(i);
  return -1;
}

QStringList NotebookModel::hop_words(const Row& row) const {
  QStringList words;
  if (row.kind != Kind::letter || journeys_[row.index].hops.size() < 2) return words;
  for (std::size_t i = 0; i < journeys_[row.index].hops.size(); ++i) words << station_words(selection_.recording(), *hop(row, i));
  return words;
}

QStringList NotebookModel::hop_details(const Row& row) const {
  QStringList words;
  if (row.kind != Kind::letter) return words;
  for (std::size_t i = 0; i < journeys_[row.index].hops.size(); ++i) words << station_details(selection_.recording(), *hop(row, i));
  return words;
}

// Parts that have begun to arrive tell how much of them is here.
QString NotebookModel::under_way_meta(const LetterUnderWay& letter) const {
  const QString who = from_to(shown(letter.from), shown_list(letter.to));
  std::uint64_t bytes = 0;
  for (const analysis::Growth& growth : selection_.recording().growing())
    if (growth.stream == letter.stream && selection_.shows(growth.packet)) bytes += growth.content.size();
  return bytes == 0 ? who : tr("%1 · %2 so far").arg(who, size_words(bytes));
}

// A letter that was heard in the clear at one of its stations is no secret.
bool NotebookModel::is_opened(const Journey& journey) const {
  const auto& messages = selection_.recording().messages();
  return std::all_of(journey.hops.begin(), journey.hops.end(), [&](std::uint32_t one) { return messages[one].decrypted; });
}

QString NotebookModel::spoken(const Row& row) const {
  const bool hidden = row.kind == Kind::credential && !revealed_;
  const QString said = secret(row).isEmpty() ? head(row) : head(row) + QLatin1Char(' ') + secret(row);
  QStringList words{hidden ? tr("%1, password hidden").arg(head(row)) : said, meta(row)};
  if (row.kind == Kind::weakness) words.prepend(severity_words(selection_.recording().weaknesses()[row.index].severity));
  if (const QStringList hops = hop_words(row); !hops.isEmpty())
    words << tr("Seen %1 times: %2").arg(hops.size()).arg(hops.join(QStringLiteral(", ")));
  if (row.opened && row.kind != Kind::opened_heading) words << OpenedMark::words();
  return words.join(QStringLiteral(". "));
}

QString NotebookModel::head(const Row& row) const {
  const auto& recording = selection_.recording();
  switch (row.kind) {
    case Kind::credential: return shown(recording.credentials()[row.index].user);
    case Kind::letter: return letter_head(*hop(row, journeys_[row.index].hops.size() - 1));
    case Kind::letter_under_way: return tr("A letter, still on its way");
    case Kind::file: return file_head(recording.files()[row.index]);
    case Kind::weakness: return in_our_words(shown(recording.weaknesses()[row.index].text));
    case Kind::heading: return tr("What made it easy");
    case Kind::opened_heading: return tr("Opened with the endpoint's keys: not hers");
  }
  return {};
}

// What a list of words found for a digest.
const std::string& NotebookModel::cracked_secret(const findings::Credential& credential) const {
  static const std::string none;
  const auto& all = selection_.recording().cracked();
  const auto found = std::find_if(all.begin(), all.end(),
                                  [&](const auto& each) { return each.packet == credential.packet && each.user == credential.user; });
  return found == all.end() ? none : found->secret;
}

QString NotebookModel::secret(const Row& row) const {
  if (row.kind != Kind::credential) return {};
  const auto& credential = selection_.recording().credentials()[row.index];
  const std::string& secret = credential.secret.empty() ? cracked_secret(credential) : credential.secret;
  if (secret.empty()) return {};
  return revealed_ ? shown(secret) : mask();
}

QString NotebookModel::meta(const Row& row) const {
  const auto& recording = selection_.recording();
  switch (row.kind) {
    case Kind::credential:
      return credential_meta(recording.credentials()[row.index], selection_.shows(recording.credentials()[row.index].answer_packet));
    case Kind::letter: return letter_meta(*hop(row, 0), journeys_[row.index].hops.size() == 1);
    case Kind::letter_under_way: return under_way_meta(under_way_[row.index]);
    case Kind::file: return file_meta(recording.files()[row.index]);
    case Kind::weakness: return tr("packet %1").arg(recording.weaknesses()[row.index].packet);
    case Kind::heading:
    case Kind::opened_heading: return {};
  }
  return {};
}

}  // namespace cleartext::gui
