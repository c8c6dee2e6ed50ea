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
#include "gui/start/start_page.h"
#include "gui/teacher/teacher_page.h"
#include "gui/tour/tour.h"
#include "gui/window/main_window.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"

namespace cleartext::gui {
namespace {

enum BenchPage { map_page, console_page, mail_page, files_page };

StagedView on_bench(const QString& name, int page) {
  return {Shown::desk, name, [page](MainWindow& window) {
            if (window.presenter().on()) {
              for (int view = 0; view < static_cast<int>(window.presenter().views().size()); ++view)
                if (window.presenter().views()[static_cast<std::size_t>(view)].name == window.bench().names().at(page))
                  window.presenter().show_view(view);
            }
            window.wire().show_tab(WireTabs::Tab::dialogue);
            window.bench().show_page(page);
            return true;
          }};
}

StagedView on_wire(const QString& name, WireTabs::Tab tab) {
  return {Shown::desk, name, [tab](MainWindow& window) {
            if (window.presenter().on()) window.presenter().show_views({map_page, 1});
            window.bench().show_page(map_page);
            window.wire().show_tab(tab);
            return true;
          }};
}

void select_the_password(MainWindow& window) {
  if (!window.selection().recording().credentials().empty()) window.selection().select_credential(0);
}

// What stands at the left of the desk.
StagedView at_the_left(const QString& name, TopBar::Place place) {
  return {Shown::desk, name,
          [place](MainWindow& window) {
            if (window.presenter().on()) return false;
            window.bench().show_page(map_page);
            window.wire().show_tab(WireTabs::Tab::dialogue);
            window.top_bar().place()->set_current(place);
            return true;
          },
          [](MainWindow& window) { window.top_bar().place()->set_current(TopBar::lesson); }};
}

template <typename Page>
bool show_page(MainWindow& window) {
  if (!window.presenter().on()) window.show_page(window.findChild<Page*>());
  return !window.presenter().on();
}

StagedView over_the_desk(const QString& name, const std::function<void(MainWindow&)>& bring,
                         const std::function<void(MainWindow&)>& leave) {
  return {Shown::desk, name,
          [bring](MainWindow& window) {
            if (window.presenter().on()) return false;
            bring(window);
            return true;
          },
          leave};
}

void find_mail(MainWindow& window) {
  window.finder().open(Source::Of::wire);
  window.finder().field().setText(QStringLiteral("mail"));
}

void set_size(MainWindow& window, Theme& theme, double scale, const QSize& size) {
  theme.set_scale(scale);
  window.resize(size);
}

}  // namespace

std::vector<StagedView> staged_views() {
  const auto wire = [](const char* name, WireTabs::Tab tab) { return on_wire(QLatin1String(name), tab); };
  const auto bench = [](const char* name, int page) { return on_bench(QLatin1String(name), page); };
  using Tab = WireTabs::Tab;
  return {
      {Shown::start_page, QStringLiteral("start"), show_page<StartPage>},
      {Shown::start_page, QStringLiteral("teacher"), show_page<TeacherPage>, [](MainWindow& window) { show_page<StartPage>(window); }},
      wire("dialogue", Tab::dialogue),
      wire("packets", Tab::packets),
      wire("ladder", Tab::ladder),
      wire("message", Tab::message),
      wire("readable", Tab::readable),
      wire("servers", Tab::servers),
      wire("plots", Tab::plots),
      wire("side-by-side", Tab::side_by_side),
      {Shown::desk, QStringLiteral("states"),
       [](MainWindow& window) {
         window.states().show();
         window.wire().show_tab(Tab::dialogue);
         return true;
       },
       [](MainWindow& window) { window.states().hide(); }},
      bench("console", console_page),
      bench("mail", mail_page),
      bench("files", files_page),
      at_the_left(QStringLiteral("your-turn"), TopBar::your_turn),
      at_the_left(QStringLiteral("free-lab"), TopBar::free_lab),
      over_the_desk(QStringLiteral("finder"), find_mail, [](MainWindow& window) { window.finder().hide(); }),
      over_the_desk(
          QStringLiteral("tour"), [](MainWindow& window) { window.show_around(); }, [](MainWindow& window) { window.tour().hide(); }),
  };
}

std::vector<StagedLook> staged_looks() {
  const QString en = QStringLiteral("en"), de = QStringLiteral("de");
  const auto usual = [](MainWindow& window, Theme& theme) { set_size(window, theme, 1.0, {1280, 800}); };
  const auto plain = [usual](MainWindow& window, Theme& theme) {
    theme.set_dark(false);
    usual(window, theme);
    select_the_password(window);
  };
  const auto small = [](MainWindow& window, Theme& theme) { set_size(window, theme, 1.0, {1024, 700}); };
  const auto twice = [](MainWindow& window, Theme& theme) { set_size(window, theme, 2.0, {1920, 1200}); };
  const auto present = [](MainWindow& window, Theme&) {
    window.presenter().begin();
    window.setWindowState(Qt::WindowNoState);  // the screen that nobody sees is small
    window.resize(1280, 800);
  };
  const auto end = [](MainWindow& window, Theme&) { window.presenter().end(); };
  return {
      {en, QStringLiteral("light"), plain, usual},
      {en, QStringLiteral("dark"), [](MainWindow&, Theme& theme) { theme.set_dark(true); },
       [](MainWindow&, Theme& theme) { theme.set_dark(false); }},
      {en, QStringLiteral("contrast"), [](MainWindow&, Theme& theme) { theme.set_high_contrast(true); },
       [](MainWindow&, Theme& theme) { theme.set_high_contrast(false); }},
      {en, QStringLiteral("small"), small, usual},
      {en, QStringLiteral("200"), twice, usual},
      {en, QStringLiteral("presenter"), present, end},
      {de, QStringLiteral("german"), plain, usual},
      {de, QStringLiteral("german-small"), small, usual},
      {de, QStringLiteral("german-presenter"), present, end},
  };
}

bool work_by_hand(MainWindow& window, const analysis::Recording& recording,
                  const std::function<bool(const std::function<bool()>&)>& until) {
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
