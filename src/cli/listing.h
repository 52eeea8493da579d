#pragma once
// The listings, as text for a person and as JSON for a program (docs/formats/listing.md). All are
// pure: a View and what was asked for go in, a string that ends in a line break comes out.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "cli/hangs.h"
#include "cli/layout.h"
#include "cli/view.h"
#include "sayso/extract.h"
#include "sayso/ledger.h"

namespace sayso::cli {

struct ClaimDetail {
  bool quotes = false;  // each statement in its sentence
  bool why = false;  // why each statement is held to be about this claim, and each fold of origins
};

std::string claims_text(const View& view, const Look& look);
std::string claims_json(const View& view);

// Needs the documents of the claim's statements for `quotes`.
std::string claim_text(const View& view, std::uint32_t claim, const ClaimDetail& detail,
                       const Look& look);
std::string claim_json(const View& view, std::uint32_t claim);

// Where a claim would stand if some links were wrong, beside where it stands.
std::string without_text(const View& view, std::uint32_t claim, const Without& without,
                         const Look& look);
std::string without_json(const View& view, std::uint32_t claim, const Without& without);

// What the collection does not tell: origins cited but not here, who was asked in vain, claims on
// one unnamed source.
std::string gaps_text(const View& view, const Look& look);
std::string gaps_json(const View& view);

// What the articles of `since` and after, up to the view's day, changed. `before` is judge() for
// the day before.
std::string changes_text(const View& view, std::string_view since,
                         const std::vector<ClaimStanding>& before, const Look& look);
std::string changes_json(const View& view, std::string_view since,
                         const std::vector<ClaimStanding>& before);

// What an entity said, those who speak for it said, and what it passed on, in order of when it was
// said. The documents of these statements are needed: see statements_of.
std::string who_text(const View& view, EntityIndex entity, const Look& look);
std::string who_json(const View& view, EntityIndex entity);
// The statements that who_text shows, in its order.
std::vector<std::uint32_t> statements_of(const View& view, EntityIndex entity);
// Several that a name can mean, for a person to choose from.
std::string who_choices_text(const View& view, std::string_view name,
                             const std::vector<EntityIndex>& entities, const Look& look);
std::string who_choices_json(const View& view, const std::vector<EntityIndex>& entities);

// The document must be loaded.
std::string article_text(const View& view, std::uint32_t document, const Look& look);
std::string article_json(const View& view, std::uint32_t document);

// `hits` of documents that are not shown on the day are left out; those of shown ones must be
// loaded.
std::string search_text(const View& view, std::string_view words,
                        const std::vector<SearchHit>& hits, const Look& look);
std::string search_json(const View& view, std::string_view words,
                        const std::vector<SearchHit>& hits);

// One statement in its sentence, with what was decided about it. Its document must be loaded.
std::string explain_text(const View& view, std::uint32_t statement,
                         const std::vector<Decision>& decisions, const Look& look);
std::string explain_json(const View& view, std::uint32_t statement,
                         const std::vector<Decision>& decisions);
// What was decided about a statement after its document was read: what it lies in or holds, what it
// answers, and its claim.
std::vector<Decision> decisions_in_collection(const View& view, std::uint32_t statement);

// The index of the document with this key; the number of documents if there is none.
std::uint32_t document_with_key(const View& view, std::string_view key);
// The statements of a document, in order.
std::vector<std::uint32_t> statements_in(const View& view, std::uint32_t document);

}  // namespace sayso::cli
