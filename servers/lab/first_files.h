// What lies on the FTP site of a new lab.
#pragma once
#include "servers/store/file_tree.h"

namespace cleartext::lab {

void put_first_files(store::FileTree& files);  // only into an empty tree

}  // namespace cleartext::lab
