#include "group/candidates.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <span>

#include "group/meetings.h"
#include "group/twins.h"

namespace sayso {
namespace {

constexpr std::uint32_t kNearStatements = 12;
constexpr std::uint32_t kLongDocument = 200;  // statements
constexpr double kTellingWeight = 0.4;        // of shared stems, in one document
constexpr float kTellingWord = 0.5F;          // of a word under which statements meet
constexpr std::size_t kDeepest = 6;           // shared words by which a long document is divided

bool any_shared(std::span<const WordId> a, std::span<const WordId> b) {
  return std::any_of(a.begin(), a.end(),
                     [&](WordId value) { return std::binary_search(b.begin(), b.end(), value); });
}

bool share_something(const Item& a, const Item& b) {
  return any_shared(a.numbers, b.numbers) || any_shared(a.names, b.names) ||
         shared_weight(a.wide, b.wide, *a.dictionary) >= kTellingWeight;
}

// Words of the content that tell, and all figures; sorted.
std::vector<WordId> telling_words(const Item& item) {
  std::vector<WordId> words(item.numbers.begin(), item.numbers.end());
  for (const WordId stem : item.words.stems) {
    if (item.dictionary->weight(stem) >= kTellingWord) words.push_back(stem);
  }
  std::sort(words.begin(), words.end());
  words.erase(std::unique(words.begin(), words.end()), words.end());
  return words;
}

class Candidates {
 public:
  Candidates(const Prepared& prepared, const std::vector<Item>& items, const Rooms& rooms,
             const std::function<void(const CandidatePair&)>& visit)
      : prepared_(prepared),
        items_(items),
        rooms_(rooms),
        visit_(visit),
        starts_(document_starts(items, prepared.grouping.documents.size())) {
    for (const Item& item : items) {
      const std::vector<WordId> words = telling_words(item);
      words_.insert(words_.end(), words.begin(), words.end());
      words_end_.push_back(words_.size());
    }
  }

  void run() {
    for (std::uint32_t document = 0; document + 1 < starts_.size(); ++document) within(document);
    for (const Copy& copy : prepared_.grouping.copies) between_all(copy.original, copy.copy, true);
    for_each_affair_pair(compared_documents(), prepared_.relations,
                         [&](std::uint32_t a, std::uint32_t b) {
                           if (!prepared_.relations.are_copies(a, b)) between_all(a, b, false);
                         });
    between();
  }

 private:
  std::span<const WordId> words_of(std::uint32_t item) const {
    const std::size_t begin = item == 0 ? 0 : words_end_[item - 1];
    return std::span(words_).subspan(begin, words_end_[item] - begin);
  }

  bool is_own(std::uint32_t item) const {
    const HeldStatement& statement = *items_[item].held;
    return statement.voice == Voice::kOwn && statement.stance == Stance::kAsserts;
  }
  bool is_compared(std::uint32_t item) const { return rooms_[item] != kNoRoom; }
  bool in_one_room(std::uint32_t a, std::uint32_t b) const {
    return is_compared(a) && rooms_[a] == rooms_[b];
  }

  // ---- one document

  void within(std::uint32_t document) {
    const std::uint32_t first = starts_[document], end = starts_[document + 1];
    const bool is_long = end - first > kLongDocument;
    for (std::uint32_t a = first; a < end; ++a) {
      const std::uint32_t last = is_long ? std::min(end, a + kNearStatements + 1) : end;
      for (std::uint32_t b = a + 1; b < last; ++b) {
        if (!in_one_room(a, b)) continue;
        if (b - a <= kNearStatements || share_something(items_[a], items_[b])) add_within(a, b);
      }
    }
    if (is_long) at_a_distance(first, end);
  }

  void add_within(std::uint32_t a, std::uint32_t b) const {
    if (in_one_room(a, b)) visit_({a, b, {.same = true}});
  }

  void at_a_distance(std::uint32_t first, std::uint32_t end) {
    std::vector<std::uint32_t> all(end - first);
    std::iota(all.begin(), all.end(), first);
    divide(all, {});
  }

  // `shared` are the words that all of the list share.
  void divide(const std::vector<std::uint32_t>& list, const std::vector<WordId>& shared) {
    const bool short_list = shared.size() >= 1 && list.size() <= kShortList;
    if (short_list || shared.size() == kDeepest) return each_with_each(list, shared);
    std::vector<std::pair<WordId, std::uint32_t>> entries;
    for (const std::uint32_t i : list) {
      for (const WordId word : words_of(i)) {
        if (shared.empty() || word > shared.back()) entries.emplace_back(word, i);
      }
    }
    std::sort(entries.begin(), entries.end());
    // Pairs that share no further word are looked at here, with the one before them only.
    if (shared.size() >= 2) each_with_next(list, shared);
    for (std::size_t from = 0, to = 0; from < entries.size(); from = to) {
      std::vector<std::uint32_t> part;
      for (; to < entries.size() && entries[to].first == entries[from].first; ++to)
        part.push_back(entries[to].second);
      std::vector<WordId> more = shared;
      more.push_back(entries[from].first);
      if (part.size() > 1) divide(part, more);
    }
  }

  void each_with_each(const std::vector<std::uint32_t>& list, const std::vector<WordId>& shared) {
    const bool too_many = list.size() > kShortList;  // the same sentence again and again
    if (too_many) return each_with_next(list, shared);
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size(); ++j)
        if (are_first(list[i], list[j], shared, true)) add_within(list[i], list[j]);
    }
  }

  void each_with_next(const std::vector<std::uint32_t>& list, const std::vector<WordId>& shared) {
    const bool deepest = shared.size() == kDeepest;
    for (std::size_t i = 1; i < list.size(); ++i)
      if (are_first(list[i - 1], list[i], shared, deepest)) add_within(list[i - 1], list[i]);
  }

  // Whether the two stand apart, share two words, and `shared` are the first of those, and, unless
  // `more`, all of them.
  bool are_first(std::uint32_t a, std::uint32_t b, const std::vector<WordId>& shared,
                 bool more) const {
    if (b - a <= kNearStatements) return false;
    std::vector<WordId> both;
    const std::span<const WordId> left = words_of(a), right = words_of(b);
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::back_inserter(both));
    if (both.size() < 2 || both.size() < shared.size()) return false;
    if (!more && both.size() != shared.size()) return false;
    return std::equal(shared.begin(), shared.end(), both.begin());
  }

  // ---- two documents

  // Documents with a statement of somebody's that is no twin: a text in 5,000 papers is one.
  std::vector<std::uint32_t> compared_documents() const {
    std::vector<std::uint32_t> documents;
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      const bool counts = is_compared(i) && !is_own(i);
      const std::uint32_t document = items_[i].document;
      if (counts && (documents.empty() || documents.back() != document))
        documents.push_back(document);
    }
    return documents;
  }

  // `own`: also what is in an outlet's own voice.
  void between_all(std::uint32_t first, std::uint32_t second, bool own) const {
    const DocumentPair documents = document_pair(prepared_, first, second);
    for (std::uint32_t a = starts_[first]; a < starts_[first + 1]; ++a) {
      if (!is_compared(a) || (!own && is_own(a))) continue;
      for (std::uint32_t b = starts_[second]; b < starts_[second + 1]; ++b) {
        if (!in_one_room(a, b) || (!own && is_own(b))) continue;
        if (share_something(items_[a], items_[b])) visit_({a, b, documents});
      }
    }
  }

  void between() const {
    std::vector<Meeter> meeters;
    meeters.reserve(items_.size());
    for (std::uint32_t i = 0; i < items_.size(); ++i) {
      if (is_compared(i))
        meeters.push_back({i, items_[i].document, rooms_[i], is_own(i), words_of(i)});
    }
    for_each_meeting(meeters, prepared_.relations, [&](const Meeter& a, const Meeter& b) {
      if (prepared_.relations.are_copies(a.document, b.document)) return;
      visit_({a.item, b.item, document_pair(prepared_, a.document, b.document)});
    });
  }

  const Prepared& prepared_;
  const std::vector<Item>& items_;
  const Rooms& rooms_;
  const std::function<void(const CandidatePair&)>& visit_;
  std::vector<std::uint32_t> starts_;   // of each document its first item, and the end
  std::vector<WordId> words_;           // telling ones of all items, one after the other
  std::vector<std::size_t> words_end_;  // of each item
};

}  // namespace

void for_each_candidate(const Prepared& prepared, const std::vector<Item>& items,
                        const Rooms& rooms,
                        const std::function<void(const CandidatePair&)>& visit) {
  Candidates(prepared, items, rooms, visit).run();
}

std::vector<CandidatePair> find_candidates(const Prepared& prepared,
                                           const std::vector<Item>& items) {
  const Rooms one_room(items.size(), 0);
  std::vector<CandidatePair> pairs;
  for_each_candidate(prepared, items, one_room,
                     [&](const CandidatePair& pair) { pairs.push_back(pair); });
  std::sort(pairs.begin(), pairs.end(), [](const CandidatePair& x, const CandidatePair& y) {
    return std::pair(x.a, x.b) < std::pair(y.a, y.b);
  });
  return pairs;
}

}  // namespace sayso
