#include "servers/lab/state_lines.h"

#include <QJsonArray>
#include <array>

#include "servers/faults/fault_text.h"

namespace cleartext::lab {

namespace {

QString q(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

QString machine(wire::Role role) { return q(wire::host(role).host_name); }

double number(std::uint64_t bytes) { return static_cast<double>(bytes); }

QJsonObject line(const Snapshot::Entrance& entrance, wire::NetworkMode mode) {
  constexpr std::array<std::string_view, 3> states{"open", "silent", "off"};
  return {{q("kind"), q("service")},
          {q("host"), machine(entrance.role)},
          {q("service"), q(wire::name(entrance.service))},
          {q("port"), wire::port(entrance.service, mode)},
          {q("state"), q(states[static_cast<std::size_t>(entrance.door)])},
          {q("connections"), entrance.connections}};
}

QJsonObject line(wire::Role role, const QueuedMail& letter) {
  constexpr std::array<std::string_view, 3> states{"waiting", "sending", "deferred"};
  QJsonArray to;
  for (const auto& each : letter.to) to.append(q(each));
  const auto seconds = [](std::chrono::system_clock::time_point time) {
    return static_cast<double>(std::chrono::duration_cast<std::chrono::milliseconds>(time.time_since_epoch()).count()) / 1000;
  };
  return {{q("kind"), q("letter")},
          {q("host"), machine(role)},
          {q("id"), q(letter.id)},
          {q("from"), q(letter.from)},
          {q("to"), to},
          {q("state"), q(states[static_cast<std::size_t>(letter.state)])},
          {q("attempts"), letter.attempts},
          {q("answer"), q(letter.last_answer)},
          {q("next_try"), letter.next_try ? QJsonValue(seconds(*letter.next_try)) : QJsonValue()}};
}

QJsonObject line(const Snapshot::Mailbox& box, wire::Role role) {
  QJsonArray newest;
  for (const auto& letter : box.letters)
    newest.append(QJsonObject{
        {q("from"), q(letter.from)}, {q("subject"), q(letter.subject)}, {q("bytes"), number(letter.bytes)}, {q("new"), letter.is_new}});
  return {{q("kind"), q("mailbox")},       {q("host"), machine(role)},      {q("address"), q(box.address)}, {q("letters"), box.mails},
          {q("bytes"), number(box.bytes)}, {q("quota"), number(box.quota)}, {q("full"), box.full},          {q("newest"), newest}};
}

}  // namespace

QJsonObject fault_line(const faults::Ordered& order) {
  return {{q("kind"), q("fault")},
          {q("id"), order.id},
          {q("fault"), q(faults::text(order.fault))},
          {q("text"), q(faults::meaning(order.fault))}};
}

std::vector<QJsonObject> state_lines(const Snapshot& snapshot, wire::NetworkMode mode) {
  std::vector<QJsonObject> lines;
  for (const auto& entrance : snapshot.entrances) lines.push_back(line(entrance, mode));
  for (const auto& queue : snapshot.queues) {
    lines.push_back({{q("kind"), q("queue")}, {q("host"), machine(queue.role)}, {q("letters"), queue.waiting}});
    for (const auto& letter : queue.mails) lines.push_back(line(queue.role, letter));
  }
  for (const auto& box : snapshot.mailboxes) {
    const auto* found = wire::host_named(std::string_view(box.address).substr(box.address.find('@') + 1));
    lines.push_back(line(box, found == nullptr ? wire::Role::you : found->role));
  }
  for (const auto& disk : snapshot.disks)
    lines.push_back({{q("kind"), q("disk")},
                     {q("host"), machine(disk.role)},
                     {q("bytes"), number(disk.bytes)},
                     {q("quota"), number(disk.quota)},
                     {q("full"), disk.full}});
  for (const auto& file : snapshot.files)
    lines.push_back(
        {{q("kind"), q("file")}, {q("host"), machine(wire::Role::ftp)}, {q("path"), q(file.path)}, {q("bytes"), number(file.bytes)}});
  if (!snapshot.printed.empty())
    lines.push_back({{q("kind"), q("printer")}, {q("host"), machine(wire::Role::printer)}, {q("printed"), q(snapshot.printed)}});
  for (const auto& order : snapshot.faults) lines.push_back(fault_line(order));
  return lines;
}

}  // namespace cleartext::lab
