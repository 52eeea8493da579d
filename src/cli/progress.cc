#include "cli/progress.h"

#include <unistd.h>

#include <cmath>
#include <cstdio>

namespace sayso::cli {
namespace {

constexpr std::size_t kBarCells = 24;

std::string time_left(std::size_t done, std::size_t all, double seconds) {
  if (done == 0 || done >= all || seconds < 2) return "";
  const double left = seconds / static_cast<double>(done) * static_cast<double>(all - done);
  if (left < 90) return ", " + std::to_string(std::lround(left)) + " s left";
  return ", " + std::to_string(std::lround(left / 60)) + " min left";
}

}  // namespace

std::string progress_line(std::size_t done, std::size_t all, double seconds) {
  const std::size_t filled = all == 0 ? kBarCells : kBarCells * done / all;
  return " reading  [" + std::string(filled, '#') + std::string(kBarCells - filled, '-') + "]  " +
         std::to_string(done) + " of " + std::to_string(all) + " articles" +
         time_left(done, all, seconds);
}

Progress::Progress(std::size_t all)
    : all_(all),
      on_terminal_(::isatty(STDERR_FILENO) == 1),
      start_(std::chrono::steady_clock::now()) {}

Progress::~Progress() {
  if (on_terminal_) std::fputs("\r\x1b[K", stderr);
}

void Progress::show(std::size_t done) {
  if (!on_terminal_) return;
  const std::chrono::duration<double> since = std::chrono::steady_clock::now() - start_;
  std::fputs(("\r\x1b[K" + progress_line(done, all_, since.count())).c_str(), stderr);
  std::fflush(stderr);
}

}  // namespace sayso::cli
