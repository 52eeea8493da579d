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

}  // namespace

std::vector<const Records*> in_order(std::span<const Records> records) {
  std::vector<const Records*> documents;
  for (const Records& one : records) documents.push_back(&one);
  return in_order(std::move(documents));
}

std::vector<const Records*> in_order(std::vector<const Records*> documents) {
  std::sort(documents.begin(), documents.end(), [](const Records* a, const Records* b) {
    return std::forward_as_tuple(published_utc(*a), a->outlet, a->document) <
           std::forward_as_tuple(published_utc(*b), b->outlet, b->document);
  });
  const auto same = [](const Records* a, const Records* b) { return a->document == b->document; };
  documents.erase(std::unique(documents.begin(), documents.end(), same), documents.end());
  return documents;
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
