#include "group/documents.h"

#include <algorithm>
#include <limits>
#include <map>
#include <string>
#include <tuple>
#include <utility>

#include "base/date.h"

namespace sayso {
namespace {

std::int64_t published_utc(const Records& records) {
  const auto time = parse_date_time(records.published);
  return time ? time->utc_seconds : std::numeric_limits<std::int64_t>::max();
}

std::string long_id(const Records& records) {
  return records.external_id.empty() ? records.file : records.file + ":" + records.external_id;
}

// "a1" where it is unique, "second.jsonl:a1" where it is not, and "second.jsonl:a1#9f2c40aa" if
// even that is taken: the digits are those of the document's key, so that the id does not change
// with what else is in the collection once it has them.
void set_ids(const std::vector<const Records*>& documents, std::vector<DocumentHead>& heads) {
  std::map<std::string, int> n_short, n_long;
  const auto short_id = [](const Records& records) {
    return records.external_id.empty() ? records.file : records.external_id;
  };
  for (const Records* records : documents) {
    ++n_short[short_id(*records)];
    ++n_long[long_id(*records)];
  }
  for (std::size_t i = 0; i < heads.size(); ++i) {
    const Records& records = *documents[i];
    const std::string full = long_id(records);
    heads[i].id = n_short[short_id(records)] == 1 ? short_id(records) : full;
    const bool taken = n_short[short_id(records)] > 1 && n_long[full] > 1;
    if (taken || heads[i].id.empty()) heads[i].id = full + "#" + records.document.substr(0, 8);
  }
}

// Documents are in order of time, so the last of one address is the current one.
void set_versions(std::vector<DocumentHead>& heads) {
  std::map<std::string, std::size_t> last;
  for (std::size_t i = 0; i < heads.size(); ++i) {
    if (heads[i].address.empty()) continue;
    const auto [it, is_new] = last.try_emplace(heads[i].address, i);
    if (is_new) continue;
    heads[it->second].current = false;
    it->second = i;
  }
}

// In order, each document once. `records_of` gives the records of one of the list.
template <typename T, typename RecordsOf>
std::vector<T> ordered(std::vector<T> list, const RecordsOf& records_of) {
  std::vector<std::tuple<std::int64_t, T>> timed;
  for (T& one : list) {
    const std::int64_t time = published_utc(records_of(one));
    timed.emplace_back(time, std::move(one));
  }
  const auto place = [&](const auto& one) {
    const Records& records = records_of(std::get<1>(one));
    return std::tie(std::get<0>(one), records.outlet, records.document);
  };
  std::sort(timed.begin(), timed.end(),
            [&](const auto& a, const auto& b) { return place(a) < place(b); });
  list.clear();
  for (auto& [time, one] : timed) {
    if (list.empty() || records_of(list.back()).document != records_of(one).document)
      list.push_back(std::move(one));
  }
  return list;
}

}  // namespace

void put_in_order(std::vector<Gathered>& documents) {
  documents = ordered(std::move(documents),
                      [](const Gathered& one) -> const Records& { return one.records; });
}

std::vector<const Records*> in_order(std::span<const Records> records) {
  std::vector<const Records*> documents;
  for (const Records& one : records) documents.push_back(&one);
  return ordered(std::move(documents), [](const Records* one) -> const Records& { return *one; });
}

std::vector<DocumentHead> make_heads(const std::vector<const Records*>& documents) {
  std::vector<DocumentHead> heads;
  for (const Records* records : documents) {
    DocumentHead head;
    head.key = records->document;
    head.outlet = records->outlet;
    head.address = records->address;
    head.title = records->title;
    head.byline = records->byline;
    head.published = records->published;
    heads.push_back(std::move(head));
  }
  set_ids(documents, heads);
  set_versions(heads);
  return heads;
}

}  // namespace sayso
