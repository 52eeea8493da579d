#pragma once
// What kind of name it is, where the words around it or its own words say so.
//
// The model tells people from bodies well, and outlets badly: few corpora mark them. But a text
// often says it: "the magazine Sluice", "the Lowland Courier", "Mrs Quist", "the Dyke Board"; and
// one name is of one kind through an article.
//
// Cost. Linear in the names.

#include <string_view>
#include <vector>

#include "extract/reading.h"

namespace sayso {

// `names` of `range` of the text, in order, with labels that agree with the text and with each
// other. Also finds outlets that the model passed over: capitalised words that end with one that
// outlets are called by ("the Lowland Courier").
std::vector<NameMention> settle_names(std::string_view text, std::vector<NameMention> names,
                                      const Span& range);

// Whether a plain word is one that outlets have in their names: "courier", "news".
bool is_outlet_word(std::string_view plain_word);

}  // namespace sayso
