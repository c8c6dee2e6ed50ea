// A picture grows with the bytes that are captured, and stays when its letter is whole.
#include <gtest/gtest.h>

#include <QBuffer>
#include <QLinearGradient>
#include <QPainter>
#include <QSignalSpy>
#include <QTest>

#include "gui/picture/picture_card.h"

using namespace cleartext;
using namespace cleartext::gui;

namespace {

bool until(const std::function<bool()>& true_at_last) { return QTest::qWaitFor(true_at_last, 20'000); }

std::string encoded(const char* format, QSize size = {400, 300}) {
  QImage image(size, QImage::Format_RGB32);
  for (int y = 0; y < size.height(); ++y)
    for (int x = 0; x < size.width(); ++x) image.setPixel(x, y, qRgb(60 + x % 190, 60 + (x * y) % 190, 200));
  QByteArray bytes;
  QBuffer buffer(&bytes);
  buffer.open(QIODevice::WriteOnly);
  EXPECT_TRUE(image.save(&buffer, format));
  return bytes.toStdString();
}

struct PictureTest : testing::Test {
  Theme theme;
  analysis::Recording recording;
  Selection selection{recording};
  PictureCard card{theme, selection};
  std::uint32_t packets = 0;

  void SetUp() override { card.resize(320, 260); }
  template <typename Fill>
  void hear(Fill fill) {
    analysis::Batch batch;
    packet::Packet packet;
    packet.number = ++packets;
    packet.stream = 0;
    packet.from_client = true;
    packet.position = packets * 100;
    packet.payload_length = 100;
    batch.packets.push_back(packet);
    batch.streams = {stream::StreamInfo{}};
    fill(batch);
    recording.apply(std::move(batch));
  }
  void grow(const std::string& piece, std::size_t part = 1, const char* type = "image/jpeg", const char* name = "crepe.jpg") {
    hear([&](auto& batch) { batch.growth.push_back({0, 100, part, type, name, piece, packets}); });
  }
  static findings::Part part(const char* type, const char* name, const std::string& content) {
    findings::Part made;
    made.type = type;
    made.filename = name;
    made.content = content;
    made.bytes = content.size();
    return made;
  }
  void complete(std::vector<findings::Part> parts, bool whole = true) {
    hear([&](auto& batch) {
      findings::Message message;
      message.protocol = packet::Protocol::smtp;
      message.position = 100;
      message.length = 1000;
      message.packet = packets;
      message.complete = whole;
      message.parts = std::move(parts);
      batch.messages.push_back(std::move(message));
    });
  }
};

}  // namespace

TEST_F(PictureTest, a_picture_grows_while_its_letter_is_under_way_and_stays_when_it_is_whole) {
  const std::string jpeg = encoded("JPG");
  hear([](auto&) {});
  selection.select_packet(1);
  EXPECT_FALSE(card.isVisibleTo(nullptr) && card.isVisible());
  grow(jpeg.substr(0, jpeg.size() / 3));
  card.show();
  ASSERT_TRUE(until([&] { return !card.area().picture().isNull(); }));
  EXPECT_TRUE(card.words().endsWith(QStringLiteral("bytes so far"))) << card.words().toStdString();
  const QImage early = card.area().picture();
  grow(jpeg.substr(jpeg.size() / 3, jpeg.size() / 3));
  ASSERT_TRUE(until([&] { return card.area().picture() != early; }));
  complete({part("text/plain", "", "hello"), part("image/jpeg", "crepe.jpg", jpeg)});
  ASSERT_TRUE(until([&] { return card.area().picture() == picture_in(jpeg); }));
  EXPECT_TRUE(card.words().endsWith(QStringLiteral("all of it")));
  selection.clear();
  EXPECT_TRUE(card.isHidden());
}

TEST_F(PictureTest, a_beginning_of_a_png_shows_its_first_rows_and_the_rest_is_open) {
  const std::string png = encoded("PNG");
  const QImage half = picture_in(png.substr(0, png.size() / 2));
  ASSERT_EQ(half.size(), QSize(400, 300));
  EXPECT_EQ(half.pixel(10, 10), picture_in(png).pixel(10, 10));
  EXPECT_NE(half.pixel(200, 299), picture_in(png).pixel(200, 299));
  EXPECT_TRUE(picture_in("this is no picture").isNull());
  EXPECT_TRUE(picture_in({}).isNull());
}

TEST_F(PictureTest, where_nothing_can_be_seen_the_last_good_picture_stays) {
  const std::string jpeg = encoded("JPG");
  complete({part("image/jpeg", "a.jpg", jpeg)});
  selection.select_packet(1);
  ASSERT_TRUE(until([&] { return !card.area().picture().isNull(); }));
  PictureReader reader;
  QSignalSpy ready(&reader, &PictureReader::ready);
  reader.read("nothing");
  ASSERT_TRUE(ready.wait(10'000));
  EXPECT_TRUE(ready[0][0].value<QImage>().isNull());
}

TEST_F(PictureTest, pictures_of_one_letter_are_shown_one_after_the_other) {
  const std::string first = encoded("JPG", {60, 40}), second = encoded("PNG", {30, 20});
  complete({part("image/jpeg", "a.jpg", first), part("application/octet-stream", "B.PNG", second), part("text/html", "c.html", "x")});
  selection.select_packet(1);
  ASSERT_TRUE(until([&] { return card.area().picture().width() == 60; }));
  EXPECT_EQ(card.next_button()->text(), QStringLiteral("1 of 2 ›"));
  QTest::mouseClick(card.next_button(), Qt::LeftButton);
  ASSERT_TRUE(until([&] { return card.area().picture().width() == 30; }));
  QTest::mouseClick(card.next_button(), Qt::LeftButton);
  ASSERT_TRUE(until([&] { return card.area().picture().width() == 60; }));
}

TEST_F(PictureTest, a_letter_that_breaks_off_says_so) {
  const std::string jpeg = encoded("JPG");
  complete({part("image/jpeg", "a.jpg", jpeg.substr(0, jpeg.size() / 2))}, false);
  selection.select_packet(1);
  EXPECT_TRUE(card.words().endsWith(QStringLiteral("then it breaks off")));
}

TEST_F(PictureTest, a_file_of_ftp_is_a_picture_too_and_a_text_is_none) {
  hear([&](auto& batch) {
    findings::File file;
    file.packet = 1;
    file.name = "/pub/crepe.png";
    file.content = encoded("PNG", {50, 50});
    file.bytes = file.content.size();
    file.complete = true;
    file.data_stream = 1;
    findings::File text = file;
    text.packet = 2;
    text.data_stream = 2;
    text.name = "menu.txt";
    batch.files = {file, text};
  });
  hear([](auto&) {});
  selection.select_packet(1);
  ASSERT_TRUE(until([&] { return card.area().picture().width() == 50; }));
  selection.select_packet(2);
  EXPECT_TRUE(card.isHidden());
}

TEST_F(PictureTest, the_picture_is_shown_larger_in_a_window_of_its_own) {
  complete({part("image/jpeg", "a.jpg", encoded("JPG"))});
  selection.select_packet(1);
  ASSERT_TRUE(until([&] { return !card.area().picture().isNull(); }));
  card.area().setFocus();
  QTest::keyClick(&card.area(), Qt::Key_Return);
  ASSERT_NE(card.larger(), nullptr);
  QTest::keyClick(card.larger(), Qt::Key_Escape);
  EXPECT_TRUE(until([&] { return card.larger() == nullptr; }));
}

TEST_F(PictureTest, stepped_back_before_the_letter_there_is_no_picture) {
  hear([](auto&) {});
  complete({part("image/jpeg", "a.jpg", encoded("JPG"))});
  selection.select_packet(2);
  EXPECT_FALSE(card.isHidden());
  selection.show_until(1);
  EXPECT_TRUE(card.isHidden());
  selection.show_until(0);
  EXPECT_FALSE(card.isHidden());
}

TEST_F(PictureTest, a_file_of_ftp_grows_on_its_data_connection_and_is_the_same_when_it_is_whole) {
  const std::string jpeg = encoded("JPG");
  hear([](auto& batch) {
    stream::StreamInfo data;
    data.number = 1;
    data.control_stream = 0;
    batch.streams.push_back(data);
  });
  selection.select_packet(1);  // of the control connection
  const auto more = [&](const std::string& piece) {
    hear([&](auto& batch) { batch.growth.push_back({1, 0, 0, "", "crepe.jpg", piece, packets, false, analysis::Growth::Of::file}); });
  };
  more(jpeg.substr(0, jpeg.size() / 2));
  ASSERT_TRUE(until([&] { return !card.area().picture().isNull(); }));
  EXPECT_TRUE(card.words().startsWith(QStringLiteral("crepe.jpg"))) << card.words().toStdString();
  EXPECT_TRUE(card.words().endsWith(QStringLiteral("bytes so far")));
  hear([&](auto& batch) {
    findings::File file;
    file.data_stream = 1;
    file.packet = packets;
    file.name = "crepe.jpg";
    file.content = jpeg;
    file.bytes = jpeg.size();
    file.complete = true;
    batch.files.push_back(file);
  });
  EXPECT_TRUE(recording.growing().empty());
  ASSERT_TRUE(until([&] { return card.area().picture() == picture_in(jpeg); }));
  EXPECT_TRUE(card.words().endsWith(QStringLiteral("all of it")));
}

TEST_F(PictureTest, while_nothing_is_selected_the_picture_that_arrives_is_shown_and_of_a_file_none) {
  const std::string jpeg = encoded("JPG");
  grow(jpeg.substr(0, jpeg.size() / 2));
  EXPECT_FALSE(card.isHidden());
  recording.clear();
  packets = 0;
  EXPECT_TRUE(card.isHidden());
  card.set_live(false);
  grow(jpeg.substr(0, jpeg.size() / 2));
  EXPECT_TRUE(card.isHidden());
}
