// Decodes pictures, whole ones and beginnings of some, in a thread of its own. While one is decoded only the newest bytes
// wait, so what grows fast is read as often as there is time for.
#pragma once
#include <QImage>
#include <QObject>
#include <QThreadPool>
#include <optional>
#include <string>

namespace cleartext::gui {

class PictureReader : public QObject {
  Q_OBJECT
 public:
  explicit PictureReader(QObject* parent = nullptr);
  ~PictureReader() override;
  void read(std::string bytes);
  void forget();  // what is being read is of no interest any more

 Q_SIGNALS:
  void ready(const QImage& picture);  // null: nothing can be seen in these bytes

 private:
  void start(std::string bytes);
  QThreadPool pool_;
  std::optional<std::string> waiting_;
  bool busy_ = false;
  int run_ = 0;
};

// What can be seen of these bytes; where a picture breaks off, the rest is transparent (PNG) or grey (JPEG).
QImage picture_in(const std::string& bytes);

}  // namespace cleartext::gui
