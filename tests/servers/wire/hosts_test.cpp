// The table of hosts is the contract's table, and everything derived from it agrees with it.
#include <gtest/gtest.h>

#include "servers/wire/hosts.h"

namespace cleartext::wire {
namespace {

TEST(Hosts, every_machine_of_the_contract_has_its_address) {
  const std::pair<std::string_view, std::string_view> contract[] = {{"alice", "127.0.1.10"},
                                                                    {"laptop.crepes.fr", "127.0.1.10"},
                                                                    {"mail.crepes.fr", "127.0.1.25"},
                                                                    {"crepes.fr", "127.0.1.25"},
                                                                    {"mail.hamburger.edu", "127.0.2.25"},
                                                                    {"hamburger.edu", "127.0.2.25"},
                                                                    {"ftp.hamburger.edu", "127.0.2.21"},
                                                                    {"bob", "127.0.2.10"},
                                                                    {"laptop.hamburger.edu", "127.0.2.10"},
                                                                    {"printer.hamburger.edu", "127.0.2.99"},
                                                                    {"eve", "127.0.6.6"},
                                                                    {"you", "127.0.0.1"}};
  for (const auto& [name, address] : contract) {
    const auto* host = host_named(name);
    ASSERT_NE(host, nullptr) << name;
    EXPECT_EQ(address_text(host->address), address);
    EXPECT_EQ(host_named(address), host);
    EXPECT_EQ(host_at(host->address), host);
  }
}

TEST(Hosts, a_role_leads_to_its_own_row) {
  for (const auto& row : hosts()) EXPECT_EQ(&host(row.role), &row);
}

TEST(Hosts, names_are_found_in_any_case_and_strangers_are_not) {
  EXPECT_NE(host_named("Mail.Hamburger.EDU"), nullptr);
  EXPECT_EQ(host_named("example.com"), nullptr);
  EXPECT_EQ(host_named(""), nullptr);
  EXPECT_EQ(host_at(0x08080808), nullptr);
}

TEST(Hosts, ports_are_standard_in_private_and_2000_more_on_loopback) {
  const std::pair<Service, int> contract[] = {{Service::smtp, 25},   {Service::submission, 587}, {Service::submissions, 465},
                                              {Service::pop3, 110},  {Service::pop3s, 995},      {Service::imap, 143},
                                              {Service::imaps, 993}, {Service::http, 80},        {Service::ftp, 21},
                                              {Service::ftps, 990},  {Service::sftp, 22},        {Service::printer, 9100}};
  for (const auto& [service, number] : contract) {
    EXPECT_EQ(port(service, NetworkMode::private_network), number);
    EXPECT_EQ(port(service, NetworkMode::loopback), 2000 + number);
    EXPECT_EQ(service_at(static_cast<std::uint16_t>(number)), service);
    EXPECT_EQ(service_at(static_cast<std::uint16_t>(2000 + number)), service);
  }
  EXPECT_EQ(service_at(8080), std::nullopt);
}

TEST(Hosts, the_hosts_file_names_every_machine_and_localhost) {
  const auto text = hosts_file();
  EXPECT_NE(text.find("127.0.0.1 localhost you\n"), std::string::npos);
  EXPECT_NE(text.find("127.0.2.25 mail.hamburger.edu hamburger.edu\n"), std::string::npos);
  for (const auto& host : hosts()) EXPECT_NE(text.find(std::string(host.host_name)), std::string::npos);
}

TEST(Hosts, on_loopback_only_traffic_with_a_lab_server_is_captured) {
  EXPECT_EQ(capture_filter(NetworkMode::loopback),
            "(tcp and (host 127.0.1.25 or host 127.0.2.25 or host 127.0.2.21 or host 127.0.2.99 or host 127.0.6.6)) or "
            "(udp and src host 127.0.2.99)");
  EXPECT_EQ(capture_filter(NetworkMode::private_network), "(tcp or (udp and src host 127.0.2.99)) and net 127.0.0.0/8");
}

TEST(Hosts, modes_and_services_have_their_words) {
  EXPECT_EQ(name(NetworkMode::private_network), "private");
  EXPECT_EQ(name(NetworkMode::recorded), "recorded");
  EXPECT_EQ(name(Service::submissions), "submissions");
}

}  // namespace
}  // namespace cleartext::wire
