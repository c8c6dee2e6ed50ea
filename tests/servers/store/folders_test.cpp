// Numbers, marks and folders last, on a disk that other programs use as well.
#include <gmock/gmock.h>

#include "servers/store/mail_folders.h"
#include "tests/servers/store/folder.h"

namespace cleartext::store {
namespace {

namespace fs = std::filesystem;
using testing::ElementsAre;
using testing::IsEmpty;
using testing::SizeIs;

class FixedClock final : public wire::Clock {
 public:
  std::chrono::system_clock::time_point wall() const override { return std::chrono::system_clock::time_point(std::chrono::seconds(1'000)); }
  std::unique_ptr<wire::Timer> after(wire::Milliseconds, std::function<void()>) override { return nullptr; }
};

class FoldersTest : public InFolder {
 protected:
  MailFolders folders() { return {folder / "bob", clock}; }
  static std::vector<std::uint32_t> uids(const MailFolder& box) {
    std::vector<std::uint32_t> all;
    for (const auto& mail : box.mails()) all.push_back(mail.uid);
    return all;
  }
  std::vector<std::string> files(const std::string& below) const {
    std::vector<std::string> names;
    for (const auto& entry : fs::directory_iterator(folder / "bob" / below)) names.push_back(entry.path().filename());
    return names;
  }
  FixedClock clock;
};

TEST_F(FoldersTest, marks_are_the_letters_of_a_file_name) {
  EXPECT_EQ(letters_of(marks_of("id:2,SRFTDPba")), "DFPRSTab");
  EXPECT_EQ(marks_of("id"), 0u);
  EXPECT_EQ(marks_of("id:2,"), 0u);
  EXPECT_EQ(marks_of("id:2,S"), seen);
  EXPECT_EQ(marks_of("id:1,S"), 0u);
}

TEST_F(FoldersTest, numbers_and_marks_and_words_survive_a_restart_and_are_never_given_twice) {
  auto first = folders();
  auto box = first.open("INBOX");
  for (const auto* text : {"a\r\n", "b\r\n", "c\r\n"}) ASSERT_TRUE(box->add(text, {}));
  EXPECT_THAT(uids(*box), ElementsAre(1, 2, 3));
  const auto word = box->keyword_mark("$Forwarded");
  ASSERT_TRUE(word);
  EXPECT_TRUE(box->mark(2, seen | answered | *word));
  EXPECT_TRUE(box->remove({3}));
  ASSERT_TRUE(box->settle());
  const auto validity = box->validity();
  box.reset();

  auto again = folders();
  box = again.open("INBOX");
  EXPECT_EQ(box->validity(), validity);
  EXPECT_THAT(uids(*box), ElementsAre(1, 2));
  EXPECT_EQ(box->next_uid(), 4u);
  EXPECT_EQ(box->find(2)->letter.marks, seen | answered | keyword(0));
  EXPECT_THAT(box->keywords(), ElementsAre("$Forwarded"));
  EXPECT_EQ(box->keyword_mark("$forwarded"), keyword(0));
  EXPECT_EQ(*box->add("d\r\n", {}), 4u);
  EXPECT_EQ(*box->text(2), "b\r\n");
}

TEST_F(FoldersTest, a_damaged_list_means_new_numbers_under_a_new_validity) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("a\r\n", {});
  const auto validity = box->validity();
  for (const auto* damaged : {"", "cleartext-uids 5 x\n", "cleartext-uids 5 9\n7 a\n3 b\n", "cleartext-uids 5 2\n7\n"}) {
    box.reset();
    write_file(folder / "bob/cleartext-uids", damaged);
    box = all.open("INBOX");
    EXPECT_GT(box->validity(), validity);
    EXPECT_THAT(uids(*box), ElementsAre(1));
  }
}

TEST_F(FoldersTest, a_list_that_was_cut_off_as_it_grew_loses_the_last_number_only) {
  auto all = folders();
  auto box = all.open("INBOX");
  for (const auto* letter : {"a\r\n", "b\r\n"}) box->add(letter, {});
  ASSERT_TRUE(box->settle());
  const auto validity = box->validity();
  box.reset();
  const auto list = folder / "bob/cleartext-uids";
  fs::resize_file(list, fs::file_size(list) - 3);
  for (int opened = 0; opened < 2; ++opened) {
    box = all.open("INBOX");
    EXPECT_EQ(box->validity(), validity);
    EXPECT_THAT(uids(*box), ElementsAre(1, 2));
    box.reset();
  }
}

TEST_F(FoldersTest, numbers_of_letters_that_came_one_by_one_are_known_to_the_next_who_opens_the_folder) {
  auto all = folders();
  auto box = all.open("INBOX");
  for (const auto* letter : {"a\r\n", "b\r\n", "c\r\n"}) {
    box->add(letter, {});
    ASSERT_TRUE(box->settle());
  }
  box->remove({3});
  ASSERT_TRUE(box->settle());
  const auto validity = box->validity();
  box.reset();
  box = all.open("INBOX");
  EXPECT_EQ(box->validity(), validity);
  EXPECT_THAT(uids(*box), ElementsAre(1, 2));
  EXPECT_EQ(box->next_uid(), 4u);
}

TEST_F(FoldersTest, what_another_program_did_is_seen_and_told) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("a\r\n", {});
  box->add("b\r\n", {});
  int told = 0;
  const auto watcher = box->watch([&told] { ++told; });
  const auto first = box->find(1)->letter.id;
  fs::rename(folder / "bob/new" / first, folder / "bob/cur" / (first + ":2,F"));
  fs::remove(folder / "bob/new" / box->find(2)->letter.id);
  write_file(folder / "bob/new/99.mutt", "x\ny\n");
  EXPECT_EQ(*box->text(1), "a\r\n") << "though it was moved";
  ASSERT_TRUE(box->look());
  EXPECT_GE(told, 1);
  EXPECT_THAT(uids(*box), ElementsAre(1, 3));
  EXPECT_EQ(box->find(1)->letter.marks, flagged);
  EXPECT_EQ(box->find(3)->bytes, 6u);
  EXPECT_FALSE(box->mark(2, seen));
}

TEST_F(FoldersTest, a_mail_that_was_told_lies_in_cur_and_a_mark_is_in_its_name) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("a\r\n", {});
  EXPECT_TRUE(box->find(1)->fresh);
  box->told(1);
  EXPECT_FALSE(box->find(1)->fresh);
  EXPECT_THAT(files("new"), IsEmpty());
  box->mark(1, seen | flagged);
  ASSERT_THAT(files("cur"), SizeIs(1));
  EXPECT_TRUE(files("cur")[0].ends_with(":2,FS")) << files("cur")[0];
}

TEST_F(FoldersTest, a_letter_is_added_with_its_marks_and_its_time) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("a\r\n", {seen, 1'000'000'000});
  EXPECT_EQ(box->date(1), 1'000'000'000);
  EXPECT_EQ(box->find(1)->letter.marks, seen);
  EXPECT_TRUE(box->find(1)->fresh);
}

TEST_F(FoldersTest, copies_and_moves_keep_marks_words_and_time) {
  auto all = folders();
  ASSERT_TRUE(all.create("Work"));
  auto box = all.open("INBOX"), work = all.open("Work");
  work->keyword_mark("other");
  box->add("a\r\n", {seen, 1'000'000'000});
  box->add("b\r\n", {});
  box->mark(1, seen | *box->keyword_mark("urgent"));
  EXPECT_THAT(*work->take(*box, {1, 2, 7}, Maildir::Way::copy), ElementsAre(std::pair(1u, 1u), std::pair(2u, 2u)));
  ASSERT_TRUE(work->settle());
  EXPECT_EQ(work->find(1)->letter.marks, seen | keyword(1));
  EXPECT_THAT(work->keywords(), ElementsAre("other", "urgent"));
  EXPECT_EQ(work->date(1), 1'000'000'000);
  EXPECT_EQ(*work->text(2), "b\r\n");
  EXPECT_THAT(*work->take(*box, {2}, Maildir::Way::move), ElementsAre(std::pair(2u, 3u)));
  ASSERT_TRUE(work->settle() && box->settle());
  EXPECT_THAT(uids(*box), ElementsAre(1));
  EXPECT_EQ(*work->text(3), "b\r\n");
  box.reset();
  work.reset();
  auto again = folders();
  EXPECT_THAT(uids(*again.open("INBOX")), ElementsAre(1));
  EXPECT_THAT(uids(*again.open("Work")), ElementsAre(1, 2, 3));
}

TEST_F(FoldersTest, folders_are_made_renamed_with_those_below_and_removed) {
  auto all = folders();
  EXPECT_THAT(all.names(), ElementsAre("INBOX"));
  for (const auto* name : {"Sent", "Work", "Work.2025", "Workshop"}) ASSERT_TRUE(all.create(name)) << name;
  EXPECT_TRUE(fs::is_directory(folder / "bob/.Work.2025/cur"));
  EXPECT_EQ(all.create("Sent").error().why, FolderRefusal::Why::exists);
  auto open = all.open("Work.2025");
  open->add("a\r\n", {});
  ASSERT_TRUE(all.rename("Work", "Old"));
  EXPECT_THAT(all.names(), ElementsAre("INBOX", "Old", "Old.2025", "Sent", "Workshop"));
  EXPECT_EQ(all.open("Old.2025"), open);
  EXPECT_EQ(*open->text(1), "a\r\n");
  ASSERT_TRUE(open->add("b\r\n", {}));
  ASSERT_TRUE(all.remove("Old.2025"));
  EXPECT_THAT(open->mails(), IsEmpty());
  EXPECT_THAT(all.names(), ElementsAre("INBOX", "Old", "Sent", "Workshop"));
  EXPECT_EQ(all.remove("Old.2025").error().why, FolderRefusal::Why::missing);
  EXPECT_EQ(all.remove("INBOX").error().why, FolderRefusal::Why::not_allowed);
  EXPECT_EQ(all.rename("Nothing", "X").error().why, FolderRefusal::Why::missing);
  EXPECT_EQ(all.rename("Old", "Sent").error().why, FolderRefusal::Why::exists);
  EXPECT_THAT(files("tmp"), IsEmpty());
}

TEST_F(FoldersTest, a_folder_that_is_made_again_has_another_validity) {
  auto all = folders();
  all.create("X");
  const auto first = all.open("X")->validity();
  all.remove("X");
  all.create("X");
  EXPECT_GT(all.open("X")->validity(), first);
}

TEST_F(FoldersTest, renaming_the_inbox_moves_its_letters_away) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("a\r\n", {});
  ASSERT_TRUE(all.rename("INBOX", "Old"));
  EXPECT_THAT(box->mails(), IsEmpty());
  EXPECT_EQ(box->next_uid(), 2u);
  EXPECT_EQ(*all.open("Old")->text(1), "a\r\n");
}

TEST_F(FoldersTest, no_name_leads_out) {
  auto all = folders();
  for (const auto* name : {"", ".", "..", "a..b", ".a", "a.", "../x", "a/b", "/etc", "a\nb", "\xc3\xa9"}) {
    EXPECT_FALSE(all.create(name)) << name;
    EXPECT_FALSE(all.exists(name)) << name;
    EXPECT_EQ(all.open(name), nullptr) << name;
    EXPECT_FALSE(all.subscribe(name)) << name;
    EXPECT_FALSE(all.rename("INBOX", name)) << name;
  }
  EXPECT_FALSE(all.create(std::string(201, 'x')));
}

TEST_F(FoldersTest, subscriptions_last_and_need_no_folder) {
  EXPECT_THAT(folders().subscribed(), IsEmpty());
  EXPECT_TRUE(folders().subscribe("Sent") && folders().subscribe("INBOX") && folders().subscribe("Sent"));
  EXPECT_THAT(folders().subscribed(), ElementsAre("INBOX", "Sent"));
  EXPECT_TRUE(folders().unsubscribe("INBOX"));
  EXPECT_FALSE(folders().unsubscribe("INBOX"));
  EXPECT_THAT(folders().subscribed(), ElementsAre("Sent"));
}

TEST_F(FoldersTest, a_header_is_read_without_its_letter_and_only_once) {
  auto all = folders();
  auto box = all.open("INBOX");
  box->add("A: b\r\nC: d\r\n\r\ntext\r\n\r\nmore\r\n", {});
  box->add("\r\nonly text\r\n", {});
  box->add("only: header\r\n", {});
  box->add("long: " + std::string(100'000, 'x') + "\r\n\r\ntext\r\n", {});
  EXPECT_EQ(*box->header(1), "A: b\r\nC: d\r\n\r\n");
  EXPECT_EQ(*box->header(2), "\r\n");
  EXPECT_EQ(*box->header(3), "only: header\r\n");
  EXPECT_EQ(box->header(4)->size(), 100'010u);
  EXPECT_EQ(box->header(1), box->header(1));
  EXPECT_EQ(box->header(5), nullptr);
}

TEST_F(FoldersTest, who_watches_no_more_is_not_told) {
  auto all = folders();
  auto box = all.open("INBOX");
  int told = 0;
  auto watcher = box->watch([&told] { ++told; });
  box->add("a\r\n", {});
  EXPECT_EQ(told, 1);
  watcher.reset();
  box->add("b\r\n", {});
  EXPECT_EQ(told, 1);
}

}  // namespace
}  // namespace cleartext::store
