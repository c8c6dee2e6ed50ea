// What doctor says is a pure function of what was tried and what the machine says about itself.
#include <gmock/gmock.h>
#include <filesystem>
#include <fstream>
#include <functional>

#include "servers/network/machine_facts.h"
#include "tests/servers/network/person.h"

namespace cleartext::network {
namespace {

using testing::AllOf;
using testing::HasSubstr;

Trials refused_everything() { return {wrong("The system refused a user namespace: Operation not permitted."), false}; }

void put(const std::string& path, const std::string& text) {
  std::filesystem::create_directories(std::filesystem::path(path).parent_path());
  std::ofstream(path) << text;
}

TEST(Doctor, says_that_all_is_well) {
  const auto findings = explain({}, {{}, true}, "/opt/cleartext");
  for (const Finding& finding : findings) {
    EXPECT_TRUE(finding.good) << finding.sentence;
    EXPECT_EQ(finding.advice, "");
  }
  EXPECT_THAT(findings.back().sentence, HasSubstr("private network"));
}

TEST(Doctor, names_the_sysctl_of_debian) {
  MachineFacts facts;
  facts.namespaces_for_users = 0;
  const auto findings = explain(facts, refused_everything(), "");
  EXPECT_FALSE(findings[0].good);
  EXPECT_EQ(findings[0].advice, "sudo sysctl -w kernel.unprivileged_userns_clone=1");
}

TEST(Doctor, names_the_limit_on_namespaces) {
  MachineFacts facts;
  facts.most_namespaces = 0;
  EXPECT_EQ(advice_for(facts, ""), "sudo sysctl -w user.max_user_namespaces=15000");
}

TEST(Doctor, gives_the_command_that_installs_the_profile) {
  MachineFacts facts;
  facts.profile_needed = 1;
  const std::string program = SOURCE_DIR "/build/cleartext";
  const std::string advice = advice_for(facts, program);
  EXPECT_THAT(advice, HasSubstr("s|/usr/bin/cleartext-lab|" + program + "|g"));
  EXPECT_THAT(advice, HasSubstr(SOURCE_DIR "/assets/packaging/apparmor/cleartext"));
  EXPECT_THAT(advice, HasSubstr("sudo apparmor_parser -r /etc/apparmor.d/cleartext"));
  EXPECT_THAT(explain(facts, refused_everything(), program)[0].sentence, HasSubstr("AppArmor"));
}

TEST(Doctor, explains_a_container) {
  MachineFacts facts;
  facts.in_container = true;
  const auto findings = explain(facts, refused_everything(), "");
  EXPECT_THAT(findings[0].sentence, HasSubstr("container"));
  EXPECT_THAT(findings[0].advice, HasSubstr("seccomp=unconfined"));
}

TEST(Doctor, offers_the_capture_right_with_the_path_quoted) {
  const auto findings = explain({}, refused_everything(), "/home/a b/cleartext");
  EXPECT_EQ(findings[1].advice, "sudo setcap cap_net_raw,cap_net_admin=eip '/home/a b/cleartext'");
  EXPECT_FALSE(findings[2].good);
}

TEST(Doctor, takes_loopback_where_only_capture_is_allowed) {
  Trials trials = refused_everything();
  trials.capture_on_loopback = true;
  EXPECT_EQ(best_ability(trials), Ability::loopback_capture);
  EXPECT_THAT(explain({}, trials, "")[2].sentence, AllOf(HasSubstr("loopback"), HasSubstr("Every other user"), HasSubstr("only one")));
}

TEST(MachineFacts, are_read_where_the_kernel_keeps_them) {
  const TemporaryFolder root;
  put(root.path() + "/proc/sys/kernel/unprivileged_userns_clone", "0\n");
  put(root.path() + "/proc/sys/kernel/apparmor_restrict_unprivileged_userns", "1\n");
  put(root.path() + "/proc/sys/user/max_user_namespaces", "31000\n");
  put(root.path() + "/proc/self/status", "Name:\tx\nSeccomp:\t2\nSeccomp_filters:\t1\n");
  put(root.path() + "/.dockerenv", "");
  const MachineFacts facts = read_facts(root.path());
  EXPECT_EQ(facts.namespaces_for_users, 0);
  EXPECT_EQ(facts.profile_needed, 1);
  EXPECT_EQ(facts.most_namespaces, 31000);
  EXPECT_TRUE(facts.in_container);
  EXPECT_TRUE(facts.filtered);
}

TEST(MachineFacts, of_a_kernel_without_the_settings_are_absent) {
  const TemporaryFolder root;
  const MachineFacts facts = read_facts(root.path());
  EXPECT_FALSE(facts.namespaces_for_users || facts.most_namespaces || facts.profile_needed);
  EXPECT_FALSE(facts.in_container || facts.filtered);
}

TEST(Doctor, of_this_machine_gives_three_findings_in_sentences) {
  const auto findings = doctor("/opt/cleartext");
  ASSERT_EQ(findings.size(), 3U);
  for (const Finding& finding : findings) EXPECT_TRUE(finding.sentence.ends_with(".")) << finding.sentence;
}

}  // namespace
}  // namespace cleartext::network
