// group: from the records of documents to claims. It reads as the list of what it does; the problem
// and the idea of each step are in the header that it calls.

#include "sayso/group.h"

#include <algorithm>
#include <map>
#include <set>
#include <string>
#include <string_view>
#include <utility>

#include "group/claims.h"
#include "group/gathering.h"
#include "group/prepare.h"
#include "group/reviewed_claims.h"
#include "group/reviewed_records.h"

namespace sayso {

// Records that a review is about are kept as they came until all are there, since a review may be
// about several documents; of all others only what is compared.
struct Gathering::Impl {
  std::vector<Review> reviews;
  std::set<std::string, std::less<>> reviewed_keys;
  std::vector<Records> reviewed;
  GatheredRecords gathered;
};

Gathering::Gathering(std::vector<Review> reviews) : impl_(std::make_unique<Impl>()) {
  impl_->reviews = std::move(reviews);
  impl_->reviewed_keys = documents_of(impl_->reviews);
}
Gathering::Gathering(Gathering&&) noexcept = default;
Gathering& Gathering::operator=(Gathering&&) noexcept = default;
Gathering::~Gathering() = default;

void Gathering::add(Records records) {
  if (impl_->reviewed_keys.contains(records.document)) {
    impl_->reviewed.push_back(std::move(records));
  } else {
    gather(std::move(records), impl_->gathered);
  }
}

Grouping Gathering::group() && {
  std::vector<Ruling> rulings = make_rulings(impl_->reviews);
  const ReviewedRecords reviewed = review_records(impl_->reviewed, rulings);
  for (const Records* records : reviewed.all) gather(*records, impl_->gathered, Mentions::kKept);
  Prepared prepared = prepare(std::move(impl_->gathered), rulings);
  make_claims(prepared, tie_statements(prepared, rulings));
  conclude(rulings, prepared.grouping);
  return std::move(prepared.grouping);
}

Grouping group(std::span<const Records> records) { return group(records, {}); }

Grouping group(std::span<const Records> records, std::span<const Review> reviews) {
  Gathering gathering({reviews.begin(), reviews.end()});
  for (const Records& one : records) gathering.add(one);
  return std::move(gathering).group();
}

EntityAnchor anchor_of(std::span<const Records> records, std::span<const Review> reviews,
                       EntityIndex entity) {
  std::vector<Ruling> rulings = make_rulings(reviews);
  const ReviewedRecords reviewed = review_records(records, rulings);
  GatheredRecords gathered;
  std::map<std::string_view, const Records*> by_key;
  for (const Records* one : reviewed.all) {
    by_key.try_emplace(one->document, one);
    gather(*one, gathered, Mentions::kKept);
  }
  const Prepared prepared = prepare(std::move(gathered), rulings);
  const Entity& whole = prepared.grouping.entities[entity];
  EntityAnchor anchor{whole.name, whole.type, {}};
  const auto goes_by = [&](const std::string& name) {
    return name == whole.name ||
           std::binary_search(whole.aliases.begin(), whole.aliases.end(), name);
  };
  for (std::size_t i = 0; i < prepared.grouping.documents.size(); ++i) {
    const Records& one = *by_key.at(prepared.grouping.documents[i].key);
    const auto add = [&](const std::string& name, EntityType type, std::optional<Span> at) {
      anchor.mentions.push_back({one.document, name, type, at});
    };
    if (prepared.entities.outlets[i] == entity) add(one.outlet, EntityType::kOutlet, std::nullopt);
    for (EntityIndex k = 0; k < one.entities.size(); ++k) {
      if (prepared.entities.of_record[i][k] != entity) continue;
      const Entity& here = one.entities[k];
      add(here.name, here.type,
          here.mentions.empty() ? std::nullopt : std::optional(here.mentions.front()));
    }
    const auto& credited = prepared.entities.credits[i];
    if (!std::binary_search(credited.begin(), credited.end(), entity)) continue;
    for (const std::string& credit : one.credits) {
      if (goes_by(credit)) add(credit, EntityType::kOutlet, std::nullopt);
    }
  }
  return anchor;
}

}  // namespace sayso
