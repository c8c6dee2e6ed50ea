#include "servers/lab/first_files.h"

namespace cleartext::lab {

void put_first_files(store::FileTree& files) {
  if (const auto listing = files.list("/"); listing && !listing->empty()) return;
  files.put("/welcome.txt",
            "Welcome to ftp.hamburger.edu\n\n"
            "Everything you fetch from here crosses the wire as it is.\n"
            "So did the password that brought you in.\n");
  files.put("/recipes/crepes.txt",
            "Crepes for four\n\n"
            "250 g flour\n4 eggs\n1/2 l milk\n50 g butter\n1 pinch of salt\n\n"
            "Stir, wait an hour, bake thin.\n");
  files.put("/recipes/hamburger.txt",
            "Hamburgers for four\n\n"
            "600 g minced beef\n4 buns\n1 onion\n4 leaves of lettuce\n\n"
            "Salt only when they are in the pan.\n");
  files.put("/history/rfc-765.txt",
            "FTP was first written down in April 1971 (RFC 114).\n"
            "Its first version over TCP is RFC 765, of June 1980.\n"
            "The one that is used today is RFC 959, of October 1985.\n");
}

}  // namespace cleartext::lab
