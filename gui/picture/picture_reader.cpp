// Qt gives up a PNG that breaks off, but not before it has put its first rows into the image that it was handed.
#include "gui/picture/picture_reader.h"

#include <QBuffer>
#include <QImageReader>

namespace cleartext::gui {
namespace {

constexpr QSize largest(2000, 1500);  // kept of a picture; a screen shows no more

}  // namespace

QImage picture_in(const std::string& bytes) {
  QByteArray raw = QByteArray::fromRawData(bytes.data(), static_cast<qsizetype>(bytes.size()));
  QBuffer buffer(&raw);
  buffer.open(QIODevice::ReadOnly);
  QImageReader reader(&buffer);
  reader.setDecideFormatFromContent(true);
  reader.setAutoTransform(true);
  if (!reader.canRead() || reader.format().startsWith("svg")) return {};
  const QSize size = reader.size();
  const bool large = size.width() > largest.width() || size.height() > largest.height();
  if (large && reader.format() == "jpeg") reader.setScaledSize(size.scaled(largest, Qt::KeepAspectRatio));
  QImage picture;
  if (reader.format() == "png" && reader.imageFormat() != QImage::Format_Invalid && size.width() * qint64{size.height()} <= 64'000'000) {
    picture = QImage(size, reader.imageFormat());
    picture.fill(0);
  }
  if (!reader.read(&picture) && reader.format() != "png" && picture.isNull()) return {};
  return large && !picture.isNull() ? picture.scaled(largest, Qt::KeepAspectRatio, Qt::SmoothTransformation) : picture;
}

PictureReader::PictureReader(QObject* parent) : QObject(parent) { pool_.setMaxThreadCount(1); }

PictureReader::~PictureReader() { pool_.waitForDone(); }

void PictureReader::read(std::string bytes) {
  if (busy_)
    waiting_ = std::move(bytes);
  else
    start(std::move(bytes));
}

void PictureReader::forget() {
  ++run_;
  waiting_.reset();
}

void PictureReader::start(std::string bytes) {
  busy_ = true;
  pool_.start([this, bytes = std::move(bytes), run = run_] {
    QMetaObject::invokeMethod(
        this,
        [this, picture = picture_in(bytes), run] {
          busy_ = false;
          if (waiting_) start(*std::exchange(waiting_, {}));
          if (run == run_) Q_EMIT ready(picture);
        },
        Qt::QueuedConnection);
  });
}

}  // namespace cleartext::gui
