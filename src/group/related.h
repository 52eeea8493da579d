#pragma once
// Which documents are about one affair, so far as names tell.
//
// "Five people were hurt" is said of a thousand accidents. Two statements are compared only if
// their documents are related: they share two names, or one is a copy of the other. Names are shared
// by the word that tells: "Port Halden" and "Halden Port Authority" by "halden". What else is in the
// collection plays no part in it.
//
// Cost: for each document the documents that share a name with it. A name that very many documents
// have (a capital, a president) is looked up together with a second name, since one alone is not
// enough anyhow.

#include <cstdint>
#include <vector>

#include "sayso/claim.h"
#include "sayso/statement.h"

namespace sayso {

inline constexpr int kSharedNames = 2;

// For each document the related ones, sorted, without itself. `documents` are in canonical order.
std::vector<std::vector<std::uint32_t>> find_related(const std::vector<const Records*>& documents,
                                                     const std::vector<Copy>& copies);

// Whether b is in the list of a.
bool is_related(const std::vector<std::vector<std::uint32_t>>& related, std::uint32_t a,
                std::uint32_t b);

}  // namespace sayso
