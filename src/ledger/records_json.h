#pragma once
// Records and their parts as JSON, as the ledger stores them: every field comes back as it was.
//
//   records_from_json(records_to_json(records)) has the fields of records
//
// The form is described in docs/formats/ledger.md. Text that is not valid UTF-8 (a file's name, an
// address) is written as {"hex": "..."}, so that it survives too. Reading is strict: a field that
// is missing or of another kind is an error, never a default; the caller checks spans and indexes
// (checks.h).

#include <string>
#include <string_view>
#include <vector>

#include "sayso/claim.h"
#include "sayso/entity.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso {

// The errors of the readers have no `where`: the caller knows the file and the document.
std::string records_to_json(const Records& records);
Result<Records> records_from_json(std::string_view json);

std::string entity_to_json(const Entity& entity);
Result<Entity> entity_from_json(std::string_view json);

std::string statement_to_json(const Statement& statement);
Result<Statement> statement_from_json(std::string_view json);

std::string outcome_to_json(const ReviewOutcome& outcome);
Result<ReviewOutcome> outcome_from_json(std::string_view json);

std::string origin_tie_to_json(const OriginTie& tie);
Result<OriginTie> origin_tie_from_json(std::string_view json);

std::string indexes_to_json(const std::vector<std::uint32_t>& indexes);
Result<std::vector<std::uint32_t>> indexes_from_json(std::string_view json);

}  // namespace sayso
