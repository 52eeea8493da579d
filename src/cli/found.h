#pragma once
// The articles in files, and what became of every piece of them.
//
//   Found found = find_documents({"crawl/"}, {}, &ledger);
//   found.fresh        what is to be read
//   found.fates        a line for each piece: {"a.jsonl, line 3", kNoText, "the article has no text"}

#include <cstddef>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "cli/layout.h"
#include "sayso/ingest.h"
#include "sayso/ledger.h"

namespace sayso::cli {

enum class Fate {
  kRead,
  kSeenBefore,
  kGivenTwice,
  kForgotten,
  kNotAskedFor,
  kNotAnArticle,
  kNoText,
  kBroken
};

// Which articles of the files are asked for; "" asks for all.
struct Wanted {
  std::string only;   // an address without scheme and "www.", in which * stands for anything
  std::string since;  // a day: published, or captured where that is not said, then or later;
                      // articles that say neither are taken
};
bool is_wanted(const Document& document, const Wanted& wanted);

// One piece of the input.
struct Piece {
  std::string where;  // "feed.xml, item 3, byte 1200"
  Fate fate = Fate::kRead;
  std::string words;     // an article's title, or why it was not read
  bool no_date = false;  // an article that says nothing of when it was published
};

struct Found {
  std::map<std::string, Document> fresh;  // by key: not in the ledger yet
  std::size_t n_known = 0;                // in the ledger already
  std::set<std::string> known;            // keys and ids of those
  std::size_t n_repeated = 0;             // more than once in these files
  std::size_t passed_over = 0;
  std::vector<Error> forgotten;  // for each text that is not to be taken in, why
  std::vector<Error> errors;
  std::vector<Piece> fates;                        // in the order of the files
  std::map<std::string, std::vector<Note>> notes;  // of documents, by key

  const std::vector<Note>& notes_of(const std::string& key) const;
};

// Reads the files, and those in the folders, that `paths` name. `ledger` may be null.
Found find_documents(const std::vector<std::string>& paths, const IngestOptions& options,
                     const Ledger* ledger, const Wanted& wanted = {});

std::string_view fate_words(Fate fate);  // "seen before"

// How many pieces had which fate; "" where all were read and had a date. Fit for a terminal.
std::string closing_table(const Found& found);

// A document as it was taken from its file, with what stands beside its text. Fit for a terminal.
std::string shown_document(const Document& document, const std::vector<Note>& notes,
                           const Look& look);

}  // namespace sayso::cli
