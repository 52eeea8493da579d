// What the passes of reading find in documents, one JSON a line, for scorers of one pass each.
//
// Problem. A ledger shows statements; the names, mentions and entities under them are measured by
// corpora that have no statements.
//
// Idea. The program's own functions, asked about each document: read_text() for names and chains,
// extract() for entities, mentions and statements, find_times() for times. No pass is repeated here, so that
// what is measured is what a user gets. --parts leaves out what a scorer does not ask for.
//
//   reading_dump DOCUMENTS.jsonl --model models/sayso-en.model [--attitudes] [--parts names,times]
//
// Example. {"id", "text", "published", "outlet"} in, the last two may be absent; out comes (offsets in code points, end exclusive)
//   {"id", "names": [{"start", "end", "type"}], "chains": [[{"start", "end"}]],
//    "entities": [{"name", "type"}], "mentions": [{"start", "end", "entity"}],
//    "statements": [{"voice", "source", "cue", "content", "speaker", "via", "inside", "carries",
//    "stance"}],
//    "times": [{"start", "end", "type", "value", "day"}]}
// Entities and statements are meant by their numbers. A statement's source is the mention of its
// speaker, null where the text has no words for him.
//
// Cost. One run of the encoder for `names` or `chains` or both, another for `records`, none for `times`.

#include <CLI/CLI.hpp>
#include <algorithm>
#include <fstream>
#include <iostream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <string>
#include <utility>
#include <vector>

#include "base/utf8.h"
#include "extract/quotations.h"
#include "extract/readable.h"
#include "extract/reading.h"
#include "extract/times.h"
#include "sayso/extract.h"
#include "text/sentences.h"

namespace {

using namespace sayso;
using nlohmann::json;

struct Arguments {
  std::string documents;
  std::string model = "models/sayso-en.model";
  std::vector<std::string> parts = {"names", "chains", "records", "times"};
  ExtractOptions options;

  bool wants(std::string_view part) const {
    return std::find(parts.begin(), parts.end(), part) != parts.end();
  }
  bool wants_reading() const { return wants("names") || wants("chains"); }
  bool wants_model() const { return wants_reading() || wants("records"); }
};

class Dump {
 public:
  Dump(const Arguments& arguments, const Model* model)
      : arguments_(arguments), model_(model), scratch_(model ? make_scratch(*model) : nullptr) {}

  json of(const json& input) const {
    Document document;
    document.text = input.at("text");
    document.published = written(input, "published");
    document.outlet = written(input, "outlet");
    const CodePointIndex index(document.text);
    json out = {{"id", input.at("id")}};
    if (arguments_.wants_reading()) add_reading(document, index, out);
    if (arguments_.wants("records")) add_records(document, index, out);
    if (arguments_.wants("times")) out["times"] = times(document, index);
    return out;
  }

 private:
  static std::string written(const json& input, const char* field) {
    const auto found = input.find(field);
    return found != input.end() && found->is_string() ? found->get<std::string>() : "";
  }

  static json place(const Span& span, const CodePointIndex& index) {
    return {{"start", index.at(span.begin)}, {"end", index.at(span.end)}};
  }
  static json place(const std::optional<Span>& span, const CodePointIndex& index) {
    return span ? place(*span, index) : json(nullptr);
  }

  template <typename Number>
  static json number(const std::optional<Number>& number) {
    return number ? json(*number) : json(nullptr);
  }

  static std::string_view type_of(NameLabel label) {
    switch (label) {
      case NameLabel::kPerson:
        return "person";
      case NameLabel::kOrganisation:
        return "organisation";
      case NameLabel::kOutlet:
        return "outlet";
      case NameLabel::kPlace:
        return "place";
      case NameLabel::kOther:
        return "other";
    }
    return "other";
  }

  void add_reading(const Document& document, const CodePointIndex& index, json& out) const {
    const std::vector<Sentence> sentences =
        find_readable(document.text, split_sentences(document.text)).sentences;
    const std::vector<QuotePair> quotes = find_quote_pairs(document.text, sentences);
    const Breadth breadth = arguments_.options.attitudes ? Breadth::kAttitudes : Breadth::kReports;
    const Reading reading =
        read_text(document.text, sentences, quotes, breadth, *model_, *scratch_);
    if (arguments_.wants("names")) out["names"] = names(reading, index);
    if (arguments_.wants("chains")) out["chains"] = chains(reading, index);
  }

  static json names(const Reading& reading, const CodePointIndex& index) {
    json found = json::array();
    for (const NameMention& name : reading.names) {
      found.push_back(place(name.span, index));
      found.back()["type"] = type_of(name.label);
    }
    return found;
  }

  static json chains(const Reading& reading, const CodePointIndex& index) {
    json found = json::array();
    for (const std::vector<Span>& chain : reading.chains) {
      found.push_back(json::array());
      for (const Span& span : chain) found.back().push_back(place(span, index));
    }
    return found;
  }

  void add_records(const Document& document, const CodePointIndex& index, json& out) const {
    const Records records = extract(document, *model_, *scratch_, arguments_.options);
    out["entities"] = json::array();
    for (const Entity& entity : records.entities)
      out["entities"].push_back({{"name", entity.name}, {"type", to_string(entity.type)}});
    out["mentions"] = mentions(records.entities, index);
    out["statements"] = json::array();
    for (const Statement& statement : records.statements)
      out["statements"].push_back(as_json(statement, index));
  }

  static json mentions(const std::vector<Entity>& entities, const CodePointIndex& index) {
    std::vector<std::pair<Span, EntityIndex>> all;
    for (EntityIndex i = 0; i < entities.size(); ++i)
      for (const Span& span : entities[i].mentions) all.emplace_back(span, i);
    std::sort(all.begin(), all.end());
    json found = json::array();
    for (const auto& [span, entity] : all) {
      found.push_back(place(span, index));
      found.back()["entity"] = entity;
    }
    return found;
  }

  static json as_json(const Statement& statement, const CodePointIndex& index) {
    json content = json::array();
    for (const Span& piece : statement.content) content.push_back(place(piece, index));
    return {{"voice", to_string(statement.voice)},  {"source", place(statement.source, index)},
            {"cue", place(statement.cue, index)},   {"content", content},
            {"speaker", number(statement.speaker)}, {"via", statement.via},
            {"inside", number(statement.inside)},   {"carries", statement.carries},
            {"stance", to_string(statement.stance)}};
  }

  static json times(const Document& document, const CodePointIndex& index) {
    json found = json::array();
    const std::vector<Sentence> sentences = split_sentences(document.text);
    for (const TimeExpression& time : find_times(document.text, sentences, document.published)) {
      found.push_back(place(time.span, index));
      found.back().update(
          {{"type", to_string(time.kind)}, {"value", time.value}, {"day", time.day}});
    }
    return found;
  }

  const Arguments& arguments_;
  const Model* model_;  // null: only times are asked for
  ScratchPtr scratch_;
};

Result<std::string> read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return Error{"cannot be read", path, ""};
  return std::string{std::istreambuf_iterator<char>(file), {}};
}

Result<std::shared_ptr<const Model>> model_of(const Arguments& arguments) {
  if (!arguments.wants_model()) return std::shared_ptr<const Model>();
  const Result<std::string> bytes = read_file(arguments.model);
  if (!bytes) return bytes.error();
  return load_model(*bytes);
}

Result<Done> dump_all(const Arguments& arguments) {
  const Result<std::shared_ptr<const Model>> model = model_of(arguments);
  if (!model) return model.error();
  std::ifstream documents(arguments.documents, std::ios::binary);
  if (!documents) return Error{"cannot be read", arguments.documents, ""};
  const Dump dump(arguments, model.value().get());
  std::string line;
  for (std::size_t n = 1; std::getline(documents, line); ++n) {
    if (line.empty()) continue;
    try {
      std::cout << dump.of(json::parse(line)).dump() << '\n';
    } catch (const std::exception& problem) {
      return Error{problem.what(), arguments.documents + ", line " + std::to_string(n),
                   "a line is {\"id\", \"text\", \"published\"}"};
    }
  }
  return Done{};
}

}  // namespace

int main(int argc, char** argv) {
  std::ios::sync_with_stdio(false);
  Arguments arguments;
  CLI::App app("Writes what the passes of reading find in documents.");
  app.add_option("documents", arguments.documents, "JSON Lines: id, text, published")->required();
  app.add_option("--model", arguments.model, "the model file")->capture_default_str();
  app.add_flag("--attitudes", arguments.options.attitudes, "beliefs, wishes and plans, too");
  app.add_option("--parts", arguments.parts, "names, chains, records, times; all if left out")
      ->delimiter(',')
      ->check(CLI::IsMember({"names", "chains", "records", "times"}));
  CLI11_PARSE(app, argc, argv);
  const Result<Done> done = dump_all(arguments);
  if (!done) std::cerr << "reading_dump: " << to_string(done.error()) << '\n';
  return done ? 0 : 1;
}
