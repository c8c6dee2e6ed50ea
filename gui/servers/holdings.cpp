#include "gui/servers/holdings.h"

#include <QCoreApplication>
#include <QDateTime>
#include <QLocale>
#include <algorithm>

#include "gui/wire/names.h"

namespace cleartext::gui {

namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Holdings)
};

using Rows = std::vector<Holding>;

QString letters(std::size_t number) { return counted(number, Words::tr("1 letter"), Words::tr("%1 letters")); }

QString time_words(std::chrono::system_clock::time_point time) {
  const auto milliseconds = std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count();
  return QDateTime::fromMSecsSinceEpoch(milliseconds).toString(QStringLiteral("HH:mm:ss"));
}

QString state_words(actors::Relay::State state) {
  switch (state) {
    case actors::Relay::State::waiting: return Words::tr("waits");
    case actors::Relay::State::being_sent: return Words::tr("is being handed on");
    case actors::Relay::State::deferred: break;
  }
  return Words::tr("deferred");
}

void add_queue(const lab::Snapshot::Queue& queue, Rows& rows) {
  rows.push_back({0, Words::tr("Queue"), queue.mails.empty() ? Words::tr("empty") : letters(queue.mails.size()), {}});
  for (const auto& mail : queue.mails) {
    QStringList to;
    for (const auto& each : mail.to) to << from_bytes(each);
    const QString from = mail.from.empty() ? Words::tr("a notice") : from_bytes(mail.from), answer = from_bytes(mail.last_answer);
    rows.push_back({1, QStringLiteral("%1 → %2").arg(from, to.join(QStringLiteral(", "))), state_words(mail.state), answer});
    const auto tries = counted(static_cast<std::size_t>(mail.attempts), Words::tr("1 try"), Words::tr("%1 tries"));
    if (!mail.last_answer.empty()) rows.push_back({2, Words::tr("after %1: %2").arg(tries, answer), {}, answer});
    if (mail.next_try) rows.push_back({2, Words::tr("next try at %1").arg(time_words(*mail.next_try)), {}, {}});
  }
}

void add_mailbox(const lab::Snapshot::Mailbox& box, Rows& rows) {
  const auto count = static_cast<std::size_t>(box.mails);
  const auto held = Words::tr("%1 of %2%3").arg(short_size(box.bytes), short_size(box.quota), box.full ? Words::tr(", full") : QString());
  rows.push_back({0, from_bytes(box.address), Words::tr("%1, %2").arg(count == 0 ? Words::tr("empty") : letters(count), held),
                  Words::tr("May hold %1.").arg(short_size(box.quota))});
  for (const auto& letter : box.letters) {
    const QString subject = letter.subject.empty() ? Words::tr("(no subject)") : from_bytes(letter.subject);
    rows.push_back({1, subject, letter.is_new ? Words::tr("%1, new").arg(short_size(letter.bytes)) : short_size(letter.bytes),
                    from_bytes(letter.from)});
  }
  if (count > box.letters.size()) rows.push_back({1, Words::tr("and %1 older").arg(letters(count - box.letters.size())), {}, {}});
}

void add_files(const std::vector<lab::Snapshot::File>& files, Rows& rows) {
  const auto is_file = [](const auto& file) { return !file.path.ends_with('/'); };
  const auto count = static_cast<std::size_t>(std::count_if(files.begin(), files.end(), is_file));
  rows.push_back({0, Words::tr("Files"), count == 0 ? Words::tr("none") : counted(count, Words::tr("1 file"), Words::tr("%1 files")), {}});
  for (const auto& file : files) {
    const std::string_view path(file.path);
    const auto body = path.substr(0, path.size() - (path.ends_with('/') ? 1 : 0));
    const auto depth = static_cast<int>(std::count(body.begin(), body.end(), '/'));
    rows.push_back(
        {depth, from_bytes(path.substr(body.rfind('/') + 1)), is_file(file) ? short_size(file.bytes) : QString(), from_bytes(path)});
  }
}

}  // namespace

QString short_size(std::uint64_t bytes) {
  return QLocale().formattedDataSize(static_cast<qint64>(bytes), bytes < 1000 ? 0 : 1, QLocale::DataSizeSIFormat);
}

std::vector<Holding> holdings(const lab::Snapshot& snapshot, wire::Role machine) {
  Rows rows;
  for (const auto& queue : snapshot.queues)
    if (queue.role == machine) add_queue(queue, rows);
  for (const auto& box : snapshot.mailboxes) {
    const auto* host = wire::host_named(std::string_view(box.address).substr(box.address.find('@') + 1));
    if (host != nullptr && host->role == machine) add_mailbox(box, rows);
  }
  if (machine == wire::Role::ftp) add_files(snapshot.files, rows);
  for (const auto& disk : snapshot.disks) {
    if (disk.role != machine) continue;
    rows.push_back(
        {0,
         Words::tr("Disk"),
         Words::tr("%1 of %2%3").arg(short_size(disk.bytes), short_size(disk.quota), disk.full ? Words::tr(", full") : QString()),
         {}});
  }
  if (machine == wire::Role::printer)
    rows.push_back({0,
                    Words::tr("Printed"),
                    snapshot.printed.empty() ? Words::tr("nothing") : from_bytes(std::string_view(snapshot.printed).substr(0, 60)),
                    {}});
  return rows;
}

}  // namespace cleartext::gui
