// What a command said on standard output is what it was asked for: when that cannot be written, it did not do it.
#pragma once

namespace cleartext::commands {

// The status of the program: this one, or 1 with a sentence when words were lost and somebody still listens.
int said(int status);

}  // namespace cleartext::commands
