#include "gui/plots/cracking_page.h"

#include <QFileDialog>
#include <QFileInfo>
#include <QHBoxLayout>
#include <QLocale>
#include <QMenu>
#include <QVBoxLayout>

#include "engine/cracking/words.h"
#include "gui/language/sentences.h"
#include "gui/wire/names.h"

namespace cleartext::gui {
namespace {

constexpr int meter_steps = 1000;

QString dots() { return QString(10, QChar(0x2022)); }  // as the notebook has it

QString big(double number) { return QLocale().toString(static_cast<qulonglong>(number)); }

}  // namespace

CrackingPage::CrackingPage(Theme& theme, Selection& selection, analysis::Recording& recording, QWidget* parent)
    : QStackedWidget(parent),
      theme_(theme),
      selection_(selection),
      recording_(recording),
      attempt_(recording),
      empty_(new EmptyState(theme, QStringLiteral("headphones"),
                            tr("Eve has heard no digest yet. Where a log-in says a digest instead of a password (APOP, CRAM-MD5), she can "
                               "try a list of words on it here."),
                            this)),
      scroll_(new QScrollArea(this)),
      page_(new QWidget(scroll_)),
      title_(new Text(theme, Theme::Size::normal, Ink::ink, true, page_)),
      said_(new Text(theme, Theme::Size::normal, Ink::ink, false, page_)),
      list_(new Button(theme, {}, Button::Kind::plain, page_)),
      go_(new Button(theme, tr("Try"), Button::Kind::primary, page_)),
      meter_(new QProgressBar(page_)),
      plot_(new CrackingPlot(theme, page_)) {
  title_->setSizePolicy(QSizePolicy::Ignored, QSizePolicy::Preferred);
  said_->setWordWrap(true);
  said_->setTextInteractionFlags(Qt::TextSelectableByMouse);
  plot_->setSizePolicy(QSizePolicy::Expanding, QSizePolicy::Ignored);  // what is left, and its least height
  list_->set_small(true);
  go_->set_small(true);
  meter_->setRange(0, meter_steps);
  meter_->setTextVisible(false);
  meter_->setAccessibleName(tr("How much of the list was tried"));
  auto* top = new QHBoxLayout;
  top->addWidget(title_, 1);
  top->addWidget(list_);
  top->addWidget(go_);
  auto* column = new QVBoxLayout(page_);
  column->addLayout(top);
  column->addWidget(meter_);
  column->addWidget(said_);
  column->addWidget(plot_, 1);
  addWidget(empty_);
  scroll_->setWidget(page_);
  scroll_->setWidgetResizable(true);  // where there is little room one scrolls: the figure is never crushed
  scroll_->setFrameShape(QFrame::NoFrame);
  scroll_->setHorizontalScrollBarPolicy(Qt::ScrollBarAlwaysOff);
  scroll_->viewport()->setAutoFillBackground(false);
  page_->setAutoFillBackground(false);
  addWidget(scroll_);
  use_list({});
  connect(go_, &QPushButton::clicked, this, [this] { attempt_.running() ? attempt_.cancel() : start(); });
  connect(list_, &QPushButton::clicked, this, &CrackingPage::ask_for_list);
  connect(&attempt_, &cracking::Attempt::progressed, this, &CrackingPage::follow);
  connect(&attempt_, &cracking::Attempt::ended, this, &CrackingPage::ended);
  connect(&selection, &Selection::changed, this, &CrackingPage::refresh);
  connect(&selection.recording(), &analysis::Recording::grew, this, &CrackingPage::refresh);
  connect(&selection.recording(), &analysis::Recording::cleared, this, [this] {
    measured_ = false;
    refresh();
  });
  connect(&selection, &Selection::mask_changed, this, &CrackingPage::tell_outcome);
  connect(&theme, &Theme::changed, this, &CrackingPage::dress);
  dress();
  refresh();
}

void CrackingPage::dress() {
  page_->layout()->setContentsMargins(theme_.px(16), theme_.px(8), theme_.px(12), theme_.px(8));
  page_->layout()->setSpacing(theme_.px(6));
  meter_->setFixedHeight(theme_.px(8));
  plot_->setMinimumHeight(theme_.px(190));
}

void CrackingPage::showEvent(QShowEvent* event) {
  QStackedWidget::showEvent(event);
  refresh();
}

void CrackingPage::use_list(const QString& path) {
  if (path.isEmpty()) {
    words_ = cracking::common_words();
    list_name_ = tr("Common words");
  } else if (auto read = cracking::read_words(path.toStdString())) {
    words_ = std::move(*read);
    list_name_ = QFileInfo(path).fileName();
  } else {
    said_->setText(in_our_words(read.error().sentence) + QLatin1Char(' ') + in_our_words(read.error().advice));
    return;
  }
  list_->setText(tr("%1: %2").arg(list_name_, big(static_cast<double>(words_.size()))));
  list_->setToolTip(tr("Which list of words is tried"));
  list_->updateGeometry();
}

void CrackingPage::ask_for_list() {
  QMenu menu(this);
  menu.addAction(tr("Common words"), this, [this] { use_list({}); });
  menu.addAction(tr("A list of your own…"), this, [this] {
    const QString path = QFileDialog::getOpenFileName(this, tr("A list of words, one a line"));
    if (!path.isEmpty()) use_list(path);
  });
  menu.exec(list_->mapToGlobal(QPoint(0, list_->height())));
}

std::vector<cracking::Digest> CrackingPage::digests() const {
  const auto& all = recording_.credentials();
  if (const int one = selection_.credential(); one >= 0)
    if (const auto digest = cracking::Digest::of(all[static_cast<std::size_t>(one)])) return {*digest};
  auto digests = cracking::digests_of(all);
  std::erase_if(digests, [this](const auto& each) { return !selection_.shows(each.credential().packet); });
  return digests;
}

void CrackingPage::start() {
  auto tried = digests();
  if (tried.empty()) return;
  measured_ = true;
  rates_.clear();
  before_ = {};
  attempt_.start(std::move(tried), words_);
  follow();
}

void CrackingPage::follow() {
  const auto& now = attempt_.progress();
  const double seconds = now.seconds - before_.seconds;
  if (seconds > 0.02 || (seconds > 0 && rates_.empty()))
    rates_.push_back({now.seconds, static_cast<double>(now.tried - before_.tried) / seconds});
  before_ = now;
  meter_->setValue(now.all == 0 ? 0 : static_cast<int>(static_cast<double>(now.tried) / static_cast<double>(now.all) * meter_steps));
  said_->setText(
      tr("%1 of %2 guesses, %3 a second").arg(big(static_cast<double>(now.tried)), big(static_cast<double>(now.all)), big(now.rate())));
  plot_->show_rates(rates_, now.rate());
  refresh();
}

// What each digest gave, in words.
QString CrackingPage::results() const {
  QStringList words;
  for (const auto& result : recording_.cracked()) {
    const QString who =
        tr("%1 (%2, packet %3)").arg(QString::fromStdString(result.user), QString::fromStdString(result.mechanism)).arg(result.packet);
    words << (result.found
                  ? tr("%1: %2, at guess %3.")
                        .arg(who, selection_.masked() ? dots() : from_bytes(result.secret), big(static_cast<double>(result.guesses)))
                  : tr("%1: not among %2 guesses.").arg(who, big(static_cast<double>(result.guesses))));
  }
  return words.join(QLatin1Char(' '));
}

void CrackingPage::ended() {
  follow();
  if (!attempt_.outcome().cancelled) meter_->setValue(meter_steps);
  tell_outcome();
  refresh();
}

void CrackingPage::tell_outcome() {
  const auto& outcome = attempt_.outcome();
  if (attempt_.running() || rates_.empty()) return;
  said_->setText(outcome.cancelled ? tr("Cancelled after %1 guesses.").arg(big(static_cast<double>(outcome.progress.tried)))
                                   : tr("%1 %2 guesses in %3 seconds, %4 a second.")
                                         .arg(results(), big(static_cast<double>(outcome.progress.tried)),
                                              QLocale().toString(outcome.progress.seconds, 'g', 2), big(outcome.progress.rate())));
}

void CrackingPage::refresh() {
  const bool running = attempt_.running();
  go_->setText(running ? tr("Cancel") : tr("Try"));
  go_->updateGeometry();
  if (!isVisible()) return;
  const auto count = digests().size();
  // A lesson had Eve try already; the picture needs a rate, so it is measured once more.
  if (!running && !measured_ && count > 0 && !recording_.cracked().empty()) return start();
  title_->setText(count == 1 ? tr("Try a list of words on this digest") : tr("Try a list of words on %1 digests").arg(count));
  if (!running && !rates_.empty()) tell_outcome();  // a lesson may have had Eve try another digest
  if (!running && rates_.empty()) said_->setText(tr("Nothing crosses the wire for it: Eve tries at home, as often as she likes."));
  setCurrentWidget(count == 0 && !running ? static_cast<QWidget*>(empty_) : scroll_);
}

}  // namespace cleartext::gui
