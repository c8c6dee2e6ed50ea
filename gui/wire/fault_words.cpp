#include "gui/wire/fault_words.h"

#include <QCoreApplication>

namespace cleartext::gui {
namespace {

struct Words {
  Q_DECLARE_TR_FUNCTIONS(Filter)
};

QString sentence_of(filter::Fault::Kind kind, const QString& marked) {
  using Kind = filter::Fault::Kind;
  switch (kind) {
    case Kind::value_missing: return Words::tr("A value is missing after “%1”.").arg(marked);
    case Kind::operand_missing: return Words::tr("Something to look for is missing at “%1”.").arg(marked);
    case Kind::not_a_number: return Words::tr("“%1” is not a number. Write one, or a range such as 110-143.").arg(marked);
    case Kind::not_a_protocol:
      return Words::tr("“%1” is not a protocol. Known ones are smtp, pop3, imap, ftp, http, tls, ssh, dns, tcp and udp.").arg(marked);
    case Kind::unknown_field:
      return Words::tr("There is no field “%1”. Put words in quotation marks to look for them as text.").arg(marked);
    case Kind::unfit_comparison: return Words::tr("“%1” compares numbers only. Use = or != here.").arg(marked);
    case Kind::open_parenthesis: return Words::tr("This parenthesis is never closed.");
    case Kind::stray_parenthesis: return Words::tr("This parenthesis was never opened.");
    case Kind::open_quote: return Words::tr("This quotation mark is never closed.");
    case Kind::too_long: return Words::tr("This filter is too long.");
  }
  return {};
}

}  // namespace

FaultWords words_of(const filter::Fault& fault, const QString& typed) {
  const QByteArray bytes = typed.toUtf8();
  const auto characters = [&bytes](std::size_t from, std::size_t count) {
    return QString::fromUtf8(bytes.mid(static_cast<qsizetype>(from), static_cast<qsizetype>(count)));
  };
  const QString marked = characters(fault.offset, fault.length);
  return {sentence_of(fault.kind, marked), static_cast<int>(characters(0, fault.offset).size()), static_cast<int>(marked.size())};
}

}  // namespace cleartext::gui
