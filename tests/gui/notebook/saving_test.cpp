// Letters, attachments and files leave the notebook under names that lead nowhere else, and passwords only when revealed.
#include <gtest/gtest.h>

#include <QApplication>
#include <QClipboard>
#include <QFile>
#include <QMenu>
#include <QSignalSpy>
#include <QTemporaryDir>
#include <QTest>

#include "gui/notebook/notebook.h"
#include "gui/notebook/notebook_words.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

findings::Part part(const char* type, const char* name, const char* content) {
  findings::Part made;
  made.type = type;
  made.filename = name;
  made.content = content;
  made.bytes = made.content.size();
  return made;
}

findings::Message letter() {
  findings::Message made;
  made.protocol = packet::Protocol::smtp;
  made.packet = 1;
  made.complete = true;
  made.subject = "Re: lunch/../dinner?";
  made.raw = std::string("Subject: x\r\n\r\nHello\r\n");
  made.bytes = made.raw.size();
  made.parts = {part("text/plain", "", "Hello"), part("image/jpeg", "../../crepe.jpg", "JPEG"), part("image/png", "", "PNG")};
  return made;
}

struct Saving : testing::Test {
  Theme theme;
  analysis::Recording recording;
  Selection selection{recording};
  Notebook notebook{theme, selection};
  std::vector<ToSave> wanted;
  QSignalSpy notes{&notebook, &Notebook::note_wanted};

  void SetUp() override {
    QObject::connect(&notebook, &Notebook::save_wanted, &notebook, [this](const ToSave& save) { wanted.push_back(save); });
    analysis::Batch batch;
    for (std::uint32_t i = 1; i <= 3; ++i) {
      packet::Packet packet;
      packet.number = i;
      packet.stream = 0;
      batch.packets.push_back(packet);
    }
    findings::Credential credential;
    credential.packet = 2;
    credential.user = "bob";
    credential.secret = "hungry";
    batch.credentials = {credential};
    batch.messages = {letter()};
    findings::File file;
    file.packet = 3;
    file.command = "RETR";
    file.name = "/pub/.hidden menu.txt";
    file.content = std::string("crepes");
    file.bytes = 100;
    file.complete = true;
    batch.files = {file};
    recording.apply(std::move(batch));
    notebook.resize(320, 600);
    notebook.show();
    QApplication::clipboard()->clear();
  }
  // Rows: the credential, the letter, the file.
  QAction* action(QMenu& menu, const char* words) {
    for (QAction* one : menu.actions())
      if (one->text().startsWith(QString::fromLatin1(words))) return one;
    ADD_FAILURE() << words;
    return nullptr;
  }
};

}  // namespace

TEST_F(Saving, a_letter_is_saved_as_it_was_under_a_name_of_its_subject) {
  QMenu menu;
  notebook.fill_menu(menu, 1);
  action(menu, "Save letter")->trigger();
  ASSERT_EQ(wanted.size(), 1U);
  ASSERT_EQ(wanted[0].pieces.size(), 1U);
  EXPECT_EQ(wanted[0].pieces[0].path, "Re__lunch_.._dinner_.eml");
  EXPECT_EQ(wanted[0].pieces[0].content, letter().raw);
  EXPECT_TRUE(wanted[0].remark.isEmpty());
}

TEST_F(Saving, attachments_are_saved_one_by_one_or_all_into_a_folder) {
  QMenu menu;
  notebook.fill_menu(menu, 1);
  QMenu* attachments = action(menu, "Save attachments")->menu();
  ASSERT_NE(attachments, nullptr);
  EXPECT_EQ(attachments->actions()[0]->text(), QStringLiteral("../../crepe.jpg, 4 bytes…"));
  attachments->actions()[0]->trigger();
  attachments->actions().back()->trigger();
  ASSERT_EQ(wanted.size(), 2U);
  ASSERT_EQ(wanted[0].pieces.size(), 1U);
  EXPECT_EQ(wanted[0].pieces[0].path, "crepe.jpg");
  ASSERT_EQ(wanted[1].pieces.size(), 2U);
  EXPECT_EQ(wanted[1].pieces[1].path, "packet-1-part-3.png");
}

TEST_F(Saving, nothing_that_is_there_is_overwritten_in_a_folder) {
  const QTemporaryDir folder;
  QFile(folder.filePath(QStringLiteral("menu.pdf"))).open(QIODevice::WriteOnly);
  const auto pieces = in_folder(folder.path(), {{"menu.pdf", "a"}, {"menu.pdf", "b"}, {"plain", "c"}});
  EXPECT_EQ(pieces[0].path, folder.filePath(QStringLiteral("menu (2).pdf")).toStdString());
  EXPECT_EQ(pieces[1].path, folder.filePath(QStringLiteral("menu (3).pdf")).toStdString());
  EXPECT_EQ(pieces[2].path, folder.filePath(QStringLiteral("plain")).toStdString());
}

TEST_F(Saving, a_file_is_saved_and_what_was_not_kept_is_told) {
  selection.select_packet(3);
  EXPECT_EQ(notebook.chosen_row(), 2);
  notebook.save_chosen();
  ASSERT_EQ(wanted.size(), 1U);
  EXPECT_EQ(wanted[0].pieces[0].path, "hidden_menu.txt");
  EXPECT_EQ(wanted[0].pieces[0].content, "crepes");
  EXPECT_EQ(wanted[0].remark, QStringLiteral("Only its first 6 bytes were kept."));
}

TEST_F(Saving, a_letter_that_is_cut_short_is_told_to_be) {
  findings::Message cut = letter();
  cut.complete = false;
  EXPECT_TRUE(letter_to_save(cut).remark.contains(QStringLiteral("not complete")));
  cut.subject.clear();
  EXPECT_EQ(letter_to_save(cut).pieces[0].path, "letter-packet-1.eml");
}

TEST_F(Saving, what_imap_was_asked_for_alone_is_a_part_and_not_cut_short) {
  findings::Message part = letter();
  part.complete = false;
  part.protocol = packet::Protocol::imap;
  EXPECT_TRUE(letter_head(part).endsWith(QStringLiteral("cut short")));
  for (std::string* each : {&part.subject, &part.header, &part.from, &part.to, &part.envelope_from}) each->clear();
  part.envelope_to.clear();
  part.from_client = false;
  EXPECT_EQ(letter_head(part), QStringLiteral("A part of a letter"));
  EXPECT_TRUE(letter_meta(part, true).startsWith(QStringLiteral("fetched from the server")));
}

TEST_F(Saving, without_a_choice_it_says_what_to_do) {
  notebook.save_chosen();
  notebook.save_attachments();
  EXPECT_EQ(notes.count(), 2);
  EXPECT_TRUE(wanted.empty());
}

TEST_F(Saving, a_password_is_copied_only_when_it_is_revealed) {
  QMenu masked;
  notebook.fill_menu(masked, 0);
  EXPECT_FALSE(action(masked, "Copy password")->isEnabled());
  action(masked, "Copy user")->trigger();
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("bob"));
  notebook.view()->setCurrentIndex(notebook.model()->index(0));
  QTest::keyClick(notebook.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(notes.count(), 1);
  QTest::keyClick(notebook.view(), Qt::Key_C, Qt::ControlModifier);
  EXPECT_FALSE(QApplication::clipboard()->text().contains(QStringLiteral("hungry")));
  notebook.reveal_or_mask();
  QTest::keyClick(notebook.view(), Qt::Key_C, Qt::ControlModifier | Qt::ShiftModifier);
  EXPECT_EQ(QApplication::clipboard()->text(), QStringLiteral("hungry"));
  QMenu open;
  notebook.fill_menu(open, 0);
  EXPECT_TRUE(action(open, "Copy password")->isEnabled());
}
