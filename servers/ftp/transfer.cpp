// One transfer: PASV opens a port or PORT names one, RETR, STOR, LIST or others say what passes, the host
// reports how it went. A file is looked for before the data connection is, so that "no such file" needs none.
#include <fmt/format.h>

#include "servers/ftp/ftp_session.h"
#include "servers/ftp/listing.h"

namespace cleartext::ftp {

namespace {

const std::string only_reading = "550 Guests may read only.";
const std::string no_room = "552 There is no room on the disk for all of it";
constexpr std::uint64_t most_dropped = 1'000'000'000;
constexpr std::chrono::minutes longest_dropping{2};
const std::string complete = "226 Transfer complete", not_kept = "451 The file could not be kept";

// Who uploaded it hears of it when the disk has it.
class Keeping final : public wire::Work {
 public:
  explicit Keeping(std::unique_ptr<store::Upload> upload) : upload_(std::move(upload)) {}
  void run() override { kept_ = upload_->finish(); }
  std::string answer() override { return (kept_ ? complete : not_kept) + "\r\n"; }

 private:
  std::unique_ptr<store::Upload> upload_;
  bool kept_ = false;
};

}  // namespace

// RFC 959, 4.1.3; after REST from that byte on (RFC 3659, 5), of the text in TYPE A.
FtpSession::Answer FtpSession::retr(std::string_view argument) {
  const auto from = std::exchange(restart_, 0);
  const auto name = path(argument);
  auto file = files_.read(name);
  if (!file) return "550 " + file.error().sentence;
  auto text = ascii_ ? std::make_shared<AsciiSource>(*file) : nullptr;
  if (from > 0 && !(text ? text->skip(from) : (*file)->start_at(from))) return fmt::format("554 {} is not that long.", name);
  file_ = std::move(*file);
  source_ = text ? std::shared_ptr<wire::DataSource>(std::move(text)) : file_;
  opening_words_ = ascii_ ? fmt::format("150 Sending {} as text", name) : fmt::format("150 Sending {} ({} bytes)", name, file_->size());
  if (from > 0) opening_words_ += fmt::format(", from byte {} on", from);
  return begin_transfer();
}

// After REST in place, so that a client can go on where it was cut off; else the old file stays until the new
// one is whole.
FtpSession::Answer FtpSession::stor(std::string_view argument) {
  const auto from = std::exchange(restart_, 0);
  if (guest_) return only_reading;
  const auto name = path(argument);
  if (from == 0) return receive_into(files_.write(name), fmt::format("150 Ready for {}", name));
  if (ascii_) return "504 Going on within a file works in TYPE I only";
  const auto there = files_.find(name);
  if (there && !there->is_folder && there->bytes < from) return fmt::format("554 {} is not that long.", name);
  return receive_into(files_.write_on(name, from), fmt::format("150 Ready for {}, from byte {} on", name, from));
}

// The answer's form: RFC 1123, 4.1.2.9
FtpSession::Answer FtpSession::stou(std::string_view argument) {
  restart_ = 0;
  if (guest_) return only_reading;
  auto file = files_.write_new(path(argument.empty() ? "file" : argument));
  if (!file) return receive_into(tl::unexpected(file.error()), {});
  return receive_into(std::move(file->upload), fmt::format("150 FILE: {}", file->path));
}

FtpSession::Answer FtpSession::appe(std::string_view argument) {
  restart_ = 0;
  if (guest_) return only_reading;
  const auto name = path(argument);
  return receive_into(files_.find(name) ? files_.write_on(name) : files_.write(name), fmt::format("150 Ready for more of {}", name));
}

// RFC 959, 4.1.3. take() has broken off what ran; this is the answer to ABOR itself.
FtpSession::Answer FtpSession::abor(std::string_view) {
  drop_transfer();
  return "226 Nothing is running now";
}

FtpSession::Answer FtpSession::list(std::string_view argument) {
  const auto listed = look_up(files_, folder_, argument);
  if (!listed) return "550 " + listed.error().sentence;
  return send_text(long_listing(listed->entries, settings_.now()), "150 Here comes the list");
}

FtpSession::Answer FtpSession::nlst(std::string_view argument) {
  const auto listed = look_up(files_, folder_, argument);
  if (!listed) return "550 " + listed.error().sentence;
  return send_text(name_listing(*listed), "150 Here come the names");
}

// RFC 3659, 7: a folder's, for programs to read.
FtpSession::Answer FtpSession::mlsd(std::string_view argument) {
  const auto name = path(argument);
  if (files_.find(name) && !files_.is_folder(name)) return fmt::format("501 {} is not a folder.", name);
  const auto entries = files_.list(name);
  if (!entries) return "550 " + entries.error().sentence;
  std::string text;
  for (const auto& entry : *entries) text += fact_line(entry, entry.name, facts_, guest_ ? Rights::read : Rights::write) + "\r\n";
  return send_text(std::move(text), "150 Here come the facts");
}

std::string FtpSession::send_text(std::string text, std::string opening_words) {
  restart_ = 0;
  source_ = std::make_shared<TextSource>(std::move(text));
  opening_words_ = std::move(opening_words);
  return begin_transfer();
}

// RFC 959, 5.4: 452 before the transfer begins, 552 where it turns out while it runs.
std::string FtpSession::receive_into(Upload upload, std::string opening_words) {
  if (!files_.room().has(1) || (!upload && store::is_full(upload.error()))) return disk_full;
  if (!upload) return "553 " + upload.error().sentence;
  upload_ = std::move(*upload);
  decoder_ = {};
  received_ = 0;
  opening_words_ = std::move(opening_words);
  return begin_transfer();
}

std::string FtpSession::begin_transfer() {
  switch (data_) {
    case Data::none:
    case Data::opening: drop_transfer(); return "425 Say PASV, EPSV, PORT or EPRT first";
    case Data::named:
      if (settings_.may_call && !settings_.may_call(callee_)) {
        data_ = Data::none;
        drop_transfer();
        return fmt::format("425 {} is no place of this lab's", wire::text(callee_));
      }
      effects_.emplace_back(wire::ConnectData{callee_, settings_.data_port});
      data_ = Data::calling;
      [[fallthrough]];
    case Data::listening:
    case Data::calling: transfer_ = Transfer::waiting; return {};
    case Data::connected: return start_transfer();
  }
  return {};
}

std::string FtpSession::start_transfer() {
  if (upload_) {
    transfer_ = Transfer::receiving;
    effects_.emplace_back(wire::ReceiveData{private_data_});
  } else {
    transfer_ = Transfer::sending;
    effects_.emplace_back(wire::SendData{std::exchange(source_, nullptr), private_data_});
  }
  return opening_words_;
}

wire::Output FtpSession::data_connected() {
  if (data_ != Data::listening && data_ != Data::calling) return {};
  data_ = Data::connected;
  return transfer_ == Transfer::waiting ? work(start_transfer()) : wire::Output();
}

wire::Output FtpSession::data_received(std::string_view bytes) {
  if (transfer_ == Transfer::dropping) return drop(bytes.size());
  if (transfer_ != Transfer::receiving) return {};
  received_ += bytes.size();
  if ((ascii_ ? upload_->write(decoder_.decode(bytes)) : upload_->write(bytes))) return {};
  upload_.reset();
  transfer_ = Transfer::dropping;
  dropped_ = 0;
  dropping_since_ = settings_.now();
  return {};
}

// A client that still sends sees its data connection break, and never reads why. So the rest is heard to its end, unless
// there is none.
wire::Output FtpSession::drop(std::size_t bytes) {
  dropped_ += bytes;
  if (dropped_ <= most_dropped && settings_.now() - dropping_since_ <= longest_dropping) return {};
  drop_transfer();
  return work(no_room);
}

wire::Output FtpSession::data_finished() {
  if (transfer_ == Transfer::dropping) return end_transfer(no_room);
  if (transfer_ != Transfer::receiving) return {};
  if (!upload_->write(decoder_.finish())) return end_transfer(not_kept);
  if (files_.keep() == store::Keep::for_now) return end_transfer(upload_->finish() ? complete : not_kept);
  auto keeping = std::make_shared<Keeping>(std::move(upload_));
  drop_transfer();
  transfer_ = Transfer::keeping;
  effects_.emplace_back(wire::SayAfter{std::move(keeping)});
  return {{}, std::exchange(effects_, {}), {}};
}

wire::Output FtpSession::worked() {
  if (transfer_ != Transfer::keeping) return {};
  transfer_ = Transfer::none;
  return work();
}

wire::Output FtpSession::data_sent() { return transfer_ == Transfer::sending ? end_transfer(complete) : wire::Output(); }

wire::Output FtpSession::data_failed() {
  if (transfer_ == Transfer::dropping) return end_transfer(no_room);
  keep_part();
  if (transfer_ == Transfer::sending || transfer_ == Transfer::receiving) {
    return end_transfer("426 The data connection broke, the transfer is not complete");
  }
  if (busy()) return end_transfer("425 The data connection could not be opened");
  data_ = Data::none;  // a port that nobody came to
  return {};
}

// What came before a break is there to go on from, with REST or APPE; a file that was there is not replaced by half of
// another. In TYPE A nobody could tell from where to go on.
void FtpSession::keep_part() {
  if (transfer_ == Transfer::receiving && !ascii_) upload_->keep_part();
}

wire::Output FtpSession::end_transfer(std::string reply) {
  data_ = Data::none;
  drop_transfer();
  return work(std::move(reply));
}

void FtpSession::drop_transfer() {
  if (data_ == Data::listening || data_ == Data::calling || data_ == Data::connected) effects_.emplace_back(wire::CloseData{});
  data_ = Data::none;
  transfer_ = Transfer::none;
  source_.reset();
  file_.reset();
  upload_.reset();  // what was not finished is removed
}

}  // namespace cleartext::ftp
