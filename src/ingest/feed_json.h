#pragma once
// JSON Feed: a feed that was parsed, to documents.

#include "ingest/reader.h"
#include "simdjson.h"

namespace sayso {

// Whether a JSON value says that it is a feed: {"version": "https://jsonfeed.org/version/1.1", ...}.
bool is_json_feed(const simdjson::dom::element& value);

// `value` lives as long as its parser. Its strings are valid UTF-8.
Ingested read_json_feed(const ReaderInput& input, const simdjson::dom::element& value);

}  // namespace sayso
