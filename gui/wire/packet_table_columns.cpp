// Which columns the packet list has is the reader's choice, and remembered.
#include <QHeaderView>
#include <QSettings>
#include <array>
#include <functional>

#include "gui/wire/packet_table.h"

namespace cleartext::gui {
namespace {

QString setting(const char* name) { return QStringLiteral("packets/") + QLatin1String(name); }

// A word each, so that another order of the columns in a later version changes nothing.
constexpr std::array<const char*, PacketColumn::count> words{"number",   "time",        "gap",         "direction",
                                                             "source",   "source-port", "destination", "destination-port",
                                                             "protocol", "stream",      "length",      "info"};

bool is_usual(int column) {
  return column != PacketColumn::since_before && column != PacketColumn::source_port && column != PacketColumn::destination_port &&
         column != PacketColumn::stream;
}

}  // namespace

void PacketTable::recall() {
  const QSettings settings;
  const QStringList hidden = settings.value(setting("hidden")).toStringList();
  columns_chosen_ = settings.contains(setting("hidden"));
  for (int column = 0; column < PacketColumn::count; ++column)
    setColumnHidden(column, columns_chosen_ ? hidden.contains(QLatin1String(words[static_cast<std::size_t>(column)])) : !is_usual(column));
  setColumnHidden(PacketColumn::info, false);  // what remains of the width is its
  model_.set_time_form(settings.value(setting("time")).toString() == QLatin1String("day") ? TimeForm::time_of_day : TimeForm::since_first);
  model_.set_host_form(settings.value(setting("hosts")).toString() == QLatin1String("addresses") ? HostForm::addresses : HostForm::names);
}

void PacketTable::remember() const {
  QStringList hidden;
  for (int column = 0; column < PacketColumn::count; ++column)
    if (isColumnHidden(column)) hidden << QLatin1String(words[static_cast<std::size_t>(column)]);
  QSettings settings;
  if (columns_chosen_) settings.setValue(setting("hidden"), hidden);
  settings.setValue(setting("time"), model_.time_form() == TimeForm::time_of_day ? QStringLiteral("day") : QStringLiteral("first"));
  settings.setValue(setting("hosts"), model_.host_form() == HostForm::addresses ? QStringLiteral("addresses") : QStringLiteral("names"));
}

// What was said is the last to go: a length is found in the details as well, and then a protocol.
void PacketTable::spare_columns() {
  if (columns_chosen_) return;
  setColumnHidden(PacketColumn::length, viewport()->width() < theme_.px(760));
  setColumnHidden(PacketColumn::protocol, viewport()->width() < theme_.px(640));
}

std::vector<int> PacketTable::columns() const {
  std::vector<int> shown;
  for (int place = 0; place < PacketColumn::count; ++place) {
    const int column = horizontalHeader()->logicalIndex(place);
    if (!isColumnHidden(column)) shown.push_back(column);
  }
  return shown;
}

void PacketTable::show_column(int column, bool shown) {
  columns_chosen_ = true;
  setColumnHidden(column, !shown);
  fit_columns();
  remember();
}

void PacketTable::fill_columns_menu(QMenu& menu) {
  for (int column = 0; column < PacketColumn::info; ++column) {
    const QString name =
        column == PacketColumn::direction ? tr("Direction") : model_.headerData(column, Qt::Horizontal, Qt::DisplayRole).toString();
    QAction* action = menu.addAction(name, this, [this, column] { show_column(column, isColumnHidden(column)); });
    action->setCheckable(true);
    action->setChecked(!isColumnHidden(column));
  }
  const auto choice = [&menu](const QString& words, bool chosen, const std::function<void()>& choose) {
    QAction* action = menu.addAction(words);
    QObject::connect(action, &QAction::triggered, action, choose);
    action->setCheckable(true);
    action->setChecked(chosen);
  };
  const auto set_time = [this](TimeForm form) {
    return [this, form] {
      model_.set_time_form(form);
      fit_columns();
      remember();
    };
  };
  const auto set_hosts = [this](HostForm form) {
    return [this, form] {
      model_.set_host_form(form);
      remember();
    };
  };
  menu.addSeparator();
  choice(tr("Time since the first packet"), model_.time_form() == TimeForm::since_first, set_time(TimeForm::since_first));
  choice(tr("Time of day"), model_.time_form() == TimeForm::time_of_day, set_time(TimeForm::time_of_day));
  menu.addSeparator();
  choice(tr("Names of hosts"), model_.host_form() == HostForm::names, set_hosts(HostForm::names));
  choice(tr("Addresses of hosts"), model_.host_form() == HostForm::addresses, set_hosts(HostForm::addresses));
}

}  // namespace cleartext::gui
