#pragma once
// The ledger: one SQLite file that keeps documents with their bytes, pins records, and stores what
// was derived from them. It is the only place with SQL.
//
//   kept     documents and reviews: rows with their own hashes, never changed but by forget()
//   pinned   the records of a document, by model, rules and numeric profile
//   derived  claims, links, copies, search index: thrown away and made again at will
//
// Each write is one transaction, checked before COMMIT (every quotation equals its bytes): a
// process that is killed leaves the ledger as it was before.

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/document.h"
#include "sayso/result.h"
#include "sayso/review.h"
#include "sayso/statement.h"

namespace sayso {

// What makes records comparable: records of another pin are never mixed with these.
struct Pin {
  std::string model;    // model_id()
  std::string rules;    // kRulesVersion
  std::string profile;  // numeric_profile()
  auto operator<=>(const Pin&) const = default;
};

struct SearchHit {
  std::string document;   // key
  Span at;                // of the text
  std::string statement;  // id, or empty if the words stand outside of every statement
};

// A document that was removed, or whose marker was lifted again.
struct Forgotten {
  std::string key;
  std::string name;       // how it was called: "a1"
  std::string text_hash;  // SHA-256 of its text
  std::string by, when, why;
};

class Ledger {
 public:
  // Creates the file if it is not there. An error if the file is no ledger, is one of another
  // format version, or can't be read or written; the message says which, and what to do.
  static Result<Ledger> open(const std::string& path);
  // The same, but never creates or writes: for listings.
  static Result<Ledger> open_read_only(const std::string& path);
  // Brings a ledger of an earlier format version to the one that open() takes, and leaves a copy of
  // it beside the file. The name of the copy; empty if there was nothing to do. What was derived
  // has to be stored again.
  static Result<std::string> upgrade(const std::string& path);

  Ledger(Ledger&&) noexcept;
  Ledger& operator=(Ledger&&) noexcept;
  ~Ledger();

  bool has_document(std::string_view key) const;
  // Documents in the order of their keys.
  Result<std::vector<Document>> documents() const;
  Result<Document> document(std::string_view key) const;
  // The pin of the stored records; empty fields if there are none.
  Result<Pin> pin() const;
  Result<std::vector<Records>> records() const;
  // The same one by one, in the order of their documents' keys, where all at once need too much
  // memory.
  Result<Done> each_records(const std::function<void(Records)>& take) const;

  // Adds documents with their records in one transaction; a document that is there already is left
  // as it is. Fails without effect if the ledger's pin differs, a span does not fit its text, or a
  // document was forgotten.
  Result<Done> add(const std::vector<Document>& documents, const std::vector<Records>& records,
                   const Pin& pin);
  // Replaces all records (after reading again with another model or other rules).
  Result<Done> replace_records(const std::vector<Records>& records, const Pin& pin);

  // All reviews in order of (when, id), each with whether it fits the texts that are here.
  Result<std::vector<Review>> reviews() const;
  // Appends reviews; those that are here already are left as they are. What quotes a forgotten text
  // is redacted. Returns how many were new.
  Result<std::size_t> add_reviews(const std::vector<Review>& reviews);

  // Whether the words of a review, wherever it comes from, stand in the texts that are here.
  Result<bool> fits(const Review& review) const;

  // Removes a document with everything that quotes it, and leaves a marker. The file is written
  // anew, so that the words are nowhere in it. `mark` says by whom, when and why; the rest is
  // filled in.
  Result<Done> forget(std::string_view key, Forgotten mark);
  // Lifts the marker: the text may be read in again.
  Result<Done> lift(std::string_view key, Forgotten mark);
  // The markers that hold, by key.
  Result<std::vector<Forgotten>> forgotten() const;

  // Derived: written whole, read whole. grouping() is empty if documents, records or reviews have
  // come since the last store(): what was derived before no longer follows from what is there.
  Result<Done> store(const Grouping& grouping);
  Result<Grouping> grouping() const;

  // Full-text search over texts and titles: all of `words` in one document, best first, at most
  // `limit`. Of one document the three shortest stretches that hold them all; if only its title has
  // them, one empty span. What is typed is never a query language. More than 64 words is an error.
  Result<std::vector<SearchHit>> search(std::string_view words, int limit) const;

  // Everything that can be checked: pages, references, each row's hash, each span against its text,
  // the search index (if the file can be written). Empty: nothing is wrong. Reads the whole file;
  // at most 1,000 problems are listed.
  std::vector<Error> verify() const;

 private:
  struct Impl;
  explicit Ledger(std::unique_ptr<Impl> impl);
  std::unique_ptr<Impl> impl_;
};

}  // namespace sayso
