#pragma once
// Files, the one place where the program opens them: bytes in, bytes out, folders listed.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/result.h"

namespace sayso::cli {

inline constexpr std::size_t kMaxFileBytes = std::size_t{1} << 30;  // a larger file is refused

// The whole of a file; "-" is standard input. Pipes work; a folder is an error.
Result<std::string> read_file(const std::string& path, std::size_t max_bytes = kMaxFileBytes);

// Writes beside the file and renames, so that it is there whole or not at all.
Result<Done> write_file(const std::string& path, std::string_view bytes);

struct Listing {
  std::vector<std::string> files;
  std::vector<Error> errors;    // what is not there or can't be listed
  std::size_t passed_over = 0;  // files in folders whose ending says that they are no article
};

// The files that `paths` name, without repeats: a file as it is, a folder with everything in it
// that has one of known_endings() (ingest.h), sorted by name. Links to folders are not followed
// inside of folders.
Listing list_articles(const std::vector<std::string>& paths);

// The folder of the running program, or "" if the system does not say.
std::string program_folder();

}  // namespace sayso::cli
