// The words under `actions:`: what they become, and what an author is told who misspells them.
#include <gtest/gtest.h>

#include <array>

#include "engine/lesson/action_words.h"
#include "engine/lesson/lesson.h"
#include "tests/engine/lesson/folder.h"

namespace cleartext::lesson {
namespace {

using lab::LogIn;
using lab::Tls;

struct ActionTest : ::testing::Test {
  auto load_action(const std::string& action) {
    folder.write("lesson.yaml", "id: x\ntitle: {en: X}\nsteps:\n  - id: one\n    title: {en: One}\n    actions:\n      - " + action + "\n");
    folder.write("en.md", "# one\n");
    folder.write("de.md", "# one\n");
    folder.write("note.txt", "A note.\n");
    return load(folder.path.string());
  }
  template <typename Job>
  Job job(const std::string& action) {
    const auto loaded = load_action(action);
    EXPECT_TRUE(loaded) << action << ": " << loaded.error().front().sentence;
    return loaded ? std::get<Job>(loaded->steps.at(0).actions.at(0).job) : Job{};
  }
  // The one sentence about it, with its line.
  std::string fault(const std::string& action) {
    const auto loaded = load_action(action);
    if (loaded) return "nothing wrong";
    EXPECT_EQ(loaded.error().size(), 1u) << action;
    EXPECT_EQ(loaded.error().front().line, 7) << action;
    return loaded.error().front().sentence;
  }
  Folder folder;
};

TEST_F(ActionTest, a_letter_is_sent_as_it_is_said) {
  const auto send = job<lab::SendJob>(
      "send: {from: alice, to: 'bob, Carol <carol@hamburger.edu>', bcc: alice, subject: S, body: B, attach: note.txt, via: submission, "
      "auth: cram-md5, tls: required}");
  EXPECT_EQ(send.letter.from, "alice@crepes.fr");
  EXPECT_EQ(send.letter.to, "bob@hamburger.edu, Carol <carol@hamburger.edu>");
  EXPECT_EQ(send.letter.bcc, "alice@crepes.fr");
  ASSERT_EQ(send.letter.attachments.size(), 1u);
  EXPECT_EQ(send.letter.attachments[0].name, "note.txt");
  EXPECT_EQ(send.letter.attachments[0].content, "A note.\n");
  EXPECT_EQ(send.via, wire::Service::submission);
  EXPECT_EQ(send.how, LogIn::How::cram_md5);
  EXPECT_EQ(send.tls, Tls::required);
}

TEST_F(ActionTest, mail_is_fetched_as_it_is_said) {
  const auto fetch = job<lab::FetchJob>("fetch: {user: bob, auth: apop, delete: false, cut_before_quit: true, what: headers}");
  EXPECT_EQ(fetch.person.user, "bob");
  EXPECT_EQ(fetch.how, LogIn::How::apop);
  EXPECT_EQ(fetch.after, actors::Pop3Errand::After::leave);
  EXPECT_EQ(fetch.ending, actors::Pop3Errand::Ending::cut);
  EXPECT_EQ(fetch.what, actors::Pop3Errand::What::headers);
  const auto usual = job<lab::FetchJob>("fetch: {actor: bob}");
  EXPECT_EQ(usual.how, LogIn::How::words);
  EXPECT_EQ(usual.after, actors::Pop3Errand::After::remove);
}

TEST_F(ActionTest, the_same_wish_can_be_put_in_the_words_of_imap) {
  const auto imap = job<lab::ImapJob>("fetch: {user: bob, by: imap, what: headers, tls: required}");
  ASSERT_EQ(imap.lines.size(), 2u);
  EXPECT_EQ(imap.lines[1].text, "FETCH 1:* (FLAGS ENVELOPE)");
  EXPECT_EQ(imap.tls, Tls::required);
  EXPECT_EQ(job<lab::ImapJob>("fetch: {user: bob, by: imap, delete: true}").lines.size(), 4u);
  EXPECT_EQ(fault("fetch: {user: bob, by: imap, auth: apop}"), "APOP is POP3's.");
}

TEST_F(ActionTest, imap_lines_stand_as_they_are_said) {
  const auto imap = job<lab::ImapJob>(
      "imap: {user: bob, tls: from-start, say: ['FETCH 1 BODY[2]', IDLE, append: {folder: Sent, from: bob, to: alice, subject: S}]}");
  ASSERT_EQ(imap.lines.size(), 3u);
  EXPECT_EQ(imap.lines[0].text, "FETCH 1 BODY[2]");
  EXPECT_EQ(imap.lines[2].text, "APPEND Sent");
  EXPECT_EQ(imap.lines[2].letter->to, "alice@crepes.fr");
  EXPECT_EQ(imap.tls, Tls::from_start);
}

TEST_F(ActionTest, files_are_one_thing_each) {
  const auto put =
      job<lab::FtpJob>("ftp: {actor: bob, user: bob, put: x.txt, file: note.txt, mode: extended-active, tls: implicit, text: true}");
  EXPECT_EQ(put.what, lab::FtpJob::What::put);
  EXPECT_EQ(put.content, "A note.\n");
  EXPECT_EQ(put.mode, lab::FtpJob::Mode::extended_active);
  EXPECT_EQ(put.tls, Tls::from_start);
  EXPECT_EQ(job<lab::FtpJob>("ftp: {actor: bob, list: /, tls: explicit}").tls, Tls::required);
  EXPECT_EQ(job<lab::FtpJob>("ftp: {actor: bob, list: /}").user, "anonymous");
  EXPECT_EQ(job<lab::SftpJob>("sftp: {user: bob, rename: a, new_name: b}").errand.what, sftp::Errand::What::rename);
  EXPECT_TRUE(fault("ftp: {actor: bob, get: a, put: b}").starts_with("ftp does one thing"));
  EXPECT_TRUE(fault("sftp: {user: bob}").starts_with("sftp does one thing"));
}

TEST_F(ActionTest, a_browser_s_deeds_are_read_in_order) {
  using What = actors::WebDeed::What;
  const auto web = job<lab::WebJob>(
      "browse: {user: bob, visit: [log_in, open: crepe, write: {to: alice, subject: S, body: B}, get: {place: /basic, user: bob, password: "
      "hungry}, log_out]}");
  std::vector<What> what;
  for (const auto& deed : web.deeds) what.push_back(deed.what);
  EXPECT_EQ(what, (std::vector<What>{What::log_in, What::open, What::write, What::go, What::log_out}));
  EXPECT_EQ(web.deeds[1].subject, "crepe");
  EXPECT_EQ(web.deeds[2].to, "alice@crepes.fr");
  EXPECT_EQ(web.deeds[3].place, "/basic");
}

TEST_F(ActionTest, a_script_and_a_scan_are_eve_s) {
  EXPECT_EQ(job<lab::SayJob>("say: {as: eve, to: 'ftp.hamburger.edu:21', lines: [USER x, QUIT]}").lines,
            (std::vector<std::string>{"USER x", "QUIT"}));
  EXPECT_EQ(job<lab::ScanJob>("scan: {as: eve, through: ftp.hamburger.edu, target: printer.hamburger.edu, ports: [printer, 9101]}").ports,
            (std::vector<std::string>{"printer", "9101"}));
}

TEST_F(ActionTest, a_wrong_word_is_told_with_what_was_meant) {
  EXPECT_TRUE(fault("sent: {from: alice, to: bob}").starts_with("The word sent is not known here. Was send meant?"));
  EXPECT_TRUE(fault("send: {from: alice, to: bob, atach: note.txt}").starts_with("The word atach is not known here. Was attach meant?"));
  EXPECT_EQ(fault("send: {from: alice, to: bob, tls: requird}"),
            "tls cannot be requird. Was required meant? It is one of: off, offered, required, from-start.");
  EXPECT_TRUE(fault("imap: {user: bob, say: [SELCT INBOX]}").starts_with("IMAP has no command SELCT. Was SELECT meant?"));
  EXPECT_TRUE(fault("browse: {user: bob, visit: [log_on]}").starts_with("Nobody can do log_on in a browser. Was log_in meant?"));
  EXPECT_EQ(fault("fetch: {user: bob, delete: perhaps}"), "delete is true or false.");
}

TEST_F(ActionTest, what_cannot_be_is_told) {
  EXPECT_EQ(fault("send: {from: alice, to: mallory}"), "mallory is no address, and nobody in the lab is called so.");
  EXPECT_EQ(fault("send: {from: alice, subject: S}"), "The letter goes to nobody: say to, or reply.");
  EXPECT_EQ(fault("send: {to: bob}"), "send needs from: an address, or alice or bob.");
  EXPECT_EQ(fault("send: {from: alice, to: bob, auth: apop}"), "SMTP knows the log-ins plain, login and cram-md5.");
  EXPECT_EQ(fault("send: {from: alice, to: bob, via: smtp, tls: from-start}"), "Port 25 knows no TLS from the start; submission does.");
  EXPECT_EQ(fault("send: {from: alice, to: bob, attach: ../en.md}"), "../en.md is not in the lesson's folder.");
  EXPECT_EQ(fault("send: {from: alice, to: bob, attach: nothing.txt}"),
            "The lesson's folder has no file nothing.txt that is smaller than 20 MiB.");
  EXPECT_EQ(fault("fetch: {}"), "fetch needs a user: alice or bob.");
  EXPECT_EQ(fault("fetch: {actor: mallory}"), "Nobody in the lab is called mallory.");
  EXPECT_EQ(fault("say: {as: eve, to: example.org, lines: [QUIT]}"), "There is no machine called example.org in the lab.");
  EXPECT_EQ(fault("browse: {user: bob, visit: [get: three]}"), "get needs a place that begins with a slash: /three.");
}

TEST(ActionWords, every_example_is_right) {
  for (const auto& row : action_words()) {
    Folder folder;
    folder.write("crepe.jpg", "x");
    folder.write("lesson.yaml", "id: x\ntitle: {en: X}\nsteps:\n  - id: one\n    title: {en: One}\n    actions:\n      - " +
                                    std::string(row.example) + "\n");
    folder.write("en.md", "# one\n");
    folder.write("de.md", "# one\n");
    const auto loaded = load(folder.path.string());
    EXPECT_TRUE(loaded) << row.word << ": " << loaded.error().front().sentence;
  }
}

}  // namespace
}  // namespace cleartext::lesson
