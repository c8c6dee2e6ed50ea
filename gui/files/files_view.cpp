#include "gui/files/files_view.h"

#include <QDragEnterEvent>
#include <QFileDialog>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QMimeData>
#include <utility>

#include "gui/bench/file_reading.h"
#include "gui/language/sentences.h"
#include "gui/theme/wrap_layout.h"

namespace cleartext::gui {
FilesView::FilesView(Theme& theme, QWidget* parent) : Card(theme, tr("Files"), parent), theme_(theme) {
  setAccessibleName(tr("Files"));
  setAcceptDrops(true);
  build_address();
  build_tools();
  build_list();
  answer_ = new AnswerRow(theme, this);
  ask_ = new AskRow(theme, this);
  for (QWidget* part : {address_row_, tool_row_, static_cast<QWidget*>(answer_), static_cast<QWidget*>(ask_)}) body()->addWidget(part);
  body()->addWidget(new Hairline(theme, Qt::Horizontal, this));
  body()->addWidget(pages_, 1);
  connect(answer_, &AnswerRow::cancel_wanted, this, [this] {
    ++reading_;  // a file that is still being read is no longer waited for
    if (asked_.empty()) return refuse(tr("Cancelled."));
    cancelled_ = true;
    Q_EMIT cancel_wanted(QString::fromStdString(asked_));
  });
  connect(&theme, &Theme::changed, this, &FilesView::dress);
  dress();
  refresh();
}

void FilesView::build_address() {
  address_row_ = new QWidget(this);
  address_ = new AddressEdit(place_.address(), address_row_);
  address_->setAccessibleName(tr("Address"));
  address_->setToolTip(tr("ftp://user:password@server/folder/, or sftp://"));
  address_->setAcceptDrops(false);
  go_ = new Button(theme_, tr("Go"), Button::Kind::primary, address_row_);
  go_->set_small(true);
  auto* row = new QHBoxLayout(address_row_);
  row->addWidget(address_, 1);
  row->addWidget(go_);
  connect(go_, &QPushButton::clicked, this, &FilesView::go);
  connect(address_, &QLineEdit::returnPressed, this, &FilesView::go);
}

void FilesView::build_tools() {
  tool_row_ = new QWidget(this);
  auto* row = new WrapLayout(tool_row_);
  const auto tool = [&](const QString& words, const QString& hint, auto run) {
    auto* button = new Button(theme_, words, Button::Kind::plain, tool_row_);
    button->set_small(true);
    button->setToolTip(hint);
    connect(button, &QPushButton::clicked, this, run);
    row->addWidget(button);
    return button;
  };
  up_ = tool(tr("Up"), tr("To the folder above"), [this] {
    place_.go_up();
    list_folder();
  });
  download_ = tool(tr("Get"), tr("Get the chosen file and save it"), [this] { download(); });
  upload_ = tool(tr("Put…"), tr("Put a file on the server; it can be dropped here, too"), [this] { choose_upload(); });
  folder_ = tool(tr("New folder"), tr("Make a folder on the server"), [this] { make_folder(); });
  rename_ = tool(tr("Rename"), tr("Give the chosen one another name"), [this] { rename(); });
  remove_ = tool(tr("Delete"), tr("Delete the chosen one on the server"), [this] { remove(); });
  row->push_right();
  how_ = new Button(theme_, {}, Button::Kind::quiet, tool_row_);
  how_->set_small(true);
  row->addWidget(how_);
  connect(how_, &QPushButton::clicked, this, [this] {
    QMenu menu(this);
    fill_settings(menu);
    menu.exec(how_->mapToGlobal(QPoint(0, how_->height())));
  });
}

void FilesView::build_list() {
  pages_ = new QStackedWidget(this);
  empty_ = new EmptyState(theme_, QStringLiteral("file"), {}, pages_);
  files_ = new FileModel(this);
  list_ = new QTreeView(pages_);
  list_->setModel(files_);
  list_->setItemsExpandable(false);
  list_->setUniformRowHeights(true);
  list_->setFrameShape(QFrame::NoFrame);
  list_->setAccessibleName(tr("Files on the server"));
  list_->header()->setStretchLastSection(false);
  list_->header()->setSectionResizeMode(QHeaderView::ResizeToContents);  // sizes, dates and their headings are never cut
  list_->header()->setSectionResizeMode(FileModel::name_column, QHeaderView::Stretch);
  pages_->addWidget(empty_);
  pages_->addWidget(list_);
  connect(list_, &QTreeView::activated, this, &FilesView::open_current);
  connect(list_->selectionModel(), &QItemSelectionModel::currentChanged, this, &FilesView::refresh);
}

void FilesView::go() {
  if (busy_ || !unavailable_.isEmpty()) return;
  if (const QString wrong = place_.take(address_->address()); !wrong.isEmpty()) {
    answer_->say(tr("%1 Such as ftp://bob:hungry@ftp.hamburger.edu/recipes/").arg(wrong), AnswerRow::Kind::bad);
    return address_->setFocus();
  }
  if (place_.file().empty()) return list_folder();
  start(Deed::get, tr("Getting %1 …").arg(QString::fromStdString(place_.file())), place_.file());
}

void FilesView::list_folder() {
  address_->set_address(place_.address());
  start(Deed::list, tr("Asking for the folder …"));
}

const talk::ListedFile* FilesView::current() const {
  const QModelIndex chosen = list_->currentIndex();
  return chosen.isValid() && pages_->currentIndex() == 1 ? &files_->file(chosen.row()) : nullptr;
}

void FilesView::open_current() {
  const auto* file = current();
  if (file == nullptr || busy_) return;
  if (!file->is_folder) return download();
  place_.enter(file->name);
  list_folder();
}

void FilesView::download() {
  if (const auto* file = current(); file != nullptr && !file->is_folder)
    start(Deed::get, tr("Getting %1 …").arg(QString::fromStdString(file->name)), file->name);
}

void FilesView::choose_upload() {
  if (const QString path = QFileDialog::getOpenFileName(this, tr("Which file shall be put on the server?")); !path.isEmpty()) upload(path);
}

void FilesView::upload(const QString& path) {
  if (busy_ || !unavailable_.isEmpty()) return;
  wait_for_disk(tr("Reading %1 …").arg(path));
  read_file(this, path, [this, turn = ++reading_](const ReadFile& file) {
    if (turn != reading_) return;
    if (!file.problem.isEmpty()) return refuse(file.problem);
    start(Deed::put, tr("Putting %1 on the server …").arg(file.name), file.name.toStdString(), file.content);
  });
}

void FilesView::wait_for_disk(const QString& words) {
  busy_ = true;
  asked_.clear();
  answer_->say(words, AnswerRow::Kind::under_way);
  focus_.keep();
  refresh();
}

void FilesView::make_folder() {
  ask_->ask_name(tr("Name of the new folder"), {}, tr("Make it"),
                 [this](const QString& name) { start(Deed::make_folder, tr("Making the folder …"), name.toStdString()); });
}

void FilesView::rename() {
  const auto* file = current();
  if (file == nullptr) return;
  ask_->ask_name(tr("New name"), QString::fromStdString(file->name), tr("Rename"),
                 [this, old = file->name](const QString& name) { start(Deed::rename, tr("Renaming …"), old, {}, name.toStdString()); });
}

void FilesView::remove() {
  const auto* file = current();
  if (file == nullptr) return;
  ask_->ask(tr("Delete %1 on the server?").arg(QString::fromStdString(file->name)), tr("Delete it"),
            [this, one = *file] { one.is_folder ? start(Deed::remove_folder, tr("Deleting …"), one.name) : remove_file(one.name); });
}

// What was in it is read from the lab's own disk before it goes: nothing of that crosses the wire.
void FilesView::remove_file(const std::string& name) {
  kept_ = false;
  if (disk_.isEmpty()) return start(Deed::remove, tr("Deleting …"), name);
  wait_for_disk(tr("Deleting …"));
  read_file(this, disk_ + QString::fromStdString(place_.path_of(name)), [this, turn = ++reading_, name](const ReadFile& file) {
    if (turn != reading_) return;
    kept_ = file.problem.isEmpty();
    removed_ = file.content;
    start(Deed::remove, tr("Deleting …"), name);
  });
}

std::function<bool()> FilesView::deed_at(const RemotePlace& place, Deed deed, const QString& words, const std::string& name,
                                         const std::string& content, const std::string& new_name) {
  return [=, this] {
    if (busy_) return false;
    place_ = place;
    undoing_ = true;
    start(deed, words, name, content, new_name);
    return true;
  };
}

// Each change has one that takes it back, and that crosses the wire as the change did. What is put over another file has none.
void FilesView::offer_undo() {
  const QString name = QString::fromStdString(name_);
  if (std::exchange(undoing_, false)) return;
  if (deed_ == Deed::remove && kept_)
    Q_EMIT can_be_undone(tr("%1 was deleted on the server.").arg(name),
                         deed_at(place_, Deed::put, tr("Putting %1 back …").arg(name), name_, std::exchange(removed_, {})));
  else if (deed_ == Deed::remove_folder)
    Q_EMIT can_be_undone(tr("The folder %1 was deleted on the server.").arg(name),
                         deed_at(place_, Deed::make_folder, tr("Making the folder …"), name_));
  else if (deed_ == Deed::rename)
    Q_EMIT can_be_undone(tr("%1 is called %2 now.").arg(name, QString::fromStdString(new_name_)),
                         deed_at(place_, Deed::rename, tr("Renaming …"), new_name_, {}, name_));
}

void FilesView::start(Deed deed, const QString& words, const std::string& name, const std::string& content, const std::string& new_name) {
  busy_ = true;
  cancelled_ = false;
  asked_ = settings.actor;
  deed_ = deed;
  name_ = name;
  new_name_ = new_name;
  if (!follow_up_) answer_->say(words, AnswerRow::Kind::under_way);
  focus_.keep();
  ask_->hide();
  refresh();
  Q_EMIT job_wanted(place_.job(deed, settings, name, content, new_name));
}

void FilesView::refuse(const QString& sentence) {
  busy_ = follow_up_ = undoing_ = false;
  stay_where_listed();
  answer_->say(sentence, AnswerRow::Kind::bad);
  refresh();
  focus_.give_back(*address_);
}

// What can be done is done where the list on the screen was made, not at an address that refused.
void FilesView::stay_where_listed() {
  if (listed_) place_ = shown_;
}

// After a change the folder is asked for again, and what came of the change stays on the screen.
void FilesView::job_ended(const lab::JobResult& result) {
  if (!busy_ || result.actor != asked_) return;
  busy_ = false;
  const bool told = follow_up_ && result.done;
  follow_up_ = false;
  if (!result.done) undoing_ = false;
  if (!result.done || deed_ == Deed::get) stay_where_listed();
  if (cancelled_ && !result.done) return refuse(tr("Cancelled."));
  if (!told) answer_->say(in_our_words(result.sentence), result.done ? AnswerRow::Kind::good : AnswerRow::Kind::bad);
  if (result.done && deed_ == Deed::list) {
    files_->show(talk::read_listing(result.content));
    listed_ = true;
    shown_ = place_;
    if (!told) answer_->say({}, AnswerRow::Kind::good);
    list_->setCurrentIndex(files_->index(told ? files_->row_of(changed_) : 0, 0));
  } else if (result.done && deed_ == Deed::get) {
    Q_EMIT save_wanted(QString::fromStdString(name_), QByteArray::fromStdString(result.content));
  } else if (result.done) {
    offer_undo();
    follow_up_ = true;
    changed_ = new_name_.empty() ? name_ : new_name_;
    return list_folder();
  }
  refresh();
  if (result.done && deed_ == Deed::list && hasFocus() && files_->rowCount() > 0) list_->setFocus();  // as a browser's goes to the page
  focus_.give_back(*address_);
}

void FilesView::was_reset() {
  busy_ = listed_ = follow_up_ = undoing_ = false;
  removed_.clear();
  ++reading_;
  files_->show({});
  answer_->say({}, AnswerRow::Kind::good);
  ask_->hide();
  refresh();
}

void FilesView::set_unavailable(const QString& reason) {
  unavailable_ = reason;
  refresh();
}

void FilesView::refresh() {
  const bool able = unavailable_.isEmpty() && !busy_, inside = able && listed_;
  const auto* file = current();
  for (QWidget* part : {static_cast<QWidget*>(address_), static_cast<QWidget*>(go_), static_cast<QWidget*>(how_)}) part->setEnabled(able);
  up_->setEnabled(inside && !place_.at_top());
  download_->setEnabled(inside && file != nullptr && !file->is_folder);
  for (Button* part : {upload_, folder_}) part->setEnabled(inside);
  for (Button* part : {rename_, remove_}) part->setEnabled(inside && file != nullptr);
  pages_->setCurrentIndex(listed_ && files_->rowCount() > 0 ? 1 : 0);
  empty_->set_sentence(!unavailable_.isEmpty() ? unavailable_
                       : listed_
                           ? tr("This folder is empty. A file can be dropped here.")
                           : tr("An address, as browsers once had it. Go logs in and lists what is there; Eve sees the password, too."));
  how_->setText(settings_words());
  how_->setAccessibleName(tr("How the server is reached: %1").arg(settings_words()));
}

void FilesView::dragEnterEvent(QDragEnterEvent* event) {
  if (event->mimeData()->hasUrls() && upload_->isEnabled()) event->acceptProposedAction();
}

void FilesView::dropEvent(QDropEvent* event) {
  for (const QUrl& url : event->mimeData()->urls().mid(0, 1))
    if (url.isLocalFile()) upload(url.toLocalFile());
  event->acceptProposedAction();
}

void FilesView::dress() {
  address_row_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(12), theme_.px(5));
  tool_row_->layout()->setContentsMargins(theme_.px(16), 0, theme_.px(12), theme_.px(6));
  tool_row_->layout()->setSpacing(theme_.px(4));
  for (QWidget* row : {static_cast<QWidget*>(answer_), static_cast<QWidget*>(ask_)})
    row->setContentsMargins(theme_.px(16), 0, theme_.px(12), theme_.px(6));
  address_->setFont(theme_.mono_px(13));
  list_->setFont(theme_.words_px(13));
  list_->setIndentation(theme_.px(13));  // an item's own padding widens its column, and moves no words
  list_->setStyleSheet(QStringLiteral("QTreeView::item { padding: %1px %2px } QHeaderView::section { padding: %1px 3px }"
                                      "QHeaderView::section:first { padding-left: %3px }")
                           .arg(theme_.px(5))
                           .arg(theme_.px(13))
                           .arg(theme_.px(13) + 3));
}

}  // namespace cleartext::gui
