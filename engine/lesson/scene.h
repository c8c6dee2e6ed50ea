// What a player drives: somebody acts, and what he says passes a gate. Live it is the lab; recorded it is what crossed the wire then.
#pragma once
#include <QObject>

#include "engine/lesson/lesson.h"

namespace cleartext::lesson {

class Scene : public QObject {
  Q_OBJECT
 public:
  using QObject::QObject;
  virtual void begin(int step, bool stepping) = 0;  // its actions; whom it allows may pass the gate
  virtual void set_stepping(bool stepping) = 0;     // true: what is allowed also waits for allow_one()
  virtual void allow_one() = 0;
  virtual void set_pace(int milliseconds) = 0;  // between two passages; 0: none
  virtual void close() = 0;                     // the gate is shut; before the first step

 Q_SIGNALS:
  void waiting(const QString& line);  // at the gate
  void passed();
};

}  // namespace cleartext::lesson
