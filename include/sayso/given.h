#pragma once
// Statements that somebody else found, in place of those that extract() finds.
//
// Problem. Whoever has annotated articles by hand, or reads them with another program, wants the
// ledger that follows from these statements; and grouping and judging can only be measured apart
// from reading if what they are given is known to be right.
//
// Idea. A file in the form of the export (docs/formats/export.md), of which only entities and
// statements count. What it leaves out is found as it is for statements that were read: the
// sentence, what is compared, when the thing happened, what a denial answers.
//
//   {"entities":   [{"id": "E1", "name": "Mara Lind", "type": "person", "aliases": ["Lind"]}],
//    "statements": [{"document": "a1", "content": [{"start": 36, "end": 46}], "speaker": "E1"}]}
//
// Cost. One pass over the file, and one run of the encoder over each article.

#include <map>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "sayso/document.h"
#include "sayso/entity.h"
#include "sayso/model.h"
#include "sayso/result.h"
#include "sayso/statement.h"

namespace sayso {

struct GivenStatement {
  std::string id;     // as the file has it, or empty
  std::string where;  // "gold.json, statement R12", for messages
  Statement statement;
  std::vector<std::pair<Span, std::string>> words;  // spans whose words the file has, too
  // Whether the file says so, even if it says "null"; else it is found from the text.
  bool tells_sentence = false, tells_happened = false, tells_answers = false, tells_seen = false;
};

// A file. Spans count code points; speakers and relays are indexes into `entities`; carries, inside
// and answers are indexes into `statements`.
struct Given {
  std::string scope;  // stands before the ids of its entities: two files can both have an "E1"
  std::vector<Entity> entities;
  std::vector<GivenStatement> statements;
  std::vector<std::string> documents;       // of each statement: a document's id or key
  std::map<std::string, std::string> keys;  // of documents by id, where the file lists them
};

// What a file has of one document. Spans count bytes of its text; indexes are into the lists here.
struct GivenRecords {
  std::vector<Entity> entities;  // that the document names, or that its statements need
  std::vector<GivenStatement> statements;
};

// ingest: the file's bytes; `name` is for messages. An error names the statement and the field.
Result<Given> read_given(std::string_view bytes, const std::string& name);

// ingest: what `given` has of each of the documents, beside them. `known`: ids and keys of further
// documents whose statements may be in the file. An error if a statement is of none of them, if a
// span lies outside of its text, or if the text has other words there than the file.
Result<std::vector<GivenRecords>> given_of(const Given& given, std::span<const Document> documents,
                                           const std::set<std::string>& known = {});

// extract: the records of a document with these statements and entities and no others. Entities keep
// their ids: group() takes those of one id for one, and those of two ids of one file for two.
Records records_of(const Document& document, GivenRecords given, const Model& model,
                   Scratch& scratch);

}  // namespace sayso
