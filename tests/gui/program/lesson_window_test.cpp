// The window with a real lab behind it, driven as a person would: keys, clicks, and what is on the screen.
#include <gtest/gtest.h>

#include <QApplication>
#include <QElapsedTimer>
#include <QSignalSpy>
#include <QTest>

#include "engine/lesson/player.h"
#include "engine/session/live_lab.h"
#include "gui/map/network_map.h"
#include "gui/servers/servers_view.h"
#include "gui/window/main_window.h"
#include "gui/window/top_bar.h"
#include "gui/wire/wire_tabs.h"
#include "tests/gui/program/network.h"

namespace cleartext::gui {
namespace {

struct Stage {
  explicit Stage(session::LiveLab::Capture capture = session::LiveLab::Capture::on, int seconds = 15)
      : live({network_of_this_run, {}}, capture), player(script(seconds), live.lab(), live.recording()) {
    const auto started = live.start();
    EXPECT_TRUE(started) << started.error().sentence;
    window = std::make_unique<MainWindow>(theme, live.recording(), &live.lab(), network_of_this_run);
    QObject::connect(window.get(), &MainWindow::reset_wanted, &live, &session::LiveLab::reset);
    QObject::connect(&live, &session::LiveLab::was_reset, &player, &lesson::Player::restart);
    window->show_lesson(player);
    window->resize(1440, 900);
    window->show();
    window->activateWindow();  // keys go to the active window
    EXPECT_TRUE(QTest::qWaitForWindowActive(window.get()));
  }
  static lesson::Lesson script(int seconds) {
    auto loaded = lesson::load(SOURCE_DIR "/lessons/alice-sends-bob");
    for (auto& step : loaded->steps) step.seconds = seconds;
    return *loaded;
  }
  bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 15000); }
  bool seen(int step) const { return player.state(step) == lesson::StepState::seen; }

  Theme theme;
  session::LiveLab live;
  lesson::Player player;
  std::unique_ptr<MainWindow> window;
};

// What became of each job, in this thread (a signal spy would write from the lab's).
struct Results : QObject {
  explicit Results(lab::Lab& lab) {
    connect(&lab, &lab::Lab::job_ended, this, [this](const lab::JobResult& result) { all.push_back(result); });
  }
  std::vector<lab::JobResult> all;
};

TEST(LessonWindow, right_arrow_plays_the_lesson_act_by_act) {
  Stage stage;
  for (int step = 0; step < 6; ++step) {
    QTest::keyClick(stage.window.get(), Qt::Key_Right);
    ASSERT_TRUE(stage.until([&] { return stage.seen(step); })) << step << stage.player.failure(step);
    EXPECT_EQ(stage.player.current(), step);
  }
  EXPECT_TRUE(stage.player.finished());
  ASSERT_EQ(stage.live.recording().credentials().size(), 1U);
  EXPECT_EQ(stage.live.recording().credentials()[0].user, "bob");
  EXPECT_EQ(stage.live.recording().credentials()[0].secret, "hungry");
  EXPECT_EQ(stage.live.recording().messages().size(), 3U);
  EXPECT_GT(stage.window->map().segments_started(), 20);
}

TEST(LessonWindow, one_command_at_a_time_lets_one_line_cross) {
  Stage stage;
  stage.player.next_act();
  ASSERT_TRUE(stage.until([&] { return stage.seen(0); }));
  const auto client_lines = [&] {
    int count = 0;
    for (const auto& line : stage.live.recording().lines()) count += line.from == wire::Side::client ? 1 : 0;
    return count;
  };
  stage.player.next_command();  // connect
  ASSERT_TRUE(stage.until([&] { return stage.player.next_line().starts_with("HELO"); }));
  EXPECT_EQ(client_lines(), 0);
  stage.player.next_command();
  ASSERT_TRUE(stage.until([&] { return stage.player.next_line().starts_with("MAIL"); }));
  ASSERT_TRUE(stage.until([&] { return client_lines() == 1 && stage.live.recording().lines().back().code == "250"; }));
}

TEST(LessonWindow, with_the_capture_muted_no_step_turns_green_and_no_envelope_moves) {
  Stage stage(session::LiveLab::Capture::off, 1);
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.state(1) == lesson::StepState::failed; }));
  EXPECT_NE(stage.player.failure(1).find("0 of 6"), std::string::npos) << stage.player.failure(1);
  for (int step = 1; step < 6; ++step) EXPECT_FALSE(stage.seen(step));
  EXPECT_EQ(stage.window->map().segments_started(), 0);
  EXPECT_TRUE(stage.live.recording().packets().empty());
}

TEST(LessonWindow, a_reset_takes_less_than_a_second_and_the_lesson_plays_again) {
  Stage stage;
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  QSignalSpy was_reset(&stage.live, &session::LiveLab::was_reset);
  Q_EMIT stage.window->reset_wanted();
  ASSERT_TRUE(stage.until([&] { return was_reset.count() == 1; }));
  EXPECT_EQ(stage.player.current(), -1);
  EXPECT_TRUE(stage.live.recording().packets().empty());
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  EXPECT_EQ(stage.live.recording().streams().size(), 3U);
  EXPECT_EQ(stage.live.recording().packets().front().number, 1U);
}

TEST(LessonWindow, stepping_back_shows_the_wire_as_it_was) {
  Stage stage;
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  for (int step = 4; step >= 0; --step) {
    QTest::keyClick(stage.window.get(), Qt::Key_Left);
    EXPECT_EQ(stage.player.current(), step);
    const auto shown = stage.player.shown_until();
    ASSERT_TRUE(shown);
    EXPECT_FALSE(stage.window->selection().shows(*shown + 1));
    EXPECT_EQ(stage.window->selection().shows(1), step > 0);
  }
  for (int step = 0; step < 5; ++step) stage.player.next_act();
  EXPECT_FALSE(stage.player.shown_until());
  EXPECT_TRUE(stage.window->selection().shows(1));
}

TEST(LessonWindow, the_act_follows_the_view_and_the_next_one_comes_after_what_is_seen) {
  Stage stage;
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  Selection& selection = stage.window->selection();
  const std::uint32_t before = stage.player.evidence(1).front();
  selection.hold(before);
  EXPECT_EQ(stage.player.current(), 1);
  selection.hold(stage.player.evidence(3).front());
  EXPECT_EQ(stage.player.current(), 3) << "on again, as far as one likes";
  selection.hold(before);
  QTest::keyClick(stage.window.get(), Qt::Key_Right);
  EXPECT_EQ(stage.player.current(), 1) << "first the rest of it";
  EXPECT_GE(selection.packets_shown(), stage.player.evidence(1).back());
  EXPECT_LT(selection.packets_shown(), stage.player.evidence(2).front());
  QTest::keyClick(stage.window.get(), Qt::Key_Right);
  EXPECT_EQ(stage.player.current(), 2);
  selection.hold(before);
  selection.let_go();
  EXPECT_EQ(stage.player.current(), 5) << "live again";
}

TEST(LessonWindow, a_view_that_is_frozen_keeps_its_act_while_the_lesson_goes_on) {
  Stage stage;
  stage.player.next_act();
  ASSERT_TRUE(stage.until([&] { return stage.seen(0); }));
  bool held = false;
  QObject::connect(&stage.player, &lesson::Player::changed, &stage.player, [&] {
    if (held || stage.player.current() != 1 || stage.live.recording().packets().empty()) return;
    held = true;
    stage.window->selection().hold(1);
  });
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  EXPECT_EQ(stage.player.current(), 1);
  EXPECT_EQ(stage.window->selection().packets_shown(), 1U);
  stage.window->selection().let_go();
  EXPECT_EQ(stage.player.current(), 5);
}

TEST(LessonWindow, the_questions_are_answered_by_this_run) {
  Stage stage;
  stage.player.play(0);
  ASSERT_TRUE(stage.until([&] { return stage.player.finished(); }));
  const auto& steps = stage.player.lesson().steps;
  EXPECT_EQ(stage.player.answer(steps[0].questions[0]), "0");
  EXPECT_EQ(stage.player.answer(steps[1].questions[0]), "354");
  EXPECT_EQ(stage.player.answer(steps[2].questions[0]), std::to_string(stage.live.recording().streams()[1].client.port));
  EXPECT_EQ(stage.player.answer(steps[3].questions[0]), "250");
  EXPECT_EQ(stage.player.answer(steps[4].questions[0]), ".");
  EXPECT_EQ(stage.player.answer(steps[5].questions[0]), std::to_string(stage.live.recording().credentials()[0].packet));
}

// A lesson that was not begun shuts the gate; who comes with programs of his own finds it open.
TEST(FreeLab, letters_go_their_way_though_a_lesson_is_open_and_after_a_reset_too) {
  Stage stage;
  Results ended(stage.live.lab());
  QTest::mouseClick(stage.window->top_bar().place()->segment(TopBar::free_lab), Qt::LeftButton);
  for (std::size_t round = 1; round <= 2; ++round) {
    stage.live.lab().perform(lab::SendJob{{"alice@crepes.fr", "bob@hamburger.edu", "x", "y"}});
    ASSERT_TRUE(stage.until([&] { return ended.all.size() == round; })) << round;
    EXPECT_TRUE(stage.until([&] { return stage.live.recording().streams().size() == 2; })) << "relayed";
    QSignalSpy anew(&stage.live, &session::LiveLab::was_reset);
    QTest::mouseClick(stage.window->top_bar().reset(), Qt::LeftButton);
    ASSERT_TRUE(stage.until([&] { return anew.count() == 1; }));
  }
}

TEST(FreeLab, a_log_in_to_ftp_puts_the_password_into_the_notebook) {
  Stage stage;
  Results ended(stage.live.lab());
  stage.window->show_free_lab();
  stage.live.lab().perform(lab::FtpJob{"ftp.hamburger.edu", "bob", "hungry", "welcome.txt", lab::FtpJob::What::get, {}});
  ASSERT_TRUE(stage.until([&] { return ended.all.size() == 1 && !stage.live.recording().credentials().empty(); }));
  const auto& result = ended.all[0];
  EXPECT_TRUE(result.done) << result.sentence;
  EXPECT_TRUE(result.content.starts_with("Welcome"));
  EXPECT_EQ(stage.live.recording().credentials()[0].secret, "hungry");
  ASSERT_TRUE(stage.until([&] { return stage.live.recording().files().size() == 1; }));
  EXPECT_EQ(stage.live.recording().files()[0].content, result.content);
}

TEST(FreeLab, a_file_put_is_listed_and_comes_back_as_it_was) {
  Stage stage;
  Results ended(stage.live.lab());
  using What = lab::FtpJob::What;
  const std::string content("ten bytes\0and some more", 23);
  stage.live.lab().perform(lab::FtpJob{"ftp.hamburger.edu", "bob", "hungry", "mine.bin", What::put, content});
  ASSERT_TRUE(stage.until([&] { return ended.all.size() == 1; }));
  EXPECT_TRUE(ended.all[0].done) << ended.all[0].sentence;
  stage.live.lab().perform(lab::FtpJob{"ftp.hamburger.edu", "bob", "hungry", "", What::list, {}});
  ASSERT_TRUE(stage.until([&] { return ended.all.size() == 2; }));
  EXPECT_NE(ended.all[1].content.find("mine.bin"), std::string::npos);
  stage.live.lab().perform(lab::FtpJob{"ftp.hamburger.edu", "bob", "hungry", "mine.bin", What::get, {}});
  ASSERT_TRUE(stage.until([&] { return ended.all.size() == 3; }));
  EXPECT_EQ(ended.all[2].content, content);
}

TEST(FreeLab, servers_that_are_not_there_are_told_in_a_sentence) {
  Stage stage;
  Results ended(stage.live.lab());
  stage.live.lab().perform(lab::FtpJob{"example.org", "bob", "hungry", "x", lab::FtpJob::What::get, {}});
  stage.live.lab().perform(lab::FtpJob{"mail.crepes.fr", "bob", "hungry", "x", lab::FtpJob::What::get, {}});
  ASSERT_TRUE(stage.until([&] { return ended.all.size() == 2; }));
  for (const auto& result : ended.all) {
    EXPECT_FALSE(result.done);
    EXPECT_FALSE(result.sentence.empty());
  }
}

TEST(ServersInTheWindow, a_switch_breaks_the_server_and_a_reset_mends_it) {
  Stage stage;
  Results ended(stage.live.lab());
  auto* view = stage.window->servers();
  ASSERT_NE(view, nullptr);
  stage.window->wire().show_tab(WireTabs::Tab::servers);
  auto* row = view->machine(wire::Role::ftp)->row(wire::Service::ftp);
  const auto get = [&] {
    const auto before = ended.all.size();
    stage.live.lab().perform(lab::FtpJob{"ftp.hamburger.edu", "bob", "hungry", "welcome.txt", lab::FtpJob::What::get, {}});
    EXPECT_TRUE(stage.until([&] { return ended.all.size() == before + 1; }));
    return !ended.all.empty() && ended.all.back().done;
  };
  QTest::mouseClick(row->door().segment(2), Qt::LeftButton);
  ASSERT_TRUE(stage.until([&] { return view->faults().on_now().size() == 1; }));
  EXPECT_FALSE(get());
  EXPECT_EQ(row->door().current(), 2);
  QTest::keyClicks(&view->faults().line(), QStringLiteral("slow 2kB/s"));
  QTest::keyClick(&view->faults().line(), Qt::Key_Return);
  ASSERT_TRUE(stage.until([&] { return view->faults().on_now().size() == 2; }));
  Q_EMIT stage.window->reset_wanted();
  ASSERT_TRUE(stage.until([&] { return view->faults().on_now().empty() && row->door().current() == 0; }));
  EXPECT_TRUE(get());
}

TEST(ServersInTheWindow, a_letter_is_seen_in_the_mailbox_it_came_to) {
  Stage stage;
  stage.window->wire().show_tab(WireTabs::Tab::servers);
  auto* held = &stage.window->servers()->machine(wire::Role::hamburger)->holdings();
  for (int act = 0; act < 5; ++act) {  // in the last one Bob fetches it
    stage.player.next_act();
    ASSERT_TRUE(stage.until([&] { return stage.player.state(act) == lesson::StepState::seen; }));
  }
  stage.window->wire().show_tab(WireTabs::Tab::servers);  // the acts have opened the views that show them best
  ASSERT_TRUE(stage.until([&] { return !held->findItems(QStringLiteral("ketchup"), Qt::MatchContains | Qt::MatchRecursive).isEmpty(); }));
}

}  // namespace
}  // namespace cleartext::gui
