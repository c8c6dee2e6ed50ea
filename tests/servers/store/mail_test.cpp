// What was accepted is still there after a restart, in order, byte for byte.
#include <gmock/gmock.h>

#include "servers/store/mail_queue.h"
#include "servers/store/maildir.h"
#include "tests/servers/store/folder.h"

namespace cleartext::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class MaildirTest : public InFolder {};
class MailQueueTest : public InFolder {};

TEST_F(MaildirTest, a_letter_is_read_back_as_it_came_after_reopening) {
  const std::string letter = "Subject: hi\r\n\r\nDo you like crepes?\r\n.\r\n\r\n";
  const auto id = Maildir(folder / "bob").deliver(letter);
  ASSERT_TRUE(id);
  const Maildir again(folder / "bob");
  ASSERT_THAT(again.list(), SizeIs(1));
  EXPECT_EQ(again.list()[0].id, *id);
  EXPECT_EQ(again.list()[0].bytes, letter.size());
  EXPECT_EQ(again.read(*id), letter);
}

TEST_F(MaildirTest, letters_are_counted_whoever_puts_them_there) {
  const Maildir box(folder / "bob");
  EXPECT_EQ(box.count(), 0u);
  ASSERT_TRUE(box.deliver("a\r\n"));
  EXPECT_EQ(box.count(), 1u);
  write_file(folder / "bob/cur/2.other:2,S", "b\n");
  write_file(folder / "bob/cur/.hidden", "c\n");
  EXPECT_EQ(box.count(), 2u);
  // Long ago, so the count is kept; a change is seen all the same.
  const auto past = fs::file_time_type::clock::now() - std::chrono::hours(1);
  for (const char* part : {"new", "cur"}) fs::last_write_time(folder / "bob" / part, past);
  EXPECT_EQ(box.count(), 2u);
  fs::remove(folder / "bob/cur/2.other:2,S");
  EXPECT_EQ(box.count(), 1u);
}

TEST_F(MaildirTest, a_lab_that_keeps_for_now_stores_the_same) {
  const Maildir box(folder / "bob", Keep::for_now);
  const auto id = box.deliver("a\r\nb\r\n");
  ASSERT_TRUE(id);
  EXPECT_EQ(Maildir(folder / "bob").read(*id), "a\r\nb\r\n");
}

TEST_F(MaildirTest, a_mail_reader_finds_lf_ends_in_new_and_nothing_in_tmp) {
  const auto id = Maildir(folder / "bob").deliver("a\r\nb\r\n");
  EXPECT_EQ(read_file(folder / "bob/new" / *id), "a\nb\n");
  EXPECT_TRUE(fs::is_empty(folder / "bob/tmp"));
  EXPECT_TRUE(fs::is_directory(folder / "bob/cur"));
}

TEST_F(MaildirTest, letters_are_listed_in_order_of_arrival_with_names_of_their_own) {
  Maildir box(folder);
  std::vector<std::string> ids;
  for (int count = 0; count < 50; ++count) ids.push_back(*box.deliver("x\r\n"));
  std::vector<std::string> listed;
  for (const auto& entry : box.list()) listed.push_back(entry.id);
  EXPECT_EQ(listed, ids);
}

TEST_F(MaildirTest, a_letter_that_a_reader_moved_to_cur_keeps_its_id) {
  Maildir box(folder);
  const auto id = *box.deliver("a\r\n");
  fs::rename(folder / "new" / id, folder / "cur" / (id + ":2,S"));
  EXPECT_EQ(box.list()[0].id, id);
  EXPECT_EQ(box.read(id), "a\r\n");
  EXPECT_TRUE(box.remove(id));
  EXPECT_THAT(box.list(), IsEmpty());
}

TEST_F(MaildirTest, a_letter_put_there_by_another_program_is_counted_with_cr_lf) {
  Maildir box(folder);
  box.remove(*box.deliver("x\r\n"));
  write_file(folder / "new/123.other", "a\nb\n");
  ASSERT_THAT(box.list(), SizeIs(1));
  EXPECT_EQ(box.list()[0].bytes, 6u);
}

TEST_F(MaildirTest, what_lies_in_tmp_is_no_letter_and_no_id_leads_out) {
  Maildir box(folder / "box");
  box.deliver("x\r\n");
  write_file(folder / "box/tmp/1.half", "half");
  write_file(folder / "secret", "secret");
  EXPECT_THAT(box.list(), SizeIs(1));
  EXPECT_FALSE(box.read("../../secret"));
  EXPECT_FALSE(box.remove("../../secret"));
  EXPECT_FALSE(box.read(""));
}

TEST_F(MaildirTest, an_empty_mailbox_needs_no_folder_and_a_full_disk_is_a_sentence) {
  EXPECT_THAT(Maildir(folder / "nobody").list(), IsEmpty());
  write_file(folder / "file", "");
  const auto refused = Maildir(folder / "file").deliver("x\r\n");
  ASSERT_FALSE(refused);
  EXPECT_TRUE(refused.error().sentence.ends_with('.'));
}

const Envelope to_bob{"alice@crepes.fr", {"bob@hamburger.edu", "eve@hamburger.edu"}};

TEST_F(MailQueueTest, mails_survive_a_restart_in_order_with_envelope_and_letter) {
  {
    MailQueue queue(folder / "queue");
    for (const auto* id : {"Z9", "A1", "M5"}) EXPECT_EQ(queue.add(id, to_bob, "text\r\n"), id);
    EXPECT_TRUE(queue.defer("A1", "450 later\r\nplease", {"bob@hamburger.edu"}));
  }
  const MailQueue queue(folder / "queue");
  const auto mails = queue.list();
  ASSERT_THAT(mails, SizeIs(3));
  EXPECT_EQ(mails[0].id + mails[1].id + mails[2].id, "Z9A1M5");
  EXPECT_EQ(mails[0].envelope, to_bob);
  EXPECT_EQ(mails[1].envelope, (Envelope{"alice@crepes.fr", {"bob@hamburger.edu"}}));
  EXPECT_EQ(mails[1].attempts, 1);
  EXPECT_EQ(mails[1].last_answer, "450 later  please");
  EXPECT_EQ(queue.read("M5"), "text\r\n");
}

TEST_F(MailQueueTest, letters_of_any_alphabet_are_kept_and_that_they_were_announced) {
  const Envelope envelope{"s\u00f8ren@crepes.fr", {"bob@hamburger.edu"}, true};
  MailQueue(folder).add("B1", envelope, "x");
  EXPECT_EQ(MailQueue(folder).list()[0].envelope, envelope);
}

TEST_F(MailQueueTest, the_null_sender_is_kept) {
  MailQueue queue(folder);
  queue.add("B1", {"", {"alice@crepes.fr"}}, "x");
  EXPECT_EQ(queue.list()[0].envelope.from, "");
}

TEST_F(MailQueueTest, a_mail_that_is_done_is_forgotten_on_disk_too) {
  MailQueue queue(folder);
  queue.add("B1", to_bob, "x");
  EXPECT_TRUE(queue.done("B1"));
  EXPECT_FALSE(queue.done("B1"));
  EXPECT_FALSE(queue.read("B1"));
  EXPECT_TRUE(fs::is_empty(folder));
}

TEST_F(MailQueueTest, half_written_entries_are_ignored_and_swept_at_the_next_start) {
  MailQueue queue(folder);
  queue.add("GOOD", to_bob, "x");
  write_file(folder / "ALONE.letter", "no envelope");
  write_file(folder / "CUT.envelope", "arrived 12\nfrom a@b\nto c@");
  write_file(folder / "CUT.letter", "x");
  write_file(folder / "SHORT.envelope", "arrived 12\nfrom a@b\nto c@d\n");
  write_file(folder / "SHORT.letter", "x");
  write_file(folder / "P.letter.part", "x");
  MailQueue again(folder);
  ASSERT_THAT(again.list(), SizeIs(1));
  EXPECT_EQ(again.list()[0].id, "GOOD");
  EXPECT_FALSE(fs::exists(folder / "ALONE.letter"));
  EXPECT_FALSE(fs::exists(folder / "P.letter.part"));
}

TEST_F(MailQueueTest, an_id_or_address_that_would_break_the_files_is_refused) {
  MailQueue queue(folder / "queue");
  EXPECT_FALSE(queue.add("../up", to_bob, "x"));
  EXPECT_FALSE(queue.add("", to_bob, "x"));
  EXPECT_FALSE(queue.add("A", {"a@b\nto c@d", {"e@f"}}, "x"));
  ASSERT_TRUE(queue.add("A", to_bob, "x"));
  EXPECT_FALSE(queue.add("A", to_bob, "again"));
  EXPECT_EQ(queue.read("A"), "x");
  EXPECT_FALSE(queue.read("../queue/A"));
}

}  // namespace
}  // namespace cleartext::store
