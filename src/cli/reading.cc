#include "cli/reading.h"

#include <algorithm>
#include <atomic>
#include <chrono>
#include <condition_variable>
#include <exception>
#include <mutex>
#include <optional>
#include <thread>

#include "cli/interrupt.h"
#include "cli/progress.h"
#include "sayso/extract.h"

namespace sayso::cli {
namespace {

// What the workers share.
struct Work {
  const std::vector<Document>& documents;
  const Model& model;
  const ReadOne& read;
  std::vector<Records> records;  // each element is written by the one worker that took its number
  std::atomic<std::size_t> next = 0;

  std::mutex mutex;  // guards what follows
  std::condition_variable changed;
  std::size_t n_done = 0;
  std::size_t n_workers = 0;
  std::optional<Error> failure;  // the first

  bool failed() {
    const std::lock_guard lock(mutex);
    return failure.has_value();
  }
};

std::optional<Error> read_one(Work& work, std::size_t index, Scratch& scratch) {
  const Document& document = work.documents[index];
  try {
    work.records[index] = work.read(index, scratch);
    return std::nullopt;
  } catch (const std::exception& problem) {
    return Error{std::string("could not be read to its end: ") + problem.what(), document.file,
                 "try with fewer --threads or more memory"};
  }
}

void read_all(Work& work) {
  const ScratchPtr scratch = make_scratch(work.model);
  while (!interrupted() && !work.failed()) {
    const std::size_t index = work.next++;
    if (index >= work.documents.size()) return;
    std::optional<Error> problem = read_one(work, index, *scratch);
    const std::lock_guard lock(work.mutex);
    ++work.n_done;
    if (problem && !work.failure) work.failure = std::move(problem);
    work.changed.notify_one();
  }
}

void run_worker(Work& work) {
  std::optional<Error> problem;
  try {
    read_all(work);
  } catch (const std::exception& error) {
    problem =
        Error{std::string("a worker stopped: ") + error.what(), "", "try with fewer --threads"};
  }
  const std::lock_guard lock(work.mutex);
  if (problem && !work.failure) work.failure = std::move(problem);
  --work.n_workers;
  work.changed.notify_one();
}

void wait_for_workers(Work& work) {
  Progress progress(work.documents.size());
  std::unique_lock lock(work.mutex);
  while (work.n_workers > 0) {
    progress.show(work.n_done);
    work.changed.wait_for(lock, std::chrono::milliseconds(250));
  }
}

std::size_t threads_for(int n_threads, std::size_t n_documents) {
  const std::size_t cores = std::max(1u, std::thread::hardware_concurrency());
  const std::size_t wanted = n_threads > 0 ? static_cast<std::size_t>(n_threads) : cores;
  return std::max<std::size_t>(1, std::min({wanted, n_documents, std::size_t{kMaxThreads}}));
}

}  // namespace

Result<std::vector<Records>> read_documents(const std::vector<Document>& documents,
                                            const Model& model, const ReadOne& read,
                                            int n_threads) {
  Work work{documents, model, read, std::vector<Records>(documents.size()), {}, {}, {}, 0, 0, {}};
  work.n_workers = threads_for(n_threads, documents.size());
  {
    std::vector<std::jthread> workers;  // joined at the end of this block
    const std::size_t n_workers = work.n_workers;
    for (std::size_t i = 0; i < n_workers; ++i) workers.emplace_back([&work] { run_worker(work); });
    wait_for_workers(work);
  }
  reading_is_over();
  if (interrupted()) return Error{"interrupted", "", "the ledger is as it was before"};
  if (work.failure) return *work.failure;
  return std::move(work.records);
}

Result<std::vector<Records>> read_documents(const std::vector<Document>& documents,
                                            const Model& model, const ExtractOptions& options,
                                            int n_threads) {
  const ReadOne read = [&](std::size_t index, Scratch& scratch) {
    return extract(documents[index], model, scratch, options);
  };
  return read_documents(documents, model, read, n_threads);
}

}  // namespace sayso::cli
