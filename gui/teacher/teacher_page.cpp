#include "gui/teacher/teacher_page.h"

#include <QFileInfo>
#include <QHBoxLayout>
#include <QHeaderView>
#include <QMenu>
#include <QScrollArea>
#include <QSettings>
#include <QStackedWidget>
#include <QVBoxLayout>

namespace cleartext::gui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

TeacherPage::TeacherPage(Theme& theme, const QString& language, QWidget* parent)
    : QWidget(parent),
      theme_(theme),
      model_(new ResultsModel(theme, this)),
      card_(new Card(theme, tr("Hand-ins"), this)),
      detail_card_(new Card(theme, tr("The evidence"), this)) {
  setWindowTitle(tr("Hand-ins"));
  setAccessibleName(tr("The teacher's page"));
  setFocusPolicy(Qt::StrongFocus);
  setAcceptDrops(true);
  marking_.set_language(language);
  build_head();
  build_table();
  build_detail();
  auto* column = new QVBoxLayout(this);
  column->addWidget(head_);
  column->addWidget(card_, 3);
  column->addWidget(detail_card_, 2);
  detail_card_->hide();
  connect_marking();
  connect(&theme, &Theme::changed, this, &TeacherPage::dress);
  tell_settings();
  dress();
}

void TeacherPage::build_head() {
  head_ = new QWidget(this);
  files_ = new Button(theme_, tr("Open hand-ins…"), Button::Kind::primary, head_);
  folder_ = new Button(theme_, tr("Open a folder…"), Button::Kind::plain, head_);
  key_ = new Button(theme_, {}, Button::Kind::plain, head_);
  key_->setToolTip(tr("With the class key, what each student drew is checked, and not believed"));
  roster_ = new Button(theme_, {}, Button::Kind::plain, head_);
  roster_->setToolTip(tr("A table with the columns id and name"));
  export_ = new Button(theme_, tr("Export"), Button::Kind::plain, head_);
  export_->setToolTip(tr("As a table, as pages, or as learning platforms take it"));
  auto* menu = new QMenu(export_);
  fill_exports(*menu);
  export_->setMenu(menu);
  export_->setEnabled(false);
  auto* row = new QHBoxLayout(head_);
  row->setContentsMargins(0, 0, 0, 0);
  for (Button* button : {files_, folder_, key_, roster_}) row->addWidget(button);
  row->addStretch(1);
  row->addWidget(export_);
  connect(files_, &QPushButton::clicked, this, &TeacherPage::ask_for_files);
  connect(folder_, &QPushButton::clicked, this, &TeacherPage::ask_for_folder_of_hand_ins);
  connect(key_, &QPushButton::clicked, this, [this] { ask_for_setting(QStringLiteral("teacher/class_key"), tr("The class key")); });
  connect(roster_, &QPushButton::clicked, this, [this] { ask_for_setting(QStringLiteral("teacher/roster"), tr("The roster")); });
}

void TeacherPage::build_table() {
  auto* tools = new QWidget(card_);
  lesson_ = new QComboBox(tools);
  lesson_->setAccessibleName(tr("Lesson"));
  count_ = new Text(theme_, Theme::Size::small, Ink::soft, false, tools);
  bar_ = new QProgressBar(tools);
  bar_->setTextVisible(false);
  bar_->setAccessibleName(tr("Judged so far"));
  cancel_ = new Button(theme_, tr("Cancel"), Button::Kind::plain, tools);
  cancel_->set_small(true);
  auto* row = new QHBoxLayout(tools);
  row->addWidget(lesson_);
  row->addWidget(count_);
  row->addWidget(bar_, 1);
  row->addWidget(cancel_);
  row->addStretch(0);
  work_ = tools;
  table_ = new QTableView(card_);
  table_->setModel(model_);
  table_->setAccessibleName(tr("Students and checks"));
  table_->setSelectionMode(QAbstractItemView::SingleSelection);
  table_->verticalHeader()->hide();
  table_->setShowGrid(false);
  table_->setTabKeyNavigation(false);
  table_->setHorizontalScrollMode(QAbstractItemView::ScrollPerPixel);
  stack_ = new QStackedWidget(card_);
  stack_->addWidget(new EmptyState(theme_, QStringLiteral("file"),
                                   tr("Open the files that students handed in, or drop them here. Each is judged again from its capture."),
                                   stack_));
  stack_->addWidget(table_);
  card_->body()->addWidget(tools);
  card_->body()->addWidget(stack_, 1);
  for (QWidget* part : {static_cast<QWidget*>(lesson_), static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)}) part->hide();
  connect(lesson_, &QComboBox::currentIndexChanged, this, [this](int at) {
    if (at >= 0) show_lesson(lesson_->itemText(at));
  });
  connect(cancel_, &QPushButton::clicked, this, [this] { marking_.stop(); });
  connect(table_->selectionModel(), &QItemSelectionModel::currentChanged, this, &TeacherPage::show_cell);
  connect(model_, &QAbstractItemModel::modelReset, this, [this] { show_cell({}); });
  connect(table_, &QAbstractItemView::activated, this, &TeacherPage::open_cell);
}

void TeacherPage::build_detail() {
  auto* scroll = new QScrollArea(detail_card_);
  scroll->setWidgetResizable(true);
  scroll->setFrameShape(QFrame::NoFrame);
  detail_ = new QWidget;
  const auto text = [this](Theme::Size size, Ink ink, bool bold) {
    auto* made = new Text(theme_, size, ink, bold, detail_);
    made->setWordWrap(true);
    made->setTextFormat(Qt::PlainText);
    made->setTextInteractionFlags(Qt::TextSelectableByMouse);
    return made;
  };
  sentence_ = text(Theme::Size::body, Ink::ink, true);
  note_ = text(Theme::Size::normal, Ink::ink, false);
  lines_ = text(Theme::Size::small, Ink::soft, false);
  lines_->set_mono(true);
  integrity_ = text(Theme::Size::normal, Ink::soft, false);
  evidence_ = new Button(theme_, {}, Button::Kind::plain, detail_);
  evidence_->set_small(true);
  auto* column = new QVBoxLayout(detail_);
  for (QWidget* part : {static_cast<QWidget*>(sentence_), static_cast<QWidget*>(note_), static_cast<QWidget*>(lines_)})
    column->addWidget(part);
  column->addWidget(evidence_, 0, Qt::AlignLeft);
  column->addWidget(integrity_);
  column->addStretch(1);
  scroll->setWidget(detail_);
  scroll->viewport()->setAutoFillBackground(false);
  detail_->setAutoFillBackground(false);
  detail_card_->body()->addWidget(scroll, 1);
  connect(evidence_, &QPushButton::clicked, this, [this] { open_cell(table_->currentIndex()); });
}

void TeacherPage::connect_marking() {
  connect(&marking_, &Marking::began, this, [this](int files) {
    bar_->setRange(0, files);
    bar_->setValue(0);
    for (QWidget* part : {static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)}) part->show();
  });
  const auto over = [this] {
    for (QWidget* part : {static_cast<QWidget*>(bar_), static_cast<QWidget*>(cancel_)}) part->hide();
  };
  connect(&marking_, &Marking::progressed, this, [this](int judged) {
    bar_->setValue(std::max(bar_->value(), judged));
    count_->setText(tr("%1 of %2 judged").arg(bar_->value()).arg(bar_->maximum()));
  });
  connect(&marking_, &Marking::judged, this, [this, over](const Results& results) {
    over();
    results_ = results;
    QStringList lessons;
    for (const auto& result : *results)
      if (!lessons.contains(q(result.lesson))) lessons << q(result.lesson);
    const QSignalBlocker quiet(lesson_);
    lesson_->clear();
    lesson_->addItems(lessons);
    lesson_->setVisible(lessons.size() > 1);
    stack_->setCurrentWidget(table_);
    export_->setEnabled(true);
    show_lesson(lessons.value(0));
    table_->setFocus();
  });
  connect(&marking_, &Marking::stopped, this, [this, over] {
    over();
    count_->setText(results_ ? tr("%1 hand-ins").arg(results_->size()) : QString());
    Q_EMIT note(tr("Judging was stopped."), {});
  });
  connect(&marking_, &Marking::failed, this, [this, over](const QString& sentence, const QString& advice) {
    over();
    Q_EMIT problem(sentence, advice);
  });
  connect(&marking_, &Marking::written, this, [this](const QString& path) { Q_EMIT note(tr("The results are saved."), path); });
}

void TeacherPage::dress() {
  layout()->setContentsMargins(theme_.px(15), theme_.px(14), theme_.px(15), theme_.px(14));
  layout()->setSpacing(theme_.px(8));
  head_->layout()->setSpacing(theme_.px(8));
  work_->layout()->setContentsMargins(theme_.px(16), 0, theme_.px(16), theme_.px(8));
  detail_->layout()->setContentsMargins(theme_.px(16), theme_.px(2), theme_.px(16), theme_.px(14));
  detail_->layout()->setSpacing(theme_.px(7));
  table_->verticalHeader()->setDefaultSectionSize(theme_.px(34));
  table_->setFont(theme_.words_px(13));
}

void TeacherPage::judge(const QStringList& paths) {
  if (paths.isEmpty() || marking_.busy()) return;
  paths_ = paths;
  const QSettings settings;
  marking_.judge(paths, settings.value(QStringLiteral("teacher/class_key")).toString(),
                 settings.value(QStringLiteral("teacher/roster")).toString());
}

// Of those on the roster; a long list is counted, and the names stand in the tool tip.
void TeacherPage::tell_who_is_missing(const QString& lesson) {
  constexpr qsizetype most_named = 3;
  QStringList missing;
  for (const auto& [id, name] : marking_.people().roster) {
    const bool there = std::ranges::any_of(
        *results_, [&, &wanted = id](const auto& result) { return result.student == wanted && q(result.lesson) == lesson; });
    if (!there) missing << q(name.empty() ? id : name);
  }
  QString said = results_->size() == 1 ? tr("1 hand-in") : tr("%1 hand-ins").arg(results_->size());
  if (!missing.isEmpty()) {
    said += QStringLiteral(" · ") + (missing.size() <= most_named ? tr("nothing yet from %1").arg(missing.join(QStringLiteral("; ")))
                                                                  : tr("nothing yet from %1 on the roster").arg(missing.size()));
  }
  count_->setText(said);
  count_->setToolTip(missing.join(QLatin1Char('\n')));
}

void TeacherPage::show_lesson(const QString& lesson) {
  model_->show(results_, marking_.people(), lesson);
  tell_who_is_missing(lesson);
  table_->resizeColumnsToContents();
  table_->horizontalHeader()->setMinimumSectionSize(theme_.px(60));
  table_->setCurrentIndex(
      model_->index(0, model_->columnCount() > ResultsModel::first_check ? static_cast<int>(ResultsModel::first_check) : 0));
}

// A check: what it wants, what was found, the lines around it. Otherwise: what speaks against the capture.
void TeacherPage::show_cell(const QModelIndex& index) {
  detail_card_->setVisible(index.isValid());
  if (!index.isValid()) return;
  const auto& result = model_->result(index.row());
  const auto* verdict = model_->verdict(index);
  detail_card_->set_title(result.student.empty()
                              ? QFileInfo(q(result.file)).fileName()
                              : tr("%1, %2").arg(model_->name_of(result), result.title.empty() ? q(result.lesson) : q(result.title)));
  sentence_->setText(verdict == nullptr ? QString() : model_->says(index));
  note_->setText(verdict == nullptr ? QString() : tr("%1 of %2 points. %3").arg(verdict->points).arg(verdict->most).arg(q(verdict->note)));
  QStringList lines;
  for (const auto& shown : result.evidence)
    if (verdict != nullptr && shown.check == verdict->task + "/" + verdict->check)
      for (const auto& line : shown.lines) lines << q(line);
  lines_->setText(lines.join(QLatin1Char('\n')));
  integrity_->setText(q(grading::integrity_note(result)));
  integrity_->set_ink(result.contradictions.empty() ? Ink::soft : Ink::ink);
  for (Text* text : {sentence_, note_, lines_}) text->setVisible(!text->text().isEmpty());
  const bool packet = verdict != nullptr && verdict->packet != 0;
  evidence_->setText(packet ? tr("Open the capture at packet %1").arg(verdict->packet) : tr("Open the capture"));
  evidence_->updateGeometry();
}

void TeacherPage::open_cell(const QModelIndex& index) {
  if (!index.isValid()) return;
  const auto* verdict = model_->verdict(index);
  Q_EMIT evidence_wanted(q(model_->result(index.row()).file), verdict == nullptr ? 0 : verdict->packet);
}

void TeacherPage::focusInEvent(QFocusEvent*) {
  if (results_)
    table_->setFocus();
  else
    files_->setFocus(Qt::TabFocusReason);
}

}  // namespace cleartext::gui
