// Who may log in, and with which names.
#include <gtest/gtest.h>

#include "servers/store/accounts.h"

namespace cleartext::store {
namespace {

TEST(Accounts, both_forms_of_the_login_are_taken_in_any_case) {
  const Accounts accounts;
  for (const auto* login : {"bob", "BOB", "bob@hamburger.edu", "Bob@Hamburger.Edu"}) {
    const auto* account = accounts.check(login, "hungry", "hamburger.edu");
    ASSERT_NE(account, nullptr) << login;
    EXPECT_EQ(account->user, "bob");
    EXPECT_NE(accounts.check(login, "hungry"), nullptr);
  }
}

TEST(Accounts, wrong_passwords_and_wrong_domains_are_refused) {
  const Accounts accounts;
  for (const auto* password : {"", "hungr", "hungry ", "HUNGRY", "hungryhungry", "crepe-suzette"}) {
    EXPECT_EQ(accounts.check("bob", password), nullptr) << password;
  }
  EXPECT_EQ(accounts.check("bob", "hungry", "crepes.fr"), nullptr);
  EXPECT_EQ(accounts.check("bob@hamburger.edu", "hungry", "crepes.fr"), nullptr);
  EXPECT_EQ(accounts.check("bob@", "hungry"), nullptr);
  EXPECT_EQ(accounts.check("", "hungry"), nullptr);
}

TEST(Accounts, an_added_account_stands_beside_the_labs_own) {
  Accounts accounts;
  accounts.add({"carol", "crepes.fr", "citron"});
  EXPECT_NE(accounts.check("carol", "citron"), nullptr);
  EXPECT_EQ(accounts.all().size(), 3u);
}

TEST(Accounts, a_mailbox_is_found_by_its_whole_address) {
  const Accounts accounts;
  EXPECT_NE(accounts.mailbox("Bob@HAMBURGER.edu"), nullptr);
  EXPECT_EQ(accounts.mailbox("bob"), nullptr);
  EXPECT_EQ(accounts.mailbox("bob@crepes.fr"), nullptr);
}

}  // namespace
}  // namespace cleartext::store
