#pragma once
// For end-to-end tests: the built program in a folder of its own.

#include <sys/types.h>

#include <filesystem>
#include <optional>
#include <string>
#include <vector>

namespace sayso::testing_program {

struct Outcome {
  int status = 0;  // the exit status; 128 and the signal's number where one ended it
  std::string out, err;
};

struct Options {
  std::string input;                     // what stands on its standard input
  std::vector<std::string> environment;  // "NAME=value", added
  std::string output_file;               // where standard output goes instead of Outcome::out
  bool output_is_closed_pipe = false;    // nobody reads standard output
};

// A folder that is removed with the object; the program runs in it.
class Sandbox {
 public:
  explicit Sandbox(const std::string& name);
  ~Sandbox();
  Sandbox(const Sandbox&) = delete;
  Sandbox& operator=(const Sandbox&) = delete;

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void write(const std::string& name, const std::string& bytes) const;
  std::string read(const std::string& name) const;

  Outcome run(const std::vector<std::string>& arguments, const Options& options = {}) const;
  // Without waiting; its output goes to the files out and err of the folder.
  pid_t start(const std::vector<std::string>& arguments, const Options& options = {}) const;
  Outcome finish(pid_t process) const;

 private:
  std::filesystem::path folder_;
};

}  // namespace sayso::testing_program
