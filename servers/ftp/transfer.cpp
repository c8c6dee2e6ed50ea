// One transfer: PASV opens a port, RETR, STOR, LIST or NLST say what passes, the host reports how it went.
// A file is looked for before the data connection is, so that "no such file" needs none.
#include <fmt/format.h>

#include "servers/ftp/ftp_session.h"
#include "servers/ftp/listing.h"

namespace cleartext::ftp {

namespace {

// "LIST -la": ls would take the options, a server takes none.
std::string_view without_options(std::string_view argument) {
  while (argument.starts_with('-')) {
    const auto end = argument.find(' ');
    argument = end == std::string_view::npos ? std::string_view() : argument.substr(end + 1);
  }
  return argument;
}

tl::expected<std::vector<store::FileEntry>, wire::Problem> entries_at(const store::FileTree& files,
                                                                      const std::string& path) {
  if (files.is_folder(path)) return files.list(path);
  const auto file = files.find(path);
  if (!file) return tl::unexpected(file.error());
  return std::vector{*file};
}

}  // namespace

// RFC 959, 4.1.2
FtpSession::Answer FtpSession::pasv(std::string_view) {
  if (epsv_only_) return "501 After EPSV ALL only EPSV opens a port";
  return open_passive(Passive::pasv);
}

// RFC 2428, 3; protocol 1 is IPv4
FtpSession::Answer FtpSession::epsv(std::string_view argument) {
  if (wire::same_word(argument, "ALL")) {
    epsv_only_ = true;
    return "200 EPSV only from now on";
  }
  if (!argument.empty() && argument != "1") return "522 I know network protocol (1) only";
  return open_passive(Passive::epsv);
}

FtpSession::Answer FtpSession::open_passive(Passive kind) {
  if (data_ != Data::none) effects_.emplace_back(wire::CloseData{});
  effects_.emplace_back(wire::ListenForData{});
  data_ = Data::opening;
  passive_ = kind;
  return std::string();
}

wire::Output FtpSession::data_listening(wire::Endpoint at) {
  if (data_ != Data::opening) return {};
  data_ = Data::listening;
  if (passive_ == Passive::epsv)
    return work(fmt::format("229 Entering extended passive mode (|||{}|)", at.port));
  return work(fmt::format("227 Entering passive mode ({},{},{},{},{},{})", at.address >> 24,
                          (at.address >> 16) & 0xff, (at.address >> 8) & 0xff, at.address & 0xff,
                          at.port >> 8, at.port & 0xff));
}

// RFC 959, 4.1.3
FtpSession::Answer FtpSession::retr(std::string_view argument) {
  const auto name = path(argument);
  const auto entry = files_.find(name);
  auto source = files_.read(name);
  if (!source || !entry) return "550 " + (source ? entry.error() : source.error()).sentence;
  source_ = std::move(*source);
  if (ascii_) source_ = std::make_shared<AsciiSource>(std::move(source_));
  opening_words_ = ascii_ ? fmt::format("150 Sending {} as text", name)
                          : fmt::format("150 Sending {} ({} bytes)", name, entry->bytes);
  return begin_transfer();
}

FtpSession::Answer FtpSession::stor(std::string_view argument) {
  if (guest_) return "550 Guests may read only.";
  const auto name = path(argument);
  auto upload = files_.write(name);
  if (!upload) return "550 " + upload.error().sentence;
  upload_ = std::move(*upload);
  decoder_ = {};
  opening_words_ = fmt::format("150 Ready for {}", name);
  return begin_transfer();
}

FtpSession::Answer FtpSession::list(std::string_view argument) {
  const auto entries = entries_at(files_, path(without_options(argument)));
  if (!entries) return "550 " + entries.error().sentence;
  source_ = std::make_shared<TextSource>(long_listing(*entries));
  opening_words_ = "150 Here comes the list";
  return begin_transfer();
}

FtpSession::Answer FtpSession::nlst(std::string_view argument) {
  const auto entries = entries_at(files_, path(without_options(argument)));
  if (!entries) return "550 " + entries.error().sentence;
  source_ = std::make_shared<TextSource>(name_listing(*entries));
  opening_words_ = "150 Here come the names";
  return begin_transfer();
}

// RFC 959, 4.1.3. receive() has broken off what ran; this is the answer to ABOR itself.
FtpSession::Answer FtpSession::abor(std::string_view) {
  drop_transfer();
  return "226 Nothing is running now";
}

std::string FtpSession::begin_transfer() {
  switch (data_) {
    case Data::none:
    case Data::opening:
      drop_transfer();
      return "425 Say PASV or EPSV first";
    case Data::listening:
      transfer_ = Transfer::waiting;
      return {};
    case Data::connected:
      return start_transfer();
  }
  return {};
}

std::string FtpSession::start_transfer() {
  if (upload_) {
    transfer_ = Transfer::receiving;
    effects_.emplace_back(wire::ReceiveData{});
  } else {
    transfer_ = Transfer::sending;
    effects_.emplace_back(wire::SendData{std::exchange(source_, nullptr)});
  }
  return opening_words_;
}

wire::Output FtpSession::data_connected() {
  if (data_ != Data::listening) return {};
  data_ = Data::connected;
  return transfer_ == Transfer::waiting ? work(start_transfer()) : wire::Output();
}

wire::Output FtpSession::data_received(std::string_view bytes) {
  if (transfer_ != Transfer::receiving) return {};
  if (upload_->write(ascii_ ? decoder_.decode(bytes) : std::string(bytes))) return {};
  drop_transfer();
  return work("452 The disk has no room for it");
}

wire::Output FtpSession::data_finished() {
  if (transfer_ != Transfer::receiving) return {};
  const bool kept = upload_->write(decoder_.finish()) && upload_->finish();
  return end_transfer(kept ? "226 Transfer complete" : "451 The file could not be kept");
}

wire::Output FtpSession::data_sent() {
  return transfer_ == Transfer::sending ? end_transfer("226 Transfer complete") : wire::Output();
}

wire::Output FtpSession::data_failed() {
  if (transfer_ == Transfer::sending || transfer_ == Transfer::receiving) {
    return end_transfer("426 The data connection broke, the transfer is not complete");
  }
  if (busy()) return end_transfer("425 The data connection could not be opened");
  data_ = Data::none;  // a port that nobody came to
  return {};
}

wire::Output FtpSession::end_transfer(std::string reply) {
  data_ = Data::none;
  drop_transfer();
  return work(std::move(reply));
}

void FtpSession::drop_transfer() {
  if (data_ != Data::none && data_ != Data::opening) effects_.emplace_back(wire::CloseData{});
  data_ = Data::none;
  transfer_ = Transfer::none;
  source_.reset();
  upload_.reset();  // what was not finished is removed
}

}  // namespace cleartext::ftp
