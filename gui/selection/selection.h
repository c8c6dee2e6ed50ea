// The one selection of the window: what is selected here is selected everywhere. A place is a packet and, where one
// is known, a range of bytes of one direction of its stream; every view reads what it can from it.
#pragma once
#include <QObject>
#include <cstdint>

#include "engine/analysis/recording.h"

namespace cleartext::gui {

struct Place {
  std::uint32_t packet = 0;  // 0: nothing selected
  std::uint32_t stream = packet::no_stream;
  wire::Side from = wire::Side::client;
  std::uint64_t position = 0;                 // first byte in that direction
  std::uint32_t length = 0;                   // 0: the whole packet
  std::uint32_t field = 0, field_length = 0;  // bytes of the frame, where one field of it is meant; 0 long: none is
  bool operator==(const Place&) const = default;
};

// Who looks at the wire: an endpoint, who has the keys, or Eve, who has none.
enum class Eyes { endpoint, eve };

class Selection : public QObject {
  Q_OBJECT
 public:
  explicit Selection(const analysis::Recording& recording, QObject* parent = nullptr);
  const analysis::Recording& recording() const { return recording_; }
  const Place& place() const { return place_; }
  int line() const;        // index in recording().lines(), -1: none
  int credential() const;  // index in recording().credentials(), -1: none

  Place place_of_line(int index) const;
  Place place_of_packet(std::uint32_t number) const;  // no such: none

  void select(const Place& place);
  void select_packet(std::uint32_t number);
  void select_line(int index);
  void select_credential(int index);
  void select_byte(std::uint32_t packet, std::uint32_t offset_in_frame);  // the line that this byte belongs to
  void select_field(std::uint32_t packet, std::uint32_t offset_in_frame, std::uint32_t length);
  void clear();

  // Views show packets up to here (a lesson stepped back); 0: all. Stepped back to before the first packet, nothing
  // is shown: ask shows() for one packet, and packets_shown() for how many.
  std::uint32_t shown_until() const { return shown_until_; }
  bool shows(std::uint32_t packet) const { return !nothing_ && (shown_until_ == 0 || packet <= shown_until_); }
  std::uint32_t packets_shown() const;
  void show_until(std::uint32_t packet);
  void show_nothing();
  // Besides, a view is held by hand: it shows so many packets at most, whatever comes, until it is let go.
  void hold(std::uint32_t packets);
  void let_go();
  void go_live();  // a lesson that was stepped back goes along
  bool held() const { return hold_ != all_packets; }
  std::uint32_t held_at() const { return hold_; }  // packets, where it is held
  std::uint32_t packets_of_lesson() const;         // how many there are to show where nobody holds
  std::uint32_t packets_captured() const;
  bool looks_back() const { return packets_shown() < packets_captured(); }

  // Before an audience passwords are masked until somebody reveals them: ask for a line's or a packet's words here.
  bool masked() const { return masked_; }
  void mask(bool masked);
  std::string words_of(const dialogue::Line& line) const;
  std::string words_of(const packet::Packet& packet) const;

  // Through Eve's eyes: what only an endpoint's keys opened is closed again.
  Eyes eyes() const { return eyes_; }
  void look_as(Eyes eyes);
  bool closed(bool decrypted) const { return decrypted && eyes_ == Eyes::eve; }
  dialogue::Line seen(dialogue::Line line) const;  // as whoever looks sees it

 Q_SIGNALS:
  void changed();
  void shown_until_changed();
  void hold_changed();
  void mask_changed();  // words are others: masked or not, or other eyes
  void eyes_changed();

 private:
  Place place_of_byte(const packet::Packet& packet, std::uint32_t offset_in_frame) const;
  const analysis::Recording& recording_;
  static constexpr std::uint32_t all_packets = 0xffffffff;
  void limit(std::uint32_t lesson, std::uint32_t hold);
  Place place_;
  std::uint32_t lesson_ = all_packets, hold_ = all_packets;  // packets to show at most; what is shown follows from both:
  std::uint32_t shown_until_ = 0;
  bool nothing_ = false;
  bool masked_ = false;
  Eyes eyes_ = Eyes::endpoint;
};

}  // namespace cleartext::gui
