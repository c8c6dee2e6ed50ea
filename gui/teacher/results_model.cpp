#include "gui/teacher/results_model.h"

#include <QFileInfo>
#include <algorithm>

namespace cleartext::gui {
namespace {

QString q(const std::string& text) { return QString::fromStdString(text); }

}  // namespace

ResultsModel::ResultsModel(Theme& theme, QObject* parent) : QAbstractTableModel(parent), theme_(theme) {
  connect(&theme, &Theme::changed, this, [this] {
    if (rowCount() > 0) Q_EMIT dataChanged(index(0, 0), index(rowCount() - 1, columnCount() - 1));
  });
}

void ResultsModel::show(const Results& results, const grading::Class& people, const QString& lesson) {
  beginResetModel();
  people_ = people;
  results_ = results;
  rows_.clear();
  checks_.clear();
  for (std::size_t i = 0; i < results->size(); ++i) {
    const auto& result = (*results)[i];
    if (q(result.lesson) != lesson) continue;
    rows_.push_back(static_cast<int>(i));
    for (const auto& verdict : result.verdicts) {
      const auto name = verdict.task + "/" + verdict.check;
      if (std::ranges::any_of(checks_, [&](const auto& each) { return each.first == name; })) continue;
      const auto says = result.says.find(name);
      checks_.emplace_back(name, says == result.says.end() ? name : says->second);
    }
  }
  endResetModel();
}

QStringList ResultsModel::lessons() const {
  QStringList all;
  for (const auto& result : *results_)
    if (!all.contains(q(result.lesson))) all << q(result.lesson);
  return all;
}

int ResultsModel::rowCount(const QModelIndex& parent) const { return parent.isValid() ? 0 : static_cast<int>(rows_.size()); }
int ResultsModel::columnCount(const QModelIndex& parent) const {
  return parent.isValid() ? 0 : first_check + static_cast<int>(checks_.size());
}

const lesson::Verdict* ResultsModel::verdict(const QModelIndex& index) const {
  if (!index.isValid() || index.column() < first_check) return nullptr;
  const auto& name = checks_[static_cast<std::size_t>(index.column() - first_check)].first;
  const auto& verdicts = result(index.row()).verdicts;
  const auto found = std::ranges::find_if(verdicts, [&](const auto& each) { return each.task + "/" + each.check == name; });
  return found == verdicts.end() ? nullptr : &*found;
}

QString ResultsModel::says(const QModelIndex& index) const {
  return index.column() < first_check ? QString() : q(checks_[static_cast<std::size_t>(index.column() - first_check)].second);
}

QString ResultsModel::name_of(const grading::Result& result) const {
  if (result.student.empty()) return QFileInfo(q(result.file)).fileName();
  const auto known = std::ranges::find(people_.roster, result.student, &std::pair<std::string, std::string>::first);
  return known == people_.roster.end() ? q(result.student) : tr("%1 (%2)").arg(q(known->second), q(result.student));
}

QVariant ResultsModel::words(const QModelIndex& index) const {
  const auto& result = this->result(index.row());
  const auto sum = grading::total(result);
  switch (index.column()) {
    case student: return name_of(result);
    case points: return tr("%1 of %2").arg(sum.points).arg(sum.most);
    case integrity:
      return !result.contradictions.empty() ? tr("%1 found").arg(result.contradictions.size())
             : result.remarks.empty()       ? tr("nothing found")
                                            : tr("a remark");
    default: break;
  }
  const auto* verdict = this->verdict(index);
  return verdict == nullptr ? QString() : QString::number(verdict->points);
}

QVariant ResultsModel::data(const QModelIndex& index, int role) const {
  if (!index.isValid()) return {};
  const auto* verdict = this->verdict(index);
  const auto& result = this->result(index.row());
  switch (role) {
    case Qt::DisplayRole: return words(index);
    case Qt::ToolTipRole:
      if (index.column() == integrity) return q(grading::integrity_note(result));
      return verdict == nullptr ? q(result.file) : says(index) + QLatin1Char('\n') + q(verdict->note);
    case Qt::AccessibleTextRole:
      if (verdict != nullptr) return tr("%1: %2").arg(verdict->passed ? tr("passed") : tr("not passed"), says(index));
      return words(index);
    case Qt::DecorationRole:
      if (verdict != nullptr)
        return theme_.icon(verdict->passed ? QStringLiteral("tick") : QStringLiteral("cross"), verdict->passed ? Ink::good : Ink::soft);
      if (index.column() == integrity && !result.contradictions.empty()) return theme_.icon(QStringLiteral("warning"), Ink::ink);
      return {};
    case Qt::ForegroundRole: return theme_.color(verdict == nullptr ? Ink::ink : verdict->passed ? Ink::good : Ink::soft);
    case Qt::TextAlignmentRole: return verdict == nullptr ? QVariant(Qt::AlignLeft | Qt::AlignVCenter) : QVariant(Qt::AlignCenter);
    default: return {};
  }
}

QVariant ResultsModel::headerData(int section, Qt::Orientation orientation, int role) const {
  if (orientation != Qt::Horizontal) return {};
  if (role == Qt::ToolTipRole && section >= first_check) return q(checks_[static_cast<std::size_t>(section - first_check)].second);
  if (role != Qt::DisplayRole) return {};
  switch (section) {
    case student: return tr("Student");
    case points: return tr("Points");
    case integrity: return tr("The capture");
    default: return q(checks_[static_cast<std::size_t>(section - first_check)].first).section(QLatin1Char('/'), 1);
  }
}

}  // namespace cleartext::gui
