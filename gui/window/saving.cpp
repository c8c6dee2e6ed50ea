// What is taken out of the window goes into files: all packets, the selected ones, or one conversation.
#include <QFileInfo>
#include <QTimer>
#include <algorithm>

#include "gui/ladder/ladder_view.h"
#include "gui/message/message_view.h"
#include "gui/notebook/notebook.h"
#include "gui/window/file_dialog.h"
#include "gui/window/main_window.h"
#include "gui/window/problem_bar.h"
#include "gui/wire/names.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

constexpr int moment_milliseconds = 400;  // what takes longer is told before it is done

QString capture_files() { return MainWindow::tr("Captures (*.pcapng)"); }

}  // namespace

void MainWindow::build_saving() {
  connect(wire_, &WireTabs::export_selected_wanted, this, &MainWindow::ask_where_to_save_selected);
  connect(wire_, &WireTabs::export_conversation_wanted, this, &MainWindow::ask_where_to_save_conversation);
  connect(&writing_, &analysis::Writing::failed, this, &MainWindow::show_problem);
  connect(&writing_, &analysis::Writing::packets_written, this, [this](const QString& path, qulonglong packets) {
    problem_->show_note(counted(packets, tr("1 packet is saved."), tr("%1 packets are saved.")), path);
  });
  connect(notebook_, &Notebook::save_wanted, this, &MainWindow::ask_where_to_save_finding);
  connect(message_, &MessageView::save_wanted, this, &MainWindow::ask_where_to_save_finding);
  connect(ladder_, &LadderView::export_wanted, this, &MainWindow::ask_where_to_export_ladder);
  connect(ladder_, &LadderView::exported, this, [this](const QString& path) { problem_->show_note(tr("The ladder is saved."), path); });
  connect(ladder_, &LadderView::failed, this, &MainWindow::show_problem);
  connect(notebook_, &Notebook::note_wanted, problem_, &ProblemBar::show_note);
  connect(&writing_, &analysis::Writing::pieces_written, this, [this](const QStringList& paths, const QString& remark) {
    const QFileInfo first(paths.value(0));
    const bool one = paths.size() == 1;
    const QString what = one ? tr("%1 is saved.").arg(first.fileName()) : tr("%1 files are saved.").arg(paths.size());
    const QString where = one ? first.filePath() : first.path();
    problem_->show_note(what, remark.isEmpty() ? where : where + QLatin1Char('\n') + remark);
  });
}

void MainWindow::ask_where_to_save_finding(const ToSave& save) {
  if (save.pieces.size() == 1) {
    const QString path = ask_for_new_file(this, save.title, QString::fromStdString(save.pieces.front().path));
    if (!path.isEmpty()) save_as(path, save);
  } else {
    const QString folder = ask_for_folder(this, save.title);
    if (!folder.isEmpty()) save_into(folder, save);
  }
}

void MainWindow::save_as(const QString& path, const ToSave& save) {
  writing_.pieces({{path.toStdString(), save.pieces.front().content}}, save.remark);
}

void MainWindow::save_into(const QString& folder, const ToSave& save) { writing_.pieces(in_folder(folder, save.pieces), save.remark); }

// The lab's owner writes the comments of the lesson beside the packets; what came from a file is written as it is.
void MainWindow::ask_where_to_save() {
  if (recording_.packets().empty()) return problem_->show_note(tr("There are no packets to save yet."), {});
  const QString path = ask_for_new_file(this, tr("Save the capture"), QStringLiteral("cleartext.pcapng"), capture_files());
  if (path.isEmpty()) return;
  if (lab_ != nullptr)
    Q_EMIT save_wanted(path);
  else
    save_all_packets(path);
}

void MainWindow::ask_where_to_save_selected() {
  if (wire_->selected_packets().empty())
    return problem_->show_note(tr("No packet is selected."), tr("Select packets or lines first, several with Shift or Ctrl."));
  const QString path = ask_for_new_file(this, tr("Export the selected packets"), QStringLiteral("packets.pcapng"), capture_files());
  if (!path.isEmpty()) save_selected_packets(path);
}

void MainWindow::ask_where_to_save_conversation() {
  const Place place = selection_.place();
  if (place.packet == 0 || place.stream == packet::no_stream)
    return problem_->show_note(tr("No conversation is selected."), tr("Select one of its packets or lines first."));
  const auto& stream = recording_.streams()[place.stream];
  const QString name = QStringLiteral("%1-stream-%2.pcapng").arg(protocol_name(stream.protocol).toLower()).arg(stream.number);
  const QString path = ask_for_new_file(this, tr("Export this conversation"), name, capture_files());
  if (!path.isEmpty()) save_conversation(path);
}

void MainWindow::ask_where_to_export_ladder() {
  const QString path =
      ask_for_new_file(this, tr("Export the ladder"), QStringLiteral("ladder.svg"), tr("Drawing (*.svg);;Picture (*.png);;Pages (*.pdf)"));
  if (!path.isEmpty()) ladder_->export_to(path);
}

void MainWindow::save_packets(const QString& path, analysis::Writing::Wanted wanted) {
  writing_.packets(recording_, path, std::move(wanted));
  QTimer::singleShot(moment_milliseconds, this, [this, path] {
    if (writing_.busy()) problem_->show_note(tr("The packets are being saved."), path);
  });
}

void MainWindow::save_all_packets(const QString& path) {
  save_packets(path, [](const packet::Packet&) { return true; });
}

void MainWindow::save_selected_packets(const QString& path) {
  save_packets(path, [numbers = wire_->selected_packets()](const packet::Packet& packet) {
    return std::binary_search(numbers.begin(), numbers.end(), packet.number);
  });
}

void MainWindow::save_conversation(const QString& path) {
  save_packets(path, analysis::Writing::conversation(recording_, selection_.place().stream));
}

void MainWindow::show_saved(const QString& path) { problem_->show_note(tr("The capture is saved."), path); }

}  // namespace cleartext::gui
