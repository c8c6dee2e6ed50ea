// Nothing leads out of the tree, and a file is never seen half uploaded.
#include <fcntl.h>
#include <gmock/gmock.h>
#include <stdio.h>

#include <atomic>
#include <thread>

#include "servers/store/file_tree.h"
#include "tests/servers/store/folder.h"

namespace cleartext::store {
namespace {

namespace fs = std::filesystem;

class FileTreeTest : public InFolder {
 protected:
  FileTreeTest() {
    tree.put("/pub/menu.txt", "crepes\n");
    write_file(folder / "secret", "secret");
  }
  static std::string all_of(wire::DataSource& source) {
    std::string text;
    char room[3];
    for (std::ptrdiff_t got = 0; (got = source.read(room)) > 0;) text.append(room, static_cast<std::size_t>(got));
    return text;
  }
  FileTree tree{folder / "tree"};
};

TEST_F(FileTreeTest, paths_are_cleaned_and_never_climb_over_the_root) {
  EXPECT_EQ(FileTree::resolve("/", ""), "/");
  EXPECT_EQ(FileTree::resolve("/pub", "menu.txt"), "/pub/menu.txt");
  EXPECT_EQ(FileTree::resolve("/pub", "/a//b/./c/"), "/a/b/c");
  EXPECT_EQ(FileTree::resolve("/pub", "../../../../etc/passwd"), "/etc/passwd");
  EXPECT_EQ(FileTree::resolve("/pub", ".."), "/");
}

TEST_F(FileTreeTest, a_file_is_read_and_found) {
  auto source = tree.read("/pub/menu.txt");
  ASSERT_TRUE(source);
  EXPECT_EQ(all_of(**source), "crepes\n");
  EXPECT_EQ(tree.find("/pub/menu.txt")->bytes, 7u);
  EXPECT_TRUE(tree.find("/pub")->is_folder);
  EXPECT_TRUE(tree.is_folder("/"));
  EXPECT_FALSE(tree.is_folder("/pub/menu.txt"));
}

TEST_F(FileTreeTest, dots_do_not_lead_out) {
  EXPECT_FALSE(tree.read("/../secret"));
  EXPECT_FALSE(tree.read("/pub/../../secret"));
  EXPECT_FALSE(tree.read(std::string("/pub/menu.txt\0x", 15)));
}

TEST_F(FileTreeTest, symbolic_links_are_refused_wherever_they_stand) {
  fs::create_symlink(folder / "secret", folder / "tree/link");
  fs::create_directory_symlink(folder, folder / "tree/out");
  EXPECT_FALSE(tree.read("/link"));
  EXPECT_FALSE(tree.find("/link"));
  EXPECT_FALSE(tree.write("/link"));
  EXPECT_FALSE(tree.read("/out/secret"));
  EXPECT_FALSE(tree.write("/out/new"));
  EXPECT_FALSE(tree.list("/out"));
  EXPECT_FALSE(tree.is_folder("/out"));
  EXPECT_FALSE(tree.make_folder("/out/new"));
  EXPECT_FALSE(tree.remove_file("/out/secret"));
  EXPECT_EQ(tree.list("/")->size(), 1u);
  EXPECT_EQ(read_file(folder / "secret"), "secret");
}

TEST_F(FileTreeTest, a_file_with_another_name_outside_is_neither_read_nor_written_on) {
  fs::create_hard_link(folder / "secret", folder / "tree/pub/hard");
  EXPECT_FALSE(tree.read("/pub/hard"));
  EXPECT_FALSE(tree.write_on("/pub/hard"));
  EXPECT_FALSE(tree.write_on("/pub/hard", 0));
  auto upload = tree.write("/pub/hard");
  ASSERT_TRUE(upload && (*upload)->write("new") && (*upload)->finish());
  EXPECT_EQ(read_file(folder / "tree/pub/hard"), "new");
  EXPECT_EQ(read_file(folder / "secret"), "secret");
}

TEST_F(FileTreeTest, the_root_stays_and_keeps_its_name) {
  EXPECT_EQ(tree.remove_folder("/").error().sentence, "The root folder stays.");
  EXPECT_EQ(tree.remove_folder("/pub/..").error().sentence, "The root folder stays.");
  EXPECT_EQ(tree.rename("/", "/new").error().sentence, "The root folder keeps its name.");
  EXPECT_EQ(tree.rename("/pub", "/").error().sentence, "The root folder keeps its name.");
  EXPECT_EQ(tree.make_folder("/").error().sentence, "/ is there already.");
}

TEST_F(FileTreeTest, a_new_name_is_utf_8_and_an_old_one_may_be_anything) {
  const std::string odd = "/pub/x\xe4";
  EXPECT_FALSE(tree.write(odd));
  EXPECT_FALSE(tree.write_new(odd));
  EXPECT_FALSE(tree.make_folder(odd));
  EXPECT_FALSE(tree.rename("/pub/menu.txt", odd));
  write_file(folder / "tree" / odd.substr(1), "x");
  EXPECT_TRUE(tree.read(odd));
  EXPECT_TRUE(tree.rename(odd, "/pub/x\xc3\xa4"));
}

TEST_F(FileTreeTest, a_new_name_is_one_that_is_shown) {
  for (const std::string odd : {"/pub/a\nb", "/pub/a\r\nb", "/pub/\x1b[31m", "/pub/a\tb", "/pub/\x7f", "/pub/\xc2\x85", "/pub/.upload-x"}) {
    EXPECT_FALSE(tree.write(odd)) << odd;
    EXPECT_FALSE(tree.write_new(odd)) << odd;
    EXPECT_FALSE(tree.make_folder(odd)) << odd;
    EXPECT_FALSE(tree.rename("/pub/menu.txt", odd)) << odd;
  }
  EXPECT_TRUE(tree.make_folder("/pub/\xc2\xa0 \xc3\x85"));
  EXPECT_EQ(tree.list("/pub")->size(), 2u);
}

TEST_F(FileTreeTest, what_came_of_a_broken_upload_takes_a_name_that_is_free) {
  for (const auto* name : {"/pub/new.txt", "/pub/menu.txt", "/pub/empty.txt"}) {
    auto upload = tree.write(name);
    ASSERT_TRUE(upload);
    EXPECT_TRUE((*upload)->write(std::string_view(name) == "/pub/empty.txt" ? "" : "half"));
    (*upload)->keep_part();
  }
  EXPECT_EQ(read_file(folder / "tree/pub/new.txt"), "half");
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "crepes\n") << "half of another file does not replace it";
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "tree/pub"), {}), 2);
}

TEST_F(FileTreeTest, an_upload_appears_only_when_it_is_whole) {
  {
    auto upload = tree.write("/pub/new.txt");
    ASSERT_TRUE(upload);
    EXPECT_TRUE((*upload)->write("half"));
    EXPECT_FALSE(tree.find("/pub/new.txt"));
    EXPECT_EQ(tree.list("/pub")->size(), 1u);
  }
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "tree/pub"), {}), 1) << "the half upload is dropped";
  auto upload = tree.write("/pub/menu.txt");
  ASSERT_TRUE(upload);
  EXPECT_TRUE((*upload)->write("whole"));
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "crepes\n") << "the old file stays until then";
  EXPECT_TRUE((*upload)->finish());
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "whole");
}

TEST_F(FileTreeTest, a_file_is_read_from_any_place_in_it) {
  auto source = *tree.read("/pub/menu.txt");
  EXPECT_EQ(source->size(), 7u);
  EXPECT_TRUE(source->start_at(3));
  EXPECT_EQ(source->position(), 3u);
  EXPECT_EQ(all_of(*source), "pes\n");
  EXPECT_EQ(source->position(), 7u);
  EXPECT_TRUE(source->start_at(7));
  EXPECT_EQ(all_of(*source), "");
  EXPECT_FALSE(source->start_at(8));
}

TEST_F(FileTreeTest, a_file_is_gone_on_with_in_place) {
  {
    auto upload = tree.write_on("/pub/menu.txt", 4);
    ASSERT_TRUE(upload);
    EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "crepes\n") << "not before something comes";
    EXPECT_TRUE((*upload)->write("uton"));
  }
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "creputon") << "what came stays, though it never ended";
  auto at_end = tree.write_on("/pub/menu.txt");
  ASSERT_TRUE(at_end && (*at_end)->write("s") && (*at_end)->finish());
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt"), "creputons");
  EXPECT_FALSE(tree.write_on("/pub/menu.txt", 10));
  EXPECT_FALSE(tree.write_on("/pub/none", 0));
  EXPECT_FALSE(tree.write_on("/pub", 0));
  fs::create_symlink(folder / "secret", folder / "tree/link");
  EXPECT_FALSE(tree.write_on("/link", 0));
  EXPECT_EQ(read_file(folder / "secret"), "secret");
}

TEST_F(FileTreeTest, a_new_name_is_never_one_that_is_taken_or_about_to_be) {
  auto first = tree.write_new("/pub/menu.txt");
  auto second = tree.write_new("/pub/menu.txt");
  ASSERT_TRUE(first && second);
  EXPECT_EQ(first->path, "/pub/menu.txt.1");
  EXPECT_EQ(second->path, "/pub/menu.txt.2");
  EXPECT_TRUE(first->upload->write("one") && first->upload->finish());
  tree.put("/pub/menu.txt.2", "somebody was quicker");
  EXPECT_FALSE(second->upload->write("two") && second->upload->finish());
  second->upload.reset();
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt.1"), "one");
  EXPECT_EQ(read_file(folder / "tree/pub/menu.txt.2"), "somebody was quicker");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "tree/pub"), {}), 3);
}

TEST_F(FileTreeTest, files_and_folders_get_other_names_and_places) {
  EXPECT_TRUE(tree.make_folder("/in"));
  EXPECT_TRUE(tree.rename("/pub/menu.txt", "/in/menu"));
  EXPECT_EQ(read_file(folder / "tree/in/menu"), "crepes\n");
  EXPECT_TRUE(tree.rename("/in", "/pub/in"));
  EXPECT_TRUE(tree.is_folder("/pub/in"));
  EXPECT_EQ(tree.rename("/pub", "/pub/in/pub").error().sentence, "/pub cannot be moved into itself.");
  EXPECT_FALSE(tree.rename("/none", "/x"));
  EXPECT_FALSE(tree.rename("/pub", "/none/x"));
  EXPECT_FALSE(tree.rename("/", "/x"));
  fs::create_directory_symlink(folder, folder / "tree/out");
  EXPECT_FALSE(tree.rename("/pub", "/out/pub"));
  EXPECT_FALSE(tree.rename("/out/secret", "/secret"));
  EXPECT_FALSE(tree.rename("/out", "/in"));
}

TEST_F(FileTreeTest, the_time_of_a_file_can_be_set_and_of_nothing_outside) {
  FileTree tree(folder / "tree");
  tree.put("/a", "x");
  const auto long_ago = std::chrono::system_clock::from_time_t(981173106);
  EXPECT_TRUE(tree.set_modified("a", long_ago));
  EXPECT_EQ(tree.find("/a")->modified, long_ago);
  for (const auto* path : {"/none", "/", "../a/.."}) EXPECT_FALSE(tree.set_modified(path, long_ago)) << path;
  write_file(folder / "outside", "x");
  std::filesystem::create_symlink(folder / "outside", folder / "tree/link");
  (void)tree.set_modified("/link", long_ago);
  EXPECT_NE(std::filesystem::last_write_time(folder / "outside"), std::chrono::file_clock::from_sys(long_ago));
}

TEST_F(FileTreeTest, a_name_longer_than_the_disk_takes_is_refused_in_words) {
  const std::string name = "/" + std::string(300, 'x');
  EXPECT_EQ(tree.read(name).error().sentence, "That name is too long.");
  EXPECT_EQ(tree.write(name).error().sentence, "That name is too long.");
  EXPECT_EQ(tree.make_folder(name).error().sentence, "That name is too long.");
}

TEST_F(FileTreeTest, the_listing_is_sorted_and_shows_no_hidden_or_broken_names) {
  for (const auto* name : {"/b", "/a", "/.hidden"}) tree.put(name, "x");
  write_file(folder / "tree/two\nlines", "x");
  std::string names;
  const auto listed = tree.list("/");
  for (const auto& entry : *listed) names += entry.name + (entry.is_folder ? "/ " : " ");
  EXPECT_EQ(names, "a b pub/ ");
}

TEST_F(FileTreeTest, folders_are_made_and_removed_when_empty) {
  EXPECT_TRUE(tree.make_folder("/in"));
  EXPECT_FALSE(tree.make_folder("/in"));
  EXPECT_FALSE(tree.make_folder("/"));
  tree.put("/in/x", "x");
  EXPECT_FALSE(tree.remove_folder("/in"));
  EXPECT_TRUE(tree.remove_file("/in/x"));
  EXPECT_TRUE(tree.remove_folder("/in"));
  EXPECT_FALSE(tree.write("/in/x"));
}

TEST_F(FileTreeTest, what_cut_off_uploads_left_is_swept_and_nothing_else) {
  write_file(folder / "tree/.upload-1", "half");
  write_file(folder / "tree/pub/.upload-menu.txt", "half");
  write_file(folder / "tree/.mine", "whole");
  fs::create_directory_symlink(folder, folder / "tree/out");
  write_file(folder / ".upload-outside", "not ours");
  tree.sweep();
  EXPECT_FALSE(fs::exists(folder / "tree/.upload-1"));
  EXPECT_FALSE(fs::exists(folder / "tree/pub/.upload-menu.txt"));
  EXPECT_TRUE(fs::exists(folder / "tree/.mine"));
  EXPECT_TRUE(fs::exists(folder / "tree/pub/menu.txt"));
  EXPECT_TRUE(fs::exists(folder / ".upload-outside"));
}

// Somebody who owns the folder swaps one for a link, as fast as he can, while it is read and written through.
TEST_F(FileTreeTest, a_race_between_a_folder_and_a_link_is_never_won) {
  fs::create_directory(folder / "outside");
  write_file(folder / "outside/menu.txt", "secret");
  fs::create_directory_symlink(folder / "outside", folder / "link");
  std::atomic<bool> over = false;
  std::thread swapper([&] {
    while (!over) ::renameat2(AT_FDCWD, (folder / "tree/pub").c_str(), AT_FDCWD, (folder / "link").c_str(), RENAME_EXCHANGE);
  });
  int read = 0;
  for (int round = 0; round < 3000; ++round) {
    if (const auto source = tree.read("/pub/menu.txt")) {
      ++read;
      ASSERT_EQ(all_of(**source), "crepes\n");
    }
    if (const auto upload = tree.write("/pub/new"); upload && (*upload)->write("x")) (*upload)->finish();
    (void)tree.remove_file("/pub/other");
    (void)tree.make_folder("/pub/folder");
  }
  over = true;
  swapper.join();
  EXPECT_GT(read, 0);
  EXPECT_EQ(std::distance(fs::directory_iterator(folder / "outside"), fs::directory_iterator()), 1) << "something was written outside";
}

TEST_F(FileTreeTest, refusals_are_sentences) {
  EXPECT_EQ(tree.read("/pub").error().sentence, "/pub is a folder.");
  EXPECT_EQ(tree.read("/none").error().sentence, "There is no /none here.");
  EXPECT_EQ(tree.list("/pub/menu.txt").error().sentence, "/pub/menu.txt is not a folder.");
}

}  // namespace
}  // namespace cleartext::store
