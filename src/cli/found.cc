#include "cli/found.h"

// Problem. Who gives a folder of what he has wants to know of each piece what became of it, not only
// of those that failed.
//
// Idea. One pass over the files, for `read` and `sources` alike: each document and each error of
// ingest() becomes a piece with its fate. Only documents that are new are kept.
//
// Example. A feed of three items, one of them in the ledger, one without text: kRead, kSeenBefore,
// kNoText.
//
// Cost. That of ingest().

#include <algorithm>
#include <array>
#include <optional>
#include <tuple>
#include <utility>

#include "base/hash.h"
#include "cli/day.h"
#include "cli/files.h"
#include "cli/phrase.h"

namespace sayso::cli {
namespace {

// The markers of texts that were removed, under their key and under the hash of their text.
using Markers = std::map<std::string, Forgotten>;

Result<Markers> markers_of(const Ledger* ledger) {
  Markers markers;
  if (ledger == nullptr) return markers;
  const Result<std::vector<Forgotten>> forgotten = ledger->forgotten();
  if (!forgotten) return forgotten.error();
  for (const Forgotten& mark : *forgotten) {
    markers.emplace(mark.key, mark);
    markers.emplace(mark.text_hash, mark);
  }
  return markers;
}

std::optional<Error> forgotten(const Document& document, const Markers& markers) {
  if (markers.empty()) return std::nullopt;
  auto found = markers.find(document.key);
  if (found == markers.end()) found = markers.find(sha256_hex(document.text));
  if (found == markers.end()) return std::nullopt;
  const Forgotten& mark = found->second;
  std::string what = "this text was forgotten by " + mark.by + " on " + long_day(day_of(mark.when));
  if (!mark.why.empty()) what += " (" + mark.why + ")";
  const std::string& id = document.external_id;
  return Error{what + " and is not read", document.file + (id.empty() ? "" : ", " + id),
               "`sayso forget --undo " + mark.key.substr(0, 12) + "` lets it be read again"};
}

// Of two files with one document the first by name stays, so that their order does not matter.
void keep_first(Document& kept, Document&& other) {
  const auto name = [](const Document& d) { return std::tie(d.file, d.external_id); };
  if (name(other) < name(kept)) kept = std::move(other);
}

std::string name_of(const Document& document) {
  const std::string& id = document.external_id;
  return document.file + (id.empty() ? "" : ", " + id);
}

Fate sort_in(Document&& document, std::vector<Note>&& notes, const Ledger* ledger,
             const Markers& markers, Found& found) {
  if (auto why = forgotten(document, markers)) {
    found.forgotten.push_back(*std::move(why));
    return Fate::kForgotten;
  }
  if (ledger != nullptr && ledger->has_document(document.key)) {
    ++found.n_known;
    found.known.insert({document.key, document.external_id});
    return Fate::kSeenBefore;
  }
  const std::string key = document.key;
  const auto [place, added] = found.fresh.try_emplace(key, std::move(document));
  if (added) {
    if (!notes.empty()) found.notes[key] = std::move(notes);
    return Fate::kRead;
  }
  ++found.n_repeated;
  keep_first(place->second, std::move(document));  // try_emplace moves only where it adds
  return Fate::kGivenTwice;
}

Fate fate_of(Cause cause) {
  if (cause == Cause::kNoText) return Fate::kNoText;
  return cause == Cause::kNotAnArticle ? Fate::kNotAnArticle : Fate::kBroken;
}

void take_errors(Ingested& ingested, Found& found) {
  for (std::size_t i = 0; i < ingested.errors.size(); ++i) {
    const Error& error = ingested.errors[i];
    const auto cause = ingested.causes.find(i);
    if (cause == ingested.causes.end() || cause->second != Cause::kLeftOut) {
      const Fate fate = cause == ingested.causes.end() ? Fate::kBroken : fate_of(cause->second);
      found.fates.push_back({error.where, fate, error.what, false});
    }
    found.errors.push_back(error);
  }
}

void take_documents(Ingested& ingested, const Ledger* ledger, const Markers& markers,
                    const Wanted& wanted, Found& found) {
  std::vector<std::vector<Note>> notes(ingested.documents.size());
  for (Note& note : ingested.notes) notes[note.document].push_back(std::move(note));
  for (std::size_t i = 0; i < ingested.documents.size(); ++i) {
    Document& document = ingested.documents[i];
    Piece piece{name_of(document), Fate::kRead, document.title, document.published.empty()};
    piece.fate = is_wanted(document, wanted)
                     ? sort_in(std::move(document), std::move(notes[i]), ledger, markers, found)
                     : Fate::kNotAskedFor;
    found.fates.push_back(std::move(piece));
  }
}

void read_one(const std::string& path, const IngestOptions& options, const Ledger* ledger,
              const Markers& markers, const Wanted& wanted, Found& found) {
  const Result<std::string> bytes = read_file(path);
  if (!bytes) {
    found.errors.push_back(bytes.error());
    found.fates.push_back({bytes.error().where, Fate::kBroken, bytes.error().what, false});
    return;
  }
  Ingested ingested = ingest(*bytes, path, options);
  take_documents(ingested, ledger, markers, wanted, found);
  take_errors(ingested, found);
}

std::string paragraphs(const std::string& text, int width) {
  std::string out;
  for (std::size_t at = 0; at <= text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    const std::string line = printable(std::string_view(text).substr(at, end - at));
    out += line.empty() ? "\n" : hang(" ", line, width);
    at = end + 1;
  }
  return out;
}

// "https://www.skerry.example/1" -> "skerry.example/1".
std::string_view bare_address(std::string_view address) {
  if (const std::size_t scheme = address.find("://"); scheme != std::string_view::npos)
    address.remove_prefix(scheme + 3);
  if (address.starts_with("www.")) address.remove_prefix(4);
  return address;
}

// Whether a text is what a pattern with * asks for. Goes back only to the last *, so at worst the
// product of the two lengths.
bool fits(std::string_view text, std::string_view pattern) {
  std::size_t t = 0, p = 0, star = std::string_view::npos, behind = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      behind = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++t;
      ++p;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++behind;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

std::string_view note_words(NoteKind kind) {
  switch (kind) {
    case NoteKind::kStandfirst:
      return "standfirst";
    case NoteKind::kCaption:
      return "caption";
    case NoteKind::kCorrection:
      return "correction";
    case NoteKind::kFirstHad:
      return "first had by";
    case NoteKind::kSummary:
      return "only a summary";
  }
  return "";
}

}  // namespace

bool is_wanted(const Document& document, const Wanted& wanted) {
  if (!wanted.only.empty() && !fits(bare_address(document.address), wanted.only)) return false;
  const std::string& date = document.published.empty() ? document.captured : document.published;
  return wanted.since.empty() || date.empty() || day_of(date) >= wanted.since;
}

const std::vector<Note>& Found::notes_of(const std::string& key) const {
  static const std::vector<Note> kNone;
  const auto place = notes.find(key);
  return place == notes.end() ? kNone : place->second;
}

Found find_documents(const std::vector<std::string>& paths, const IngestOptions& options,
                     const Ledger* ledger, const Wanted& wanted) {
  Found found;
  Listing listing = list_articles(paths);
  for (const Error& error : listing.errors)
    found.fates.push_back({error.where, Fate::kBroken, error.what, false});
  found.errors = std::move(listing.errors);
  found.passed_over = listing.passed_over;
  const Result<Markers> markers = markers_of(ledger);
  if (!markers) {
    found.errors.push_back(markers.error());
    return found;
  }
  for (const std::string& path : listing.files)
    read_one(path, options, ledger, *markers, wanted, found);
  return found;
}

std::string_view fate_words(Fate fate) {
  switch (fate) {
    case Fate::kRead:
      return "read";
    case Fate::kSeenBefore:
      return "seen before";
    case Fate::kGivenTwice:
      return "given twice";
    case Fate::kForgotten:
      return "forgotten";
    case Fate::kNotAskedFor:
      return "not asked for";
    case Fate::kNotAnArticle:
      return "not an article";
    case Fate::kNoText:
      return "no text";
    case Fate::kBroken:
      return "failed";
  }
  return "";
}

std::string closing_table(const Found& found) {
  std::map<Fate, std::size_t> counts;
  std::size_t n_undated = 0;
  for (const Piece& piece : found.fates) {
    ++counts[piece.fate];
    if (piece.fate == Fate::kRead && piece.no_date) ++n_undated;
  }
  if (counts.size() <= 1 && counts.contains(Fate::kRead) && n_undated == 0) return "";
  std::string out;
  const auto row = [&](std::string_view words, std::size_t n) {
    if (n > 0) out += "   " + pad(words, 16) + std::to_string(n) + "\n";
  };
  for (const auto& [fate, n] : counts) {
    row(fate_words(fate), n);
    if (fate == Fate::kRead) row("  with no date", n_undated);
  }
  return out;
}

std::string shown_document(const Document& document, const std::vector<Note>& notes,
                           const Look& look) {
  std::string out = hang(" ", ink(look, Ink::kNumber, printable(name_of(document))), look.width);
  const auto line = [&](std::string_view words, const std::string& value) {
    const std::string label = " " + pad(words, 16);
    if (!value.empty()) out += hang(ink(look, Ink::kDim, label), printable(value), look.width);
  };
  line("title", document.title.empty() ? "(none)" : document.title);
  line("outlet", document.outlet.empty() ? "(not said)" : document.outlet);
  line("byline", document.byline);
  line("published", document.published.empty() ? "(not said)" : document.published);
  line("modified", document.modified);
  line("captured", document.captured);
  line("address", document.address);
  line("language", document.language);
  for (const Note& note : notes) line(note_words(note.kind), note.text);
  return out + "\n" + paragraphs(document.text, look.width) + "\n";
}

}  // namespace sayso::cli
