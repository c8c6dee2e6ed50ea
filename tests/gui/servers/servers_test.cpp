// The panel by hand, over snapshots made by hand: what stands in it, and what its switches ask for.
#include <gtest/gtest.h>

#include <QTest>
#include <QTreeWidgetItemIterator>
#include <tuple>

#include "gui/servers/ready_faults.h"
#include "gui/servers/servers_view.h"
#include "gui/wire/fault_meaning.h"
#include "servers/faults/fault_text.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

faults::Fault fault(std::string_view words) { return *faults::parse(words); }

std::vector<lab::RunningService> services() {
  using enum wire::Service;
  std::vector<lab::RunningService> all;
  for (const auto role : {wire::Role::crepes, wire::Role::hamburger, wire::Role::ftp})
    for (const auto service : {smtp, pop3, imap, ftp, sftp})
      if (wire::runs(role, service))
        all.push_back({service, role, {wire::host(role).address, wire::port(service, wire::NetworkMode::private_network)}});
  return all;
}

// As many kinds, moments and ways as the grammar has.
std::vector<std::string> every_sort_of_fault() {
  std::vector<std::string> all{"silent ftp.hamburger.edu",
                               "off smtp",
                               "full-disk",
                               "reply smtp greeting \"421 a\\nb\"",
                               "reply smtp dot \"452 full\"",
                               "reply ftp 150 \"425 no\"",
                               "delay smtp greeting 500ms",
                               "delay smtp dot 1s",
                               "cut smtp at greeting",
                               "cut smtp after greeting with FIN",
                               "cut smtp at dot",
                               "cut pop3 after RETR",
                               "slow 1500B/s",
                               "slow 2MB/s"};
  for (const auto& form : faults::forms()) all.emplace_back(form.example);
  for (const auto words : ready_faults()) all.emplace_back(words);
  return all;
}

struct AppliedTheme : Theme {
  AppliedTheme() { apply(*qApp); }
};

struct Servers : testing::Test {
  AppliedTheme theme;
  ServersView view{theme};
  lab::Snapshot snapshot;
  std::vector<std::string> wanted;  // faults, in words
  std::vector<int> ended;
  int all_ended = 0;

  void SetUp() override {
    view.set_services(services());
    for (const auto& service : services()) snapshot.entrances.push_back({service.role, service.service});
    snapshot.queues = {{wire::Role::crepes, 0, {}}};
    snapshot.mailboxes = {{"bob@hamburger.edu", 0}};
    QObject::connect(&view, &ServersView::fault_wanted, &view, [this](const faults::Fault& each) { wanted.push_back(faults::text(each)); });
    QObject::connect(&view, &ServersView::end_wanted, &view, [this](int order) { ended.push_back(order); });
    QObject::connect(&view, &ServersView::end_all_wanted, &view, [this] { ++all_ended; });
    view.resize(740, 440);
    view.show();
    show();
  }
  void show() {
    view.set_snapshot(snapshot);
    QApplication::processEvents();
  }
  std::string tree(wire::Role role) {
    std::string text;
    for (QTreeWidgetItemIterator item(&view.machine(role)->holdings()); *item != nullptr; ++item)
      text += (*item)->text(0).toStdString() + " | " + (*item)->text(1).toStdString() + "\n";
    return text;
  }
  void click(QWidget* widget) { QTest::mouseClick(widget, Qt::LeftButton); }
};

TEST(FaultMeaning, is_in_english_what_the_command_line_says) {
  for (const auto& words : every_sort_of_fault()) {
    const auto read = faults::parse(words);
    ASSERT_TRUE(read) << words << ": " << read.error().expected;
    EXPECT_EQ(meaning_of(*read).toStdString(), faults::meaning(*read)) << words;
  }
}

TEST_F(Servers, a_letter_in_the_queue_says_its_state_and_its_last_answer) {
  const lab::QueuedMail mail{"1",
                             "alice@crepes.fr",
                             {"bob@hamburger.edu"},
                             actors::Relay::State::deferred,
                             2,
                             "421 Too busy",
                             std::chrono::system_clock::from_time_t(1'700'000'000)};
  snapshot.queues = {{wire::Role::crepes, 1, {}, {mail}}};
  show();
  const auto shown = tree(wire::Role::crepes);
  EXPECT_NE(shown.find("Queue | 1 letter\n"), shown.npos) << shown;
  EXPECT_NE(shown.find("alice@crepes.fr → bob@hamburger.edu | deferred\nafter 2 tries: 421 Too busy | \nnext try at "), shown.npos)
      << shown;
}

TEST_F(Servers, a_mailbox_shows_its_letters_the_newest_first_and_how_many_more) {
  lab::Snapshot::Mailbox box{"bob@hamburger.edu", 30, 12'300, 1'000'000'000};
  box.letters = {{"alice@crepes.fr", "Crepes tonight?", 812, true}, {"alice@crepes.fr", "", 400, false}};
  snapshot.mailboxes = {box};
  show();
  const auto shown = tree(wire::Role::hamburger);
  EXPECT_NE(shown.find("bob@hamburger.edu | 30 letters, 12.3 kB of 1.0 GB\nCrepes tonight? | 812 bytes, new\n(no subject) | 400 bytes\nand "
                       "28 letters older"),
            shown.npos)
      << shown;
}

TEST_F(Servers, a_quota_is_shown_and_chosen_and_showing_it_asks_for_nothing) {
  std::vector<std::pair<std::uint64_t, std::uint64_t>> asked;
  QObject::connect(&view, &ServersView::quotas_wanted, &view,
                   [&](const lab::Quotas& quotas) { asked.emplace_back(quotas.mailbox.value_or(0), quotas.disk.value_or(0)); });
  snapshot.mailboxes = {{"bob@hamburger.edu", 0, 0, 23'000}};
  snapshot.disks = {{wire::Role::ftp, 0, 10'000'000'000, false}};
  show();
  EXPECT_EQ(view.quotas().mailbox().currentText(), QStringLiteral("23.0 kB")) << "another one's choice";
  EXPECT_EQ(view.quotas().disk().currentText(), QStringLiteral("10.0 GB"));
  EXPECT_TRUE(asked.empty());
  view.quotas().mailbox().setCurrentIndex(view.quotas().mailbox().findText(QStringLiteral("10.0 kB")));
  EXPECT_EQ(asked, (decltype(asked){{10'000, 10'000'000'000}}));
}

TEST_F(Servers, the_files_stand_in_their_folders) {
  snapshot.files = {{"/welcome.txt", 120}, {"/recipes/", 0}, {"/recipes/crepes.txt", 2000}};
  show();
  auto* files = view.machine(wire::Role::ftp)->holdings().topLevelItem(0);
  ASSERT_EQ(files->childCount(), 2);
  EXPECT_EQ(files->text(1), QStringLiteral("2 files"));
  EXPECT_EQ(files->child(1)->child(0)->text(0), QStringLiteral("crepes.txt"));
}

TEST_F(Servers, what_was_folded_stays_folded_when_something_changes) {
  snapshot.files = {{"/recipes/", 0}, {"/recipes/crepes.txt", 2000}};
  show();
  auto& held = view.machine(wire::Role::ftp)->holdings();
  held.topLevelItem(0)->child(0)->setExpanded(false);
  snapshot.files.push_back({"/note.txt", 7});
  show();
  EXPECT_FALSE(held.topLevelItem(0)->child(0)->isExpanded());
  EXPECT_TRUE(held.topLevelItem(0)->isExpanded());
}

TEST_F(Servers, a_service_is_switched_off_and_silent_and_on_again) {
  auto* row = view.machine(wire::Role::hamburger)->row(wire::Service::smtp);
  click(row->door().segment(2));
  EXPECT_EQ(wanted, std::vector<std::string>{"off smtp@mail.hamburger.edu"});
  snapshot.faults = {{7, fault(wanted[0])}};
  snapshot.entrances[3].door = lab::Snapshot::Entrance::Door::off;
  ASSERT_EQ(snapshot.entrances[3].role, wire::Role::hamburger);
  show();
  EXPECT_EQ(row->door().current(), 2);
  EXPECT_EQ(wanted.size(), 1U);  // showing asks for nothing
  click(row->door().segment(1));
  EXPECT_EQ(ended, std::vector<int>{7});
  EXPECT_EQ(wanted.back(), "silent smtp@mail.hamburger.edu");
  snapshot.faults = {{8, fault("silent mail.hamburger.edu")}};
  show();
  click(row->door().segment(0));
  EXPECT_EQ(ended.back(), 8);  // also where it was ordered for the whole machine
}

TEST_F(Servers, the_switches_of_a_machine_ask_for_its_faults_and_end_them) {
  auto* box = view.machine(wire::Role::hamburger);
  for (const auto* words : {"full-disk mail.hamburger.edu", "full-mailbox bob", "strip-starttls mail.hamburger.edu"}) {
    auto* row = box->switch_of(fault(words));
    ASSERT_NE(row, nullptr) << words;
    click(&row->box());
    EXPECT_EQ(wanted.back(), words);
  }
  snapshot.faults = {{3, fault("full-mailbox bob")}};
  show();
  auto* row = box->switch_of(fault("full-mailbox bob"));
  EXPECT_TRUE(row->box().isChecked());
  EXPECT_FALSE(box->switch_of(fault("full-disk mail.hamburger.edu"))->box().isChecked());
  click(&row->box());
  EXPECT_EQ(ended, std::vector<int>{3});
}

TEST_F(Servers, a_fault_that_somebody_else_ordered_is_on_here_and_can_be_ended) {
  snapshot.faults = {{4, fault("reply ftp STOR \"452 Disk full\"")}, {5, fault("delay imap FETCH 3s")}};
  show();
  ASSERT_EQ(view.faults().on_now().size(), 2U);
  EXPECT_EQ(view.faults().on_now()[1]->words(), QStringLiteral("Every imap server answers FETCH only after 3s."));
  click(&view.faults().on_now()[0]->box());
  EXPECT_EQ(ended, std::vector<int>{4});
  click(&view.faults().end_all());
  EXPECT_EQ(all_ended, 1);
}

TEST_F(Servers, that_a_task_laid_a_fault_is_said_and_not_which) {
  const auto says = [&](const QString& words) {
    const auto texts = view.faults().findChildren<QLabel*>();
    return std::any_of(texts.begin(), texts.end(), [&](const QLabel* each) { return each->isVisible() && each->text().contains(words); });
  };
  EXPECT_TRUE(says(QStringLiteral("Everything works as it should")));
  snapshot.has_secret = true;
  show();
  EXPECT_TRUE(says(QStringLiteral("find it on the wire")));
  EXPECT_FALSE(says(QStringLiteral("Everything works")) || says(QStringLiteral("No fault is on")));
  snapshot.faults = {{1, fault("slow 2kB/s")}};
  show();
  EXPECT_TRUE(says(QStringLiteral("find it on the wire")) && says(QStringLiteral("1 fault is on")));
  view.clear();
  EXPECT_FALSE(says(QStringLiteral("find it on the wire")));
}

TEST_F(Servers, what_is_ready_to_switch_on_is_a_fault_and_moves_up_when_it_is_on) {
  const auto before = view.faults().offered();
  ASSERT_EQ(before.size(), ready_faults().size());
  click(&before[0]->box());
  EXPECT_EQ(wanted, std::vector<std::string>{std::string(ready_faults()[0])});
  snapshot.faults = {{1, fault(ready_faults()[0])}};
  show();
  EXPECT_EQ(view.faults().offered().size(), before.size() - 1);
  EXPECT_EQ(view.faults().on_now().size(), 1U);
}

TEST_F(Servers, a_typed_fault_says_what_it_means_and_where_it_is_wrong) {
  auto& line = view.faults().line();
  QTest::keyClicks(&line, QStringLiteral("delay imap FTCH 3s"));
  EXPECT_TRUE(view.faults().note().startsWith(QStringLiteral("At character 12, expected a command of ")))
      << view.faults().note().toStdString();
  QTest::keyClick(&line, Qt::Key_Return);
  EXPECT_TRUE(wanted.empty());
  line.clear();
  QTest::keyClicks(&line, QStringLiteral("delay imap FETCH 3s"));
  EXPECT_EQ(view.faults().note(), QStringLiteral("Every imap server answers FETCH only after 3s."));
  QTest::keyClick(&line, Qt::Key_Return);
  EXPECT_EQ(wanted, std::vector<std::string>{"delay imap FETCH 3s"});
}

TEST_F(Servers, after_a_reset_nothing_is_on) {
  snapshot.faults = {{1, fault("slow 2kB/s")}};
  show();
  view.clear();
  EXPECT_TRUE(view.faults().on_now().empty());
}

TEST_F(Servers, everything_that_can_be_pressed_has_a_name) {
  for (const auto* button : view.findChildren<QAbstractButton*>())
    EXPECT_FALSE(button->isVisible() && button->text().isEmpty() && button->accessibleName().isEmpty());
}

TEST_F(Servers, no_switch_is_cut_where_the_view_is_narrow) {
  for (const int width : {330, 470, 560, 740}) {
    view.resize(width, 500);
    QApplication::processEvents();
    for (const auto* button : view.findChildren<QAbstractButton*>()) {
      const QRect seen = button->visibleRegion().boundingRect();
      EXPECT_TRUE(seen.isEmpty() || seen.width() == button->width()) << width << ": " << button->text().toStdString();
    }
  }
}

// With CLEARTEXT_PICTURES=folder it leaves pictures there.
TEST_F(Servers, words_are_not_cut_in_light_dark_narrow_and_large) {
  const lab::QueuedMail mail{"1",
                             "alice@crepes.fr",
                             {"bob@hamburger.edu"},
                             actors::Relay::State::deferred,
                             2,
                             "421 Too busy, try again later",
                             std::chrono::system_clock::from_time_t(1'700'000'000)};
  snapshot.queues = {{wire::Role::crepes, 1, {}, {mail}}};
  snapshot.mailboxes[0] = {"bob@hamburger.edu",
                           2,
                           1'212,
                           1'000'000'000,
                           false,
                           {{"alice@crepes.fr", "Crepes tonight?", 812, true}, {"alice@crepes.fr", "Do you like ketchup?", 400, false}}};
  snapshot.entrances[0].connections = 3;
  snapshot.entrances[1].door = lab::Snapshot::Entrance::Door::off;
  snapshot.faults = {{1, fault("off pop3@mail.crepes.fr")}, {2, fault("reply ftp STOR \"452 Disk full\"")}};
  const QString folder = qEnvironmentVariable("CLEARTEXT_PICTURES");
  for (const auto& [name, width, scale, dark] :
       {std::tuple{"light", 740, 1.0, false}, {"dark", 1100, 1.0, true}, {"narrow", 560, 1.0, false}, {"large", 1100, 1.6, false}}) {
    theme.set_scale(scale);
    theme.set_dark(dark);
    view.resize(width, 700);
    show();
    QApplication::processEvents();
    for (const auto* text : view.findChildren<Text*>())
      EXPECT_TRUE(!text->isVisible() || !text->wordWrap() || text->height() + 1 >= text->heightForWidth(text->width()))
          << name << ": " << text->text().toStdString();
    for (const auto* button : view.findChildren<QAbstractButton*>())
      EXPECT_TRUE(!button->isVisible() || button->width() + 1 >= button->minimumSizeHint().width())
          << name << ": " << button->accessibleName().toStdString();
    if (!folder.isEmpty()) view.grab().save(folder + QStringLiteral("/servers-%1.png").arg(QLatin1String(name)));
  }
}

}  // namespace
