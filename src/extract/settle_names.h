#pragma once
// What kind of name it is, where the words around it or its own words say so.
//
// The model tells people from bodies well, and outlets badly: few corpora mark them. But a text
// often says it: "the magazine Sluice", "the Lowland Courier", "Mrs Quist", "the Dyke Board"; and
// one name is of one kind through an article.
//
// It also knows some kinds and bounds badly that closed lists of words tell: "Grey County" is a
// place, "Danish" is neither a place nor a body, "Sheriff" is no part of a name, and "Karsk" in "the
// Karsk District Council" and "City of Karsk" is not the whole of one. Names that are written
// without capitals stay where the model is sure of them.
//
// Cost. Linear in the names, but for the logarithm of a look-up.

#include <string_view>
#include <vector>

#include "extract/reading.h"

namespace sayso {

// `names` of `range` of the text, in order, with labels that agree with the text and with each
// other. Also finds outlets that the model passed over, capitalised words that end with one that
// outlets are called by ("the Lowland Courier"), and words for who is from a land ("Danish").
std::vector<NameMention> settle_names(std::string_view text, std::vector<NameMention> names,
                                      const Span& range);

// A source that is nothing but capitalised words is one name: "the Regional Audit Board", of which
// the model may have seen "Audit Board" alone. Only where one name of a body stands in it.
std::vector<NameMention> widen_to_sources(std::string_view text, std::vector<NameMention> names,
                                          const std::vector<Attribution>& attributions);

// One name is of one kind through a text: all names of the whole text, in order, with labels that
// agree. A single word that is only the beginning or end of a longer name is of the longer one's
// kind, where that tells a person from a body: "Castellane" is none if "Castellane Estates" is a
// company and nobody is called so. An acronym of no kind is of that of the name it stands for.
std::vector<NameMention> agree_on_kinds(std::string_view text, std::vector<NameMention> names);

// Whether a plain word is one that outlets have in their names: "courier", "news".
bool is_outlet_word(std::string_view plain_word);

}  // namespace sayso
