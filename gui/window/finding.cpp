// What the finder finds: commands with their keys, and what was said, sent and learned.
#include <QAction>

#include "gui/finder/finder.h"
#include "gui/lesson/script.h"
#include "gui/window/main_window.h"
#include "gui/window/top_bar.h"
#include "gui/wire/names.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

QString in_packet(std::uint32_t packet) { return MainWindow::tr("packet %1").arg(packet); }

}  // namespace

void MainWindow::build_finder() {
  finder_ = new Finder(theme_, this);
  finder_->set_sources([this] {
    return std::vector<Source>{commands_to_find(), lines_to_find(), letters_to_find(), files_to_find(), weaknesses_to_find()};
  });
  connect(top_->find(), &QPushButton::clicked, this, [this] { finder_->open(Source::Of::commands); });
  add_action(tr("Find a command"), {Qt::CTRL | Qt::Key_K}, [this] { finder_->open(Source::Of::commands); });
  add_action(tr("Find everywhere"), {QKeySequence::Find}, [this] { finder_->open(Source::Of::wire); });
}

Source MainWindow::commands_to_find() {
  std::vector<QAction*> all;
  for (QAction* action : actions())
    if (action->isEnabled() && !action->text().isEmpty()) all.push_back(action);
  const auto words = [all](std::size_t i) { return all[i]->text(); };
  return {Source::Of::commands, tr("Commands"), [all] { return all.size(); }, words,
          [all, words](std::size_t i) {
            return Found{words(i), all[i]->shortcut().toString(QKeySequence::NativeText), [action = all[i]] { action->trigger(); }};
          }};
}

Source MainWindow::lines_to_find() {
  const auto words = [this](std::size_t i) { return from_bytes(selection_.words_of(recording_.lines()[i])); };
  return {Source::Of::wire, tr("Lines"), [this] { return recording_.lines().size(); }, words,
          [this, words](std::size_t i) {
            return Found{words(i), in_packet(recording_.lines()[i].packet), [this, i] {
                           wire_->show_tab(WireTabs::Tab::dialogue);
                           selection_.select_line(static_cast<int>(i));
                         }};
          }};
}

Source MainWindow::letters_to_find() {
  const auto words = [this](std::size_t i) {
    const auto& letter = recording_.messages()[i];
    if (selection_.closed(letter.decrypted)) return QString();
    return QStringLiteral("%1 · %2").arg(QString::fromStdString(letter.subject), QString::fromStdString(letter.from));
  };
  return {Source::Of::wire, tr("Letters"), [this] { return recording_.messages().size(); }, words,
          [this, words](std::size_t i) {
            const auto packet = recording_.messages()[i].packet;
            return Found{words(i), in_packet(packet), [this, packet] {
                           selection_.select_packet(packet);
                           wire_->show_tab(WireTabs::Tab::message);
                         }};
          }};
}

Source MainWindow::files_to_find() {
  const auto words = [this](std::size_t i) {
    const auto& file = recording_.files()[i];
    return selection_.closed(file.decrypted) ? QString() : QString::fromStdString(file.name);
  };
  return {Source::Of::wire, tr("Files"), [this] { return recording_.files().size(); }, words,
          [this, words](std::size_t i) {
            const auto& streams = recording_.streams();
            const auto stream = recording_.files()[i].data_stream;
            const auto packet = stream < streams.size() ? streams[stream].first_packet : 0;
            return Found{words(i), in_packet(packet), [this, packet] { selection_.select_packet(packet); }};
          }};
}

Source MainWindow::weaknesses_to_find() {
  const auto words = [this](std::size_t i) { return QString::fromStdString(recording_.weaknesses()[i].text); };
  return {Source::Of::wire, tr("What made it easy"), [this] { return recording_.weaknesses().size(); }, words,
          [this, words](std::size_t i) {
            const auto packet = recording_.weaknesses()[i].packet;
            return Found{words(i), in_packet(packet), [this, packet] { selection_.select_packet(packet); }};
          }};
}

}  // namespace cleartext::gui
