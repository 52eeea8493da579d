#include "program.h"

#include <fcntl.h>
#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cstdlib>
#include <fstream>
#include <iterator>

namespace sayso::testing_program {
namespace {

namespace fs = std::filesystem;

std::string program() {
  const char* named = std::getenv("SAYSO_PROGRAM");
  EXPECT_NE(named, nullptr) << "SAYSO_PROGRAM names the program that is tested; ctest sets it";
  return fs::absolute(named == nullptr ? "sayso" : named).string();
}

int opened(const std::string& file, int flags) { return ::open(file.c_str(), flags, 0666); }

// The writing end of a pipe that nobody reads.
int closed_pipe() {
  std::array<int, 2> ends{};
  if (::pipe(ends.data()) != 0) return -1;
  ::close(ends[0]);
  return ends[1];
}

std::vector<char*> pointers(std::vector<std::string>& words) {
  std::vector<char*> all;
  for (std::string& word : words) all.push_back(word.data());
  all.push_back(nullptr);
  return all;
}

}  // namespace

Sandbox::Sandbox(const std::string& name)
    : folder_(fs::path(testing::TempDir()) / ("sayso-" + name + "-" + std::to_string(::getpid()))) {
  fs::remove_all(folder_);
  fs::create_directories(folder_);
}

Sandbox::~Sandbox() {
  std::error_code ignored;
  fs::remove_all(folder_, ignored);
}

void Sandbox::write(const std::string& name, const std::string& bytes) const {
  fs::create_directories(fs::path(path(name)).parent_path());
  std::ofstream(path(name), std::ios::binary) << bytes;
}

std::string Sandbox::read(const std::string& name) const {
  std::ifstream in(path(name), std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

pid_t Sandbox::start(const std::vector<std::string>& arguments, const Options& options) const {
  write("in", options.input);
  std::vector<std::string> words = {program()};
  words.insert(words.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv = pointers(words);
  std::vector<std::string> environment = options.environment;
  const std::string out = options.output_file.empty() ? path("out") : options.output_file;
  const pid_t child = ::fork();
  if (child != 0) return child;
  const int output =
      options.output_is_closed_pipe ? closed_pipe() : opened(out, O_WRONLY | O_CREAT | O_TRUNC);
  ::dup2(opened(path("in"), O_RDONLY), STDIN_FILENO);
  ::dup2(output, STDOUT_FILENO);
  ::dup2(opened(path("err"), O_WRONLY | O_CREAT | O_TRUNC), STDERR_FILENO);
  ::unsetenv("SAYSO_LEDGER");
  for (std::string& variable : environment) ::putenv(variable.data());
  if (::chdir(folder_.c_str()) == 0) ::execv(argv[0], argv.data());
  ::_exit(127);
}

Outcome Sandbox::finish(pid_t process) const {
  int status = 0;
  ::waitpid(process, &status, 0);
  return {WIFSIGNALED(status) ? 128 + WTERMSIG(status) : WEXITSTATUS(status), read("out"),
          read("err")};
}

Outcome Sandbox::run(const std::vector<std::string>& arguments, const Options& options) const {
  return finish(start(arguments, options));
}

}  // namespace sayso::testing_program
