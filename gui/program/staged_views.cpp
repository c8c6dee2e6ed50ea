#include "gui/program/staged_views.h"

#include "gui/bench/bench.h"
#include "gui/console/console_view.h"
#include "gui/console/state_strip.h"
#include "gui/files/files_view.h"
#include "gui/finder/finder.h"
#include "gui/lesson/lesson_pane.h"
#include "gui/mail/mail_view.h"
#include "gui/notebook/notebook.h"
#include "gui/presenter/presenter.h"
#include "gui/tour/tour.h"
#include "gui/window/main_window.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

enum BenchPage { map_page, console_page, mail_page, files_page };

StagedView on_bench(const QString& name, int page) {
  return {name, [page](MainWindow& window) {
            if (window.presenter().on()) {
              for (int view = 0; view < static_cast<int>(window.presenter().views().size()); ++view)
                if (window.presenter().views()[static_cast<std::size_t>(view)].name == window.bench().names().at(page)) window.presenter().show_view(view);
            }
            window.wire().show_tab(WireTabs::Tab::dialogue);
            window.bench().show_page(page);
            return true;
          }};
}

StagedView on_wire(const QString& name, WireTabs::Tab tab) {
  return {name, [tab](MainWindow& window) {
            if (window.presenter().on()) window.presenter().show_views({0, 1});
            window.bench().show_page(map_page);
            window.wire().show_tab(tab);
            return true;
          }};
}

void select_the_password(MainWindow& window) {
  if (!window.selection().recording().credentials().empty()) window.selection().select_credential(0);
}

}  // namespace

std::vector<StagedView> staged_views() {
  const auto at_the_desk = [](const MainWindow& window) { return !const_cast<MainWindow&>(window).presenter().on(); };
  return {
      on_wire(QStringLiteral("dialogue"), WireTabs::Tab::dialogue),
      on_wire(QStringLiteral("packets"), WireTabs::Tab::packets),
      on_wire(QStringLiteral("ladder"), WireTabs::Tab::ladder),
      on_wire(QStringLiteral("message"), WireTabs::Tab::message),
      on_wire(QStringLiteral("readable"), WireTabs::Tab::readable),
      on_wire(QStringLiteral("plots"), WireTabs::Tab::plots),
      on_wire(QStringLiteral("side-by-side"), WireTabs::Tab::side_by_side),
      {QStringLiteral("states"),
       [](MainWindow& window) {
         window.states().show();
         window.wire().show_tab(WireTabs::Tab::dialogue);
         return true;
       },
       [](MainWindow& window) { window.states().hide(); }},
      on_bench(QStringLiteral("console"), console_page),
      on_bench(QStringLiteral("mail"), mail_page),
      on_bench(QStringLiteral("files"), files_page),
      {QStringLiteral("finder"),
       [at_the_desk](MainWindow& window) {
         window.finder().open(Source::Of::wire);
         window.finder().field().setText(QStringLiteral("mail"));
         return at_the_desk(window);
       },
       [](MainWindow& window) { window.finder().hide(); }},
      {QStringLiteral("tour"),
       [at_the_desk](MainWindow& window) {
         if (at_the_desk(window)) window.show_around();
         return at_the_desk(window);
       },
       [](MainWindow& window) { window.tour().hide(); }},
  };
}

std::vector<StagedLook> staged_looks() {
  const auto nothing = [](MainWindow&, Theme&) {};
  return {
      {QStringLiteral("light"), [](MainWindow& window, Theme& theme) {
         theme.set_dark(false);
         select_the_password(window);
       }, nothing},
      {QStringLiteral("dark"), [](MainWindow&, Theme& theme) { theme.set_dark(true); }, [](MainWindow&, Theme& theme) { theme.set_dark(false); }},
      {QStringLiteral("contrast"), [](MainWindow&, Theme& theme) { theme.set_high_contrast(true); }, [](MainWindow&, Theme& theme) { theme.set_high_contrast(false); }},
      {QStringLiteral("small"), [](MainWindow& window, Theme&) { window.resize(1024, 700); }, [](MainWindow& window, Theme&) { window.resize(1280, 800); }},
      {QStringLiteral("200"), [](MainWindow& window, Theme& theme) {
         theme.set_scale(2.0);
         window.resize(1920, 1200);
       }, [](MainWindow& window, Theme& theme) {
         theme.set_scale(1.0);
         window.resize(1280, 800);
       }},
      {QStringLiteral("presenter"), [](MainWindow& window, Theme&) { window.presenter().begin(); }, [](MainWindow& window, Theme&) { window.presenter().end(); }},
  };
}

bool work_by_hand(MainWindow& window, const analysis::Recording& recording, const std::function<bool(const std::function<bool()>&)>& until) {
  auto& mail = window.mail();
  mail.show_person(MailView::Who::alice);
  mail.write();
  mail.write_page().subject().setText(QStringLiteral("Ketchup"));
  mail.write_page().words().setPlainText(QStringLiteral("Do you like ketchup on your crepes?\n\nAlice"));
  Q_EMIT mail.write_page().send_wanted();
  if (!until([&] { return !mail.busy(); })) return false;
  mail.show_person(MailView::Who::bob);
  if (!until([&] {
        if (!mail.busy() && mail.letters().rowCount() == 0) mail.fetch();
        return !mail.busy() && mail.letters().rowCount() > 0;
      }))
    return false;
  window.files().go();
  if (!until([&] { return !window.files().busy(); })) return false;
  auto& talk = window.console().talk();
  talk.open(QStringLiteral("mail.hamburger.edu:25"), QStringLiteral("you"));
  for (const char* line : {"", "DATA", "HELO laptop", "MAIL FROM:<alice@crepes.fr>"}) {
    if (*line != '\0') talk.say(QString::fromLatin1(line));
    if (!until([&] { return !talk.standing().waiting(); })) return false;
  }
  return until([&] { return !recording.files().empty() || recording.streams().size() > 5; });
}

}  // namespace cleartext::gui
