#include "gui/console/coach_words.h"

#include <QCoreApplication>
#include <QStringList>

#include "gui/language/table_words.h"

namespace cleartext::gui {
namespace {

struct Coach {
  Q_DECLARE_TR_FUNCTIONS(Coach)
};

QString q(std::string_view text) { return QString::fromUtf8(text.data(), static_cast<qsizetype>(text.size())); }

// "MAIL", "MAIL, then RCPT"
QString way_in_words(const std::vector<std::string_view>& way) {
  QStringList verbs;
  for (const auto verb : way) verbs << q(verb);
  return verbs.join(Coach::tr(", then "));
}

}  // namespace

QString advice_words(const talk::Advice& advice) {
  const QString form = advice.row == nullptr ? QString() : q(advice.row->syntax);
  switch (advice.kind) {
    case talk::Advice::Kind::none: return {};
    case talk::Advice::Kind::unknown:
      return advice.nearest.empty() ? Coach::tr("The server does not know this word. Below stands what may be said.")
                                    : Coach::tr("The server does not know this word. Is %1 meant?").arg(q(advice.nearest));
    case talk::Advice::Kind::out_of_turn:
      if (!advice.way.empty()) return Coach::tr("Not yet. First say %1.").arg(way_in_words(advice.way));
      return Coach::tr("Not now. It may be said %1.").arg(table_words(advice.row->when));
    case talk::Advice::Kind::malformed: return Coach::tr("The words after it do not fit. Its form is: %1").arg(form);
    case talk::Advice::Kind::later: return Coach::tr("Not now, but the same may work later.");
    case talk::Advice::Kind::refused: break;
  }
  if (advice.reply != nullptr) return Coach::tr("%1 You may go on with something else.").arg(table_words(advice.reply->meaning));
  return Coach::tr("Understood, and refused. You may go on with something else.");
}

QString state_words(const talk::Standing& standing) {
  const auto* info = standing.state_info();
  return info == nullptr ? QString() : table_words(info->meaning);
}

}  // namespace cleartext::gui
