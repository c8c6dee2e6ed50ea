// Two windows on the same lesson of the same student: what has more points stays, and no answer is lost.
#include "engine/grading/examiner.h"

#include <gtest/gtest.h>

#include <QTemporaryDir>

#include "engine/analysis/analyzer.h"
#include "engine/analysis/batch_sink.h"
#include "engine/capture/packet_source.h"
#include "engine/grading/opened.h"

namespace cleartext::grading {
namespace {

struct Examined : testing::Test {
  const QTemporaryDir folder;
  const std::string recorded = SOURCE_DIR "/lessons/pop3/recording.pcapng";
  const lesson::Lesson script = *lesson::load(SOURCE_DIR "/lessons/pop3");
  const Opened opened = open(recorded);
  lesson::ProgressBook book{folder.path().toStdString(), "anna"};

  std::vector<std::unique_ptr<capture::PacketSource>> sources;  // packets point into them

  std::shared_ptr<const analysis::Batch> packets() {
    analysis::BatchSink sink;
    analysis::Analyzer analyzer(sink);
    sources.push_back(*capture::open_file(recorded));
    for (packet::RawPacket raw; sources.back()->next(raw);) analyzer.feed(raw);
    analyzer.finish();
    return std::make_shared<const analysis::Batch>(sink.take());
  }
  void begin(Examiner& window) {
    window.begin({script, {"anna", {}, {}}, book.read("pop3"), folder.path().toStdString(), "en", "test"});
    window.take(packets());
    window.wait();
  }
  // The packet that is the answer, found by trying all.
  std::string right(std::size_t task, std::size_t check) const {
    const auto& each = script.tasks[task];
    for (std::size_t packet = 1; packet <= opened.recording->packets().size(); ++packet) {
      const lesson::Answers answers{{each.id + "/" + each.checks[check].id, std::to_string(packet)}};
      for (const auto& verdict : lesson::judge(each, *opened.recording, answers, "en"))
        if (verdict.check == each.checks[check].id && verdict.passed) return std::to_string(packet);
    }
    return {};
  }
  std::string key(std::size_t task, std::size_t check) const { return script.tasks[task].id + "/" + script.tasks[task].checks[check].id; }
};

TEST_F(Examined, the_better_run_of_two_windows_stays_with_what_both_did) {
  const auto first = right(0, 0), second = right(1, 0);
  ASSERT_FALSE(first.empty() || second.empty());
  Examiner a, b;
  begin(a);
  begin(b);
  const auto nothing = book.read("pop3").tally.points;

  lesson::Progress good;
  good.answers = {{key(0, 0), first}, {key(1, 0), second}};
  b.keep(good);
  b.wait();
  const auto best = book.read("pop3").tally;
  ASSERT_GT(best.points, nothing + 2);

  lesson::Progress less;
  less.answers = {{key(0, 0), first}, {key(0, 1), "7"}};
  less.hints["look"] = 1;
  a.keep(less);
  a.wait();
  auto kept = book.read("pop3");
  EXPECT_EQ(kept.tally.points, best.points);
  EXPECT_EQ(kept.tally.passed, best.passed);
  EXPECT_EQ(kept.answers, (lesson::Answers{{key(0, 0), first}, {key(0, 1), "7"}, {key(1, 0), second}}));
  EXPECT_EQ(kept.hints["look"], 1);
  EXPECT_EQ(open(book.run_of("pop3")).hand_in->answers, good.answers) << "the run is the tally's";

  good.hints["look"] = 2;  // the first window goes on, and takes nothing back
  b.keep(good);
  b.wait();
  kept = book.read("pop3");
  EXPECT_EQ(kept.answers[key(0, 1)], "7");
  EXPECT_EQ(kept.hints["look"], 2);
  EXPECT_EQ(kept.tally.points, best.points);
}

TEST_F(Examined, an_answer_that_was_taken_back_is_gone) {
  Examiner window;
  begin(window);
  lesson::Progress progress;
  progress.answers = {{key(0, 1), "7"}};
  window.keep(progress);
  window.wait();
  ASSERT_EQ(book.read("pop3").answers, progress.answers);
  window.keep({});
  window.wait();
  EXPECT_TRUE(book.read("pop3").answers.empty());
}

}  // namespace
}  // namespace cleartext::grading
