#pragma once
// Runs extract() over documents on several threads. A record depends on its own document only and
// has its place by the document's, so the result does not depend on the number of threads.

#include <cstddef>
#include <functional>
#include <vector>

#include "sayso/document.h"
#include "sayso/extract.h"
#include "sayso/model.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso::cli {

inline constexpr int kMaxThreads = 256;

// The records of the document with this number; called on several threads at once.
using ReadOne = std::function<Records(std::size_t, Scratch&)>;

// Calls `read` once for each of the documents. `n_threads` 0 is one a core. Draws a progress bar on a terminal. An error if it was interrupted
// (see interrupt.h) or a document could not be read to the end (no memory).
Result<std::vector<Records>> read_documents(const std::vector<Document>& documents,
                                            const Model& model, const ReadOne& read, int n_threads);

// The same with extract().
Result<std::vector<Records>> read_documents(const std::vector<Document>& documents,
                                            const Model& model, const ExtractOptions& options,
                                            int n_threads);

}  // namespace sayso::cli
