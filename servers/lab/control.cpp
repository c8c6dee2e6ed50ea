#include "servers/lab/control.h"

#include <fmt/format.h>

#include <QJsonDocument>
#include <QJsonObject>
#include <algorithm>
#include <charconv>

#include "servers/faults/fault_text.h"
#include "servers/lab/state_lines.h"

namespace cleartext::lab {

namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

std::string line(const QJsonObject& object) { return QJsonDocument(object).toJson(QJsonDocument::Compact).toStdString() + '\n'; }

constexpr auto secret_stays = "A task of this lesson has laid a fault, and it stays until the task ends: find it on the wire.";

std::string yes(const std::string& remark) {
  return remark.empty() ? line({{q("ok"), true}}) : line({{q("ok"), true}, {q("text"), q(remark)}});
}

std::string no(int status, const wire::Problem& why) {
  return line({{q("ok"), false}, {q("status"), status}, {q("text"), q(why.sentence + (why.advice.empty() ? "" : " ") + why.advice)}});
}

}  // namespace

// The same whatever was asked: so nobody finds by trying what is laid.
std::string Control::remark() { return hooks_.world().faults().has_secret() ? secret_stays : ""; }

std::string Control::outcome(const tl::expected<void, wire::Problem>& done) {
  if (done) return yes(remark());
  auto why = done.error();
  if (why.advice.empty()) why.advice = remark();
  return no(1, why);
}

std::string Control::answer(std::string_view request) {
  const auto word = request.substr(0, request.find(' '));
  const auto rest = request.substr(std::min(request.size(), word.size() + 1));
  const bool plain = std::all_of(request.begin(), request.end(), [](unsigned char c) { return c >= ' ' && c != 127; });
  if (plain && word == "order") return order(rest);
  if (plain && word == "withdraw") return withdraw(rest);
  if (request == "clear") return outcome(hooks_.world().withdraw_all(faults::By::hand));
  if (request == "state") return state();
  if (request != "list") return no(2, {"I know list, order, withdraw, clear and state.", {}});
  std::string all;
  const auto told = hooks_.world().faults().told();
  for (const auto& each : told.all()) all += line(fault_line(each));
  return all + yes(remark());
}

std::string Control::order(std::string_view words) {
  const auto fault = faults::parse(words);
  if (!fault) return no(2, faults::problem(words, fault.error()));
  const faults::Ordered order{hooks_.next_order(), *fault};
  if (auto done = hooks_.world().order(order); !done) return no(1, done.error());
  return line(fault_line(order)) + yes(remark());
}

std::string Control::state() {
  std::string all;
  for (const auto& each : state_lines(hooks_.world().look(), hooks_.mode)) all += line(each);
  return all + yes(remark());
}

std::string Control::withdraw(std::string_view words) {
  int id = 0;
  const auto [end, failure] = std::from_chars(words.data(), words.data() + words.size(), id);
  if (failure == std::errc() && end == words.data() + words.size()) return outcome(hooks_.world().withdraw(id));
  const auto fault = faults::parse(words);
  if (!fault) return no(2, faults::problem(words, fault.error()));
  return outcome(hooks_.world().withdraw(*fault, faults::By::hand));
}

}  // namespace cleartext::lab
