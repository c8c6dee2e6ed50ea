#include "gui/wire/fault_meaning.h"

#include <QCoreApplication>

#include "gui/wire/names.h"
#include "servers/faults/fault_text.h"
#include "servers/faults/speech.h"

namespace cleartext::gui {
namespace {

using faults::Cut;

QString name_of(wire::Role role) { return from_bytes(wire::host(role).host_name); }

struct Meaning {
  Q_DECLARE_TR_FUNCTIONS(FaultMeaning)

 public:
  static QString subject(const faults::Target& target) {
    if (!target.service && !target.machine) return tr("Everything in the lab");
    if (!target.service) return tr("Everything of %1").arg(name_of(*target.machine));
    const auto service = from_bytes(wire::name(*target.service));
    return target.machine ? tr("The %1 of %2").arg(service, name_of(*target.machine)) : tr("Every %1 server").arg(service);
  }
  static QString occasion(const std::string& when) { return when == faults::dot ? tr("the dot that ends a letter") : from_bytes(when); }

  QString operator()(const faults::Off& fault) const { return tr("%1 is off: who connects is refused.").arg(subject(fault.target)); }
  QString operator()(const faults::Silent& fault) const {
    return tr("%1 is silent: who connects waits in vain.").arg(subject(fault.target));
  }
  QString operator()(const faults::FullMailbox& fault) const { return tr("The mailbox of %1 is full.").arg(from_bytes(fault.user)); }
  QString operator()(const faults::FullDisk& fault) const {
    return fault.machine ? tr("The disk of %1 is full.").arg(name_of(*fault.machine)) : tr("Every server's disk is full.");
  }
  QString operator()(const faults::Reply& fault) const {
    const auto text = from_bytes(fault.text).replace(QLatin1Char('\n'), QLatin1Char(' '));
    if (fault.when == faults::greeting) return tr("%1 says \"%2\" as its greeting.").arg(subject(fault.target), text);
    const bool code = faults::is_code(faults::speech_of(*fault.target.service), fault.when);
    return (code ? tr("%1 says \"%2\" instead of %3.") : tr("%1 says \"%2\" to %3."))
        .arg(subject(fault.target), text, occasion(fault.when));
  }
  QString operator()(const faults::Delay& fault) const {
    const auto time = from_bytes(faults::time_words(fault.time));
    if (fault.when == faults::greeting) return tr("%1 greets only after %2.").arg(subject(fault.target), time);
    return tr("%1 answers %2 only after %3.").arg(subject(fault.target), fault.when.empty() ? tr("anything") : occasion(fault.when), time);
  }
  static QString moment(const Cut& fault) {
    const bool instead = fault.moment == Cut::Moment::instead_of_reply;
    if (fault.moment == Cut::Moment::after_bytes) {
      const bool files = faults::speech_of(*fault.target.service) == faults::Speech::ftp;
      return (files ? tr("after %1 bytes of commands and files") : tr("after %1 bytes")).arg(fault.bytes);
    }
    if (fault.when == faults::greeting) return instead ? tr("instead of its greeting") : tr("after its greeting");
    return (instead ? tr("instead of answering %1") : tr("after the reply to %1")).arg(occasion(fault.when));
  }
  QString operator()(const Cut& fault) const {
    const bool ends = fault.way == Cut::Way::end;
    return (ends ? tr("%1 ends the connection %2.") : tr("%1 breaks the connection %2.")).arg(subject(fault.target), moment(fault));
  }
  QString operator()(const faults::StripStarttls& fault) const {
    return tr("Eve stands before %1 and takes its offer of TLS away.").arg(name_of(fault.machine));
  }
  QString operator()(const faults::Slow& fault) const {
    return tr("%1 sends and takes %2 at most.").arg(subject(fault.target), from_bytes(faults::speed_words(fault.bytes_a_second)));
  }
  QString operator()(const faults::RefuseTls& fault) const { return tr("%1 refuses TLS.").arg(subject(fault.target)); }
  QString operator()(const faults::LiftGuard& fault) const {
    return tr("The file server's guard %1 is lifted.").arg(from_bytes(fault.name));
  }
};

}  // namespace

QString meaning_of(const faults::Fault& fault) { return std::visit(Meaning{}, fault); }

}  // namespace cleartext::gui
