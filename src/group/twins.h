#pragma once
// Statements of a copy that its original has too.
//
// Problem: an agency's text in 5,000 papers has 12 million pairs of papers. Idea: what a copy has in
// the same words says nothing that its original does not say, so it is compared with nothing and
// belongs to the claim of its twin. A statement that was added to a copy, or changed, is compared
// like any other.
//
//   original  five were hurt, the mayor said | the firm denied this
//   copy      five were hurt, the mayor said | the firm denied this | it later confirmed two deaths
//             twin                             twin                   none
//
// Cost: for each copy, the product of the numbers of statements; in long ones n log n.

#include <cstdint>
#include <optional>
#include <vector>

#include "group/prepare.h"

namespace sayso {

// Of each item its twin in the original, itself without a twin; never a chain.
using Twins = std::vector<std::uint32_t>;

Twins find_twins(const Prepared& prepared, const std::vector<Item>& items);

// Items are in order of document: where each begins, and the end.
std::vector<std::uint32_t> document_starts(const std::vector<Item>& items, std::size_t n_documents);

}  // namespace sayso
