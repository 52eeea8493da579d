#include "group/meetings.h"

#include <algorithm>
#include <iterator>
#include <utility>

namespace sayso {
namespace {

using List = std::vector<std::uint32_t>;  // into the meeters, rising
using Lists = std::function<std::span<const WordId>(const Meeter&)>;
using Entry = std::pair<WordId, std::uint32_t>;  // a word or name, and who has it

constexpr WordId kNone = ~0u;
// An eighth of the words at a time, so that the table of who has which stays small.
constexpr WordId kPasses = 8;

// The first two numbers that two sorted lists share.
struct Shared {
  WordId first = kNone, second = kNone;
};

Shared shared_of(std::span<const WordId> a, std::span<const WordId> b) {
  Shared shared;
  for (auto l = a.begin(), r = b.begin(); l != a.end() && r != b.end();) {
    const WordId left = *l, right = *r;
    if (left == right) {
      if (shared.first != kNone) {
        shared.second = left;
        return shared;
      }
      shared.first = left;
    }
    l += left <= right ? 1 : 0;
    r += right <= left ? 1 : 0;
  }
  return shared;
}

// What all of a list share, beside the word.
struct Seat {
  WordId name = kNone, second_name = kNone, second_word = kNone;
};

// Lists of who shares a number, in order of the numbers.
template <typename Number, typename Visit>
void for_each_list(std::vector<std::pair<Number, std::uint32_t>>& entries, const Visit& visit) {
  std::sort(entries.begin(), entries.end());
  List list;
  for (std::size_t first = 0, end = 0; first < entries.size(); first = end) {
    list.clear();
    for (; end < entries.size() && entries[end].first == entries[first].first; ++end)
      list.push_back(entries[end].second);
    if (list.size() > 1) visit(entries[first].first, list);
  }
}

class AffairPairs {
 public:
  AffairPairs(const Relations& relations,
              const std::function<void(std::uint32_t, std::uint32_t)>& visit)
      : relations_(relations), visit_(visit) {}

  void run(const List& documents) { divide(documents, {}); }

 private:
  // `names` are the first that all documents of the list share.
  void divide(const List& list, const std::vector<WordId>& names) {
    if (names.size() == kAffairNames || (!names.empty() && list.size() <= kShortList))
      return each_with_each(list, names);
    std::vector<Entry> entries;
    for (const std::uint32_t document : list) {
      for (const WordId name : relations_.names(document)) {
        if (names.empty() || name > names.back()) entries.emplace_back(name, document);
      }
    }
    for_each_list(entries, [&](WordId name, const List& part) {
      std::vector<WordId> more = names;
      more.push_back(name);
      divide(part, more);
    });
  }

  void each_with_each(const List& list, const std::vector<WordId>& names) const {
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size(); ++j) {
        if (relations_.are_near_in_time(list[i], list[j]) && are_first(list[i], list[j], names))
          visit_(list[i], list[j]);
      }
    }
  }

  bool are_first(std::uint32_t a, std::uint32_t b, const std::vector<WordId>& names) const {
    const std::span<const WordId> left = relations_.names(a), right = relations_.names(b);
    std::vector<WordId> both;
    std::set_intersection(left.begin(), left.end(), right.begin(), right.end(),
                          std::back_inserter(both));
    return both.size() >= kAffairNames && std::equal(names.begin(), names.end(), both.begin());
  }

  const Relations& relations_;
  const std::function<void(std::uint32_t, std::uint32_t)>& visit_;
};

class Host {
 public:
  Host(const std::vector<Meeter>& meeters, const Relations& relations,
       const std::function<void(const Meeter&, const Meeter&)>& met)
      : meeters_(meeters), relations_(relations), met_(met) {}

  void run() {
    for (WordId pass = 0; pass < kPasses; ++pass) run(pass);
  }

 private:
  // Words whose number leaves `pass`: a room and a word in one number, and who has it.
  void run(WordId pass) {
    std::vector<std::pair<std::uint64_t, std::uint32_t>> entries;
    for (std::uint32_t i = 0; i < meeters_.size(); ++i) {
      for (const WordId word : meeters_[i].words) {
        if (word % kPasses == pass)
          entries.emplace_back(std::uint64_t{meeters_[i].room} << 32 | word, i);
      }
    }
    for_each_list(entries, [&](std::uint64_t room_and_word, const List& list) {
      word_ = static_cast<WordId>(room_and_word);
      if (list.size() <= kShortList) return each_with_each(list, {});
      divide(list, names_, kNone, [&](WordId name, const List& part) { by_name(part, name); });
    });
  }

  // Lists of those who share one of their names, or words, that comes after `after`.
  template <typename Visit>
  void divide(const List& list, const Lists& of, WordId after, const Visit& visit) {
    std::vector<Entry> entries;
    for (const std::uint32_t i : list) {
      const std::span<const WordId> ids = of(meeters_[i]);
      const auto first =
          after == kNone ? ids.begin() : std::upper_bound(ids.begin(), ids.end(), after);
      for (auto id = first; id != ids.end(); ++id) entries.emplace_back(*id, i);
    }
    for_each_list(entries, visit);
  }

  void by_name(const List& list, WordId name) {
    if (list.size() <= kShortList) return each_with_each(list, {.name = name});
    divide(list, names_, name, [&](WordId second, const List& part) {
      each_with_each(part, {.name = name, .second_name = second});
    });
    divide(list, words_, word_, [&](WordId second, const List& part) {
      each_with_each(part, {.name = name, .second_word = second});
    });
  }

  void each_with_each(const List& list, const Seat& seat) {
    for (std::size_t i = 0; i < list.size(); ++i) {
      for (std::size_t j = i + 1; j < list.size(); ++j)
        look_at(meeters_[list[i]], meeters_[list[j]], seat);
    }
  }

  void look_at(const Meeter& a, const Meeter& b, const Seat& seat) {
    if (a.document == b.document || (a.own && b.own)) return;
    const Shared words = shared_of(a.words, b.words);
    if (words.first != word_) return;
    const bool two = words.second != kNone;
    if (!two && (a.own || b.own)) return;
    if (seat.second_word != kNone && seat.second_word != words.second) return;
    if (seat.name != kNone && !sits_at(seat, a.document, b.document)) return;
    const Kinship kinship = relations_.kinship(a.document, b.document);
    if (kinship == Kinship::kOneAffair && !a.own && !b.own) return;
    if (kinship >= Kinship::kClose || (two && kinship == Kinship::kRelated)) met_(a, b);
  }

  // Whether the names are the first that the documents share. Those who share two are looked at
  // under two names, others under two words.
  bool sits_at(const Seat& seat, std::uint32_t a, std::uint32_t b) const {
    const Shared names = shared_of(relations_.names(a), relations_.names(b));
    if (names.first != seat.name) return false;
    if (seat.second_word != kNone) return names.second == kNone;
    return seat.second_name == kNone || seat.second_name == names.second;
  }

  const std::vector<Meeter>& meeters_;
  const Relations& relations_;
  const std::function<void(const Meeter&, const Meeter&)>& met_;
  WordId word_ = 0;  // that the list at hand shares
  const Lists names_ = [this](const Meeter& one) { return relations_.names(one.document); };
  const Lists words_ = [](const Meeter& one) { return one.words; };
};

}  // namespace

void for_each_meeting(const std::vector<Meeter>& meeters, const Relations& relations,
                      const std::function<void(const Meeter&, const Meeter&)>& met) {
  Host(meeters, relations, met).run();
}

void for_each_affair_pair(const std::vector<std::uint32_t>& documents, const Relations& relations,
                          const std::function<void(std::uint32_t, std::uint32_t)>& visit) {
  AffairPairs(relations, visit).run(documents);
}

}  // namespace sayso
