// One sheet for the program: no default widget shows anywhere. It spells no font, so that fonts follow setFont().
#include "gui/theme/theme.h"

namespace cleartext::gui {
namespace {

const char* const fields = R"(
QLineEdit, QSpinBox, QDoubleSpinBox, QComboBox, QPlainTextEdit, QTextEdit {
  background: @card; color: @ink; border: 1px solid @line; border-radius: 7px; padding: {5}px {9}px;
  selection-background-color: @selection; selection-color: @ink; }
QLineEdit:hover, QSpinBox:hover, QDoubleSpinBox:hover, QComboBox:hover { border-color: @faint; }
QLineEdit:focus, QSpinBox:focus, QDoubleSpinBox:focus, QComboBox:focus, QPlainTextEdit:focus, QTextEdit:focus { border-color: @ink; }
QLineEdit:disabled, QSpinBox:disabled, QDoubleSpinBox:disabled, QComboBox:disabled, QPlainTextEdit:disabled { background: @wash; color: @faint; }
QComboBox::drop-down { border: none; width: {24}px; }
QComboBox::down-arrow, QSpinBox::down-arrow, QDoubleSpinBox::down-arrow { image: url(:/controls/down.svg); width: {12}px; height: {12}px; }
QSpinBox::up-arrow, QDoubleSpinBox::up-arrow { image: url(:/controls/up.svg); width: {12}px; height: {12}px; }
QSpinBox::up-button, QSpinBox::down-button, QDoubleSpinBox::up-button, QDoubleSpinBox::down-button { border: none; background: transparent; width: {20}px; }
QComboBox QAbstractItemView { background: @card; color: @ink; border: 1px solid @line; padding: 4px; outline: none;
  selection-background-color: @selection; selection-color: @ink; }
QCheckBox, QRadioButton { spacing: {8}px; color: @ink; background: transparent; }
QCheckBox::indicator, QRadioButton::indicator { width: {16}px; height: {16}px; border: 1px solid @faint; border-radius: 4px; background: @card; }
QRadioButton { outline: none; }
QRadioButton::indicator { border-radius: {9}px; }
QCheckBox::indicator:checked { background: @accent; border-color: @accent; image: url(:/controls/tick-@mode.svg); }
QCheckBox::indicator:focus, QRadioButton::indicator:focus { width: {14}px; height: {14}px; border: 2px solid @ink; }
QRadioButton::indicator:checked { width: {8}px; height: {8}px; border: {5}px solid @accent; background: @card; }
QRadioButton::indicator:checked:focus { width: {6}px; height: {6}px; border-width: {6}px; }
)";

const char* const buttons = R"(
QPushButton, QToolButton { background: @card; color: @ink; border: 1px solid @line; border-radius: 9px; padding: {7}px {14}px; }
QPushButton:hover, QToolButton:hover { background: @wash; border-color: @faint; }
QPushButton:pressed, QToolButton:pressed { background: @line; }
QPushButton:focus, QToolButton:focus { border-color: @ink; }
QPushButton:disabled, QToolButton:disabled { color: @faint; background: @wash; }
QFileDialog QToolButton { padding: {4}px; }
QPushButton:default { background: @accent; color: @accent_text; border-color: @accent; }
QDialogButtonBox { button-layout: 3; }
)";

const char* const lists = R"(
QAbstractItemView { background: @card; color: @ink; border: none; outline: none; alternate-background-color: @wash;
  selection-background-color: @selection; selection-color: @ink; gridline-color: @line; }
QTreeView::item { padding: {2}px 0; }
QListView#offers { border: 1px solid @line; padding: {4}px; }
QListView#offers::item { padding: {4}px {8}px; border-radius: 6px; } QListView#offers::item:selected { background: @selection; color: @ink; }
QHeaderView { background: @card; border: none; }
QHeaderView::section { background: @card; color: @soft; border: none; border-bottom: 1px solid @line; padding: {5}px {8}px; }
QTableCornerButton::section { background: @card; border: none; }
QScrollArea { background: transparent; border: none; }
QScrollBar { background: transparent; border: none; margin: 0; }
QScrollBar:vertical { width: {11}px; } QScrollBar:horizontal { height: {11}px; }
QScrollBar::handle { background: @line; border-radius: 2px; margin: {2}px {3}px; }
QScrollBar::handle:horizontal { margin: {3}px {2}px; min-width: {28}px; } QScrollBar::handle:vertical { min-height: {28}px; }
QScrollBar::handle:hover, QScrollBar::handle:pressed { background: @faint; }
QScrollBar::add-line, QScrollBar::sub-line { width: 0; height: 0; }
QScrollBar::add-page, QScrollBar::sub-page { background: transparent; }
QAbstractScrollArea::corner { background: transparent; border: none; }
)";

const char* const frames = R"(
QToolTip { background: @card; color: @ink; border: 1px solid @line; padding: {6}px {8}px; }
QMenuBar { background: @card; color: @ink; border-bottom: 1px solid @line; }
QMenuBar::item { padding: {6}px {10}px; background: transparent; border-radius: 6px; } QMenuBar::item:selected { background: @wash; }
QMenu { background: @card; color: @ink; border: 1px solid @line; padding: {5}px; }
QMenu::item { padding: {6}px {22}px {6}px {12}px; border-radius: 6px; background: transparent; }
QMenu::item:selected { background: @selection; } QMenu::item:disabled { color: @faint; }
QMenu::separator { height: 1px; background: @line; margin: {5}px {8}px; }
QTabWidget::pane { border: none; border-top: 1px solid @line; background: transparent; }
QTabWidget::tab-bar { left: {10}px; }
QTabBar { background: transparent; qproperty-drawBase: 0; }
QTabBar::tab { background: transparent; color: @soft; border: none; border-bottom: 2px solid transparent; padding: {8}px {13}px; margin-right: 2px; }
QTabBar[tight="true"]::tab { padding: {8}px {5}px; margin-right: 0; }
QTabBar::tear { width: 0; image: none; } QTabBar::scroller { width: {22}px; } QTabBar QToolButton { background: @card; border: none; }
QTabBar QToolButton::left-arrow { image: url(:/controls/left.svg); width: {12}px; } QTabBar QToolButton::right-arrow { image: url(:/controls/right.svg); width: {12}px; }
QTabBar::tab:hover { color: @ink; } QTabBar::tab:selected { color: @ink; border-bottom-color: @ink; } QTabBar::tab:focus { border-bottom-color: @client; }
QSplitter { background: transparent; } QSplitter::handle { background: transparent; } QSplitter::handle:hover { background: @line; }
QDialog, QMessageBox, QFileDialog, QMainWindow { background: @ground; }
QTextBrowser, cleartext--gui--WholeLine { background: transparent; border: none; padding: 0; }
QProgressBar { background: @line; border: none; border-radius: 3px; max-height: {6}px; } QProgressBar::chunk { background: @good; border-radius: 3px; }
QStatusBar { background: @card; color: @soft; }
)";

// {12} grows with the scale; @word is the ink of that name.
QString fill(const Theme& theme, const QString& sheet) {
  QString out;
  out.reserve(sheet.size() * 2);
  for (qsizetype i = 0; i < sheet.size(); ++i) {
    const qsizetype end = sheet[i] == QLatin1Char('{') ? sheet.indexOf(QLatin1Char('}'), i) : -1;
    bool is_number = false;
    const int pixels = end > i && end - i < 5 ? sheet.mid(i + 1, end - i - 1).toInt(&is_number) : 0;
    if (is_number) {
      out += QString::number(theme.px(pixels));
      i = end;
    } else {
      out += sheet[i];
    }
  }
  return out;
}

}  // namespace

QString Theme::style_sheet() const {
  QString sheet =
      fill(*this, QString::fromLatin1(fields) + QString::fromLatin1(buttons) + QString::fromLatin1(lists) + QString::fromLatin1(frames));
  const std::pair<const char*, Ink> words[] = {{"@accent_text", Ink::accent_text},
                                               {"@accent", Ink::accent},
                                               {"@ground", Ink::ground},
                                               {"@card", Ink::card},
                                               {"@line", Ink::line},
                                               {"@wash", Ink::wash},
                                               {"@ink", Ink::ink},
                                               {"@soft", Ink::soft},
                                               {"@faint", Ink::faint},
                                               {"@client", Ink::client},
                                               {"@good", Ink::good},
                                               {"@selection", Ink::selection}};
  for (const auto& [word, ink] : words) sheet.replace(QLatin1String(word), color(ink).name());
  return sheet.replace(QLatin1String("@mode"), QLatin1String(dark_ ? "dark" : "light"));
}

}  // namespace cleartext::gui
