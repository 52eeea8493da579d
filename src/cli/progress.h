#pragma once
// A progress bar on standard error, for people: nothing is written where that is no terminal.
//
//   reading  [##########----------]  48 of 96 articles, 1 min left

#include <chrono>
#include <cstddef>
#include <string>

namespace sayso::cli {

// The bar as it is drawn, without the carriage return. `seconds` is the time since the start.
std::string progress_line(std::size_t done, std::size_t all, double seconds);

class Progress {
 public:
  explicit Progress(std::size_t all);
  ~Progress();  // clears the line
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  void show(std::size_t done);

 private:
  std::size_t all_;
  bool on_terminal_;
  std::chrono::steady_clock::time_point start_;
};

}  // namespace sayso::cli
