#include "cli/interrupt.h"

#include <unistd.h>

#include <atomic>
#include <csignal>
#include <cstring>

namespace sayso::cli {
namespace {

constexpr const char* kWhileReading =
    "\nsayso: stopping as soon as the articles in hand are read; the ledger stays as it was. "
    "A second Ctrl-C stops at once\n";
constexpr const char* kWhileWriting =
    "\nsayso: all is read and is being written, which is finished first. A second Ctrl-C stops at "
    "once, and the ledger stays as it was or has everything\n";

std::atomic<bool> was_interrupted = false;
std::atomic<const char*> answer = kWhileReading;
static_assert(std::atomic<bool>::is_always_lock_free &&
                  std::atomic<const char*>::is_always_lock_free,
              "a signal handler may only touch lock-free atomics");

// An article may take minutes: who interrupts must see that it was heard.
extern "C" void note_interrupt(int signal) {
  was_interrupted = true;
  std::signal(signal, SIG_DFL);
  const char* const text = answer;
  [[maybe_unused]] const auto written = ::write(STDERR_FILENO, text, std::strlen(text));
}

}  // namespace

void watch_for_interrupt() {
  std::signal(SIGINT, note_interrupt);
  std::signal(SIGTERM, note_interrupt);
}

void reading_is_over() { answer = kWhileWriting; }

bool interrupted() { return was_interrupted; }

}  // namespace sayso::cli
