#include "gui/console/console_talk.h"

#include "gui/console/coach_words.h"
#include "servers/lab/place.h"

#include "gui/language/sentences.h"

namespace cleartext::gui {
namespace {

wire::Service service_behind(const QString& place, wire::NetworkMode mode) {
  const auto at = lab::endpoint_of(place.toStdString(), wire::Service::smtp, mode);
  return at ? wire::service_at(at->port).value_or(wire::Service::printer) : wire::Service::printer;
}

bool tells_a_password(const talk::Standing& standing, const std::string& line) {
  if (standing.in_letter()) return false;
  if (standing.asked_for_more()) return true;
  const auto space = line.find(' ');
  const bool tagged = standing.tongue().tagged && space != std::string::npos;
  const auto command = wire::split_command(tagged ? std::string_view(line).substr(space + 1) : std::string_view(line));
  return command.verb == "PASS" || command.verb == "LOGIN" ||
         (command.verb == "AUTH" && command.argument.find(' ') != std::string_view::npos);
}

}  // namespace

ConsoleTalk::ConsoleTalk(QObject* parent) : QObject(parent), standing_(std::make_unique<talk::Standing>(wire::Service::smtp)) {}

void ConsoleTalk::set_lab(lab::Lab* lab) {
  lab_ = lab;
  if (lab == nullptr) return;
  connect(lab, &lab::Lab::line_heard, this, &ConsoleTalk::hear);
  connect(lab, &lab::Lab::line_ended, this, &ConsoleTalk::end);
  connect(lab, &lab::Lab::was_reset, this, &ConsoleTalk::forget);
}

void ConsoleTalk::open(const QString& to, const QString& actor) {
  if (lab_ == nullptr || connected()) return;
  entries_.clear();
  splitter_.clear();
  Q_EMIT cleared();
  where_ = to;
  standing_ = std::make_unique<talk::Standing>(service_behind(to, lab_->mode()));
  line_ = lab_->open_line(to.toStdString(), actor.toStdString());
  Q_EMIT changed();
}

void ConsoleTalk::say(const QString& text) {
  if (!connected()) return;
  const std::string line = text.toStdString();
  add({ConsoleEntry::From::client, text, false, tells_a_password(*standing_, line)});
  standing_->said(line);
  lab_->type(line_, line);
  Q_EMIT changed();
}

void ConsoleTalk::hang_up() {
  if (connected()) lab_->hang_up(line_);
}

void ConsoleTalk::hear(int line, const QByteArray& bytes) {
  if (line != line_) return;
  std::string_view rest(bytes.constData(), static_cast<std::size_t>(bytes.size()));
  wire::Line one;
  while (splitter_.next(rest, one)) hear_line(one);
  Q_EMIT changed();
}

void ConsoleTalk::hear_line(const wire::Line& line) {
  add({ConsoleEntry::From::server, QString::fromUtf8(line.text.data(), static_cast<qsizetype>(line.text.size())), line.bare_lf, false});
  if (!standing_->heard(line.text)) return;
  if (const QString words = advice_words(talk::advise(*standing_)); !words.isEmpty()) add({ConsoleEntry::From::note, words});
  if (standing_->tls_begins())
    add({ConsoleEntry::From::note, tr("From here on everything is encrypted. Eve sees that you speak, and not what you say.")});
}

void ConsoleTalk::end(int line, const QString& sentence) {
  if (line != line_) return;
  line_ = -1;
  add({ConsoleEntry::From::note, sentence.isEmpty() ? tr("The connection is closed.") : in_our_words(sentence)});
  Q_EMIT changed();
}

void ConsoleTalk::forget() {
  line_ = -1;
  entries_.clear();
  Q_EMIT cleared();
  Q_EMIT changed();
}

void ConsoleTalk::add(ConsoleEntry entry) {
  entries_.push_back(std::move(entry));
  Q_EMIT added();
}

}  // namespace cleartext::gui
