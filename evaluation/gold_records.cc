#include "gold_records.h"

#include <algorithm>
#include <fstream>
#include <iterator>
#include <nlohmann/json.hpp>
#include <optional>
#include <set>
#include <sstream>

#include "base/hash.h"
#include "text/proposition.h"
#include "text/sentences.h"
#include "text/sketch.h"

namespace sayso::evaluation {
namespace {

using Json = nlohmann::json;

std::optional<std::string> read_file(const std::filesystem::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

std::string text_or_empty(const Json& json, const char* key) {
  const auto it = json.find(key);
  return it != json.end() && it->is_string() ? it->get<std::string>() : std::string{};
}

// The n-th occurrence of `part`, from 0.
std::optional<Span> find(const std::string& text, const std::string& part, std::size_t n) {
  std::size_t at = text.find(part);
  while (at != std::string::npos && n-- > 0) at = text.find(part, at + 1);
  if (at == std::string::npos || part.empty()) return std::nullopt;
  return Span{static_cast<std::uint32_t>(at), static_cast<std::uint32_t>(at + part.size())};
}

Document read_document(const Json& article) {
  Document document;
  document.external_id = text_or_empty(article, "id");
  document.file = "articles.jsonl";
  document.outlet = text_or_empty(article, "outlet");
  document.address = text_or_empty(article, "url");
  document.title = text_or_empty(article, "title");
  document.byline = text_or_empty(article, "byline");
  document.published = text_or_empty(article, "published");
  document.text = text_or_empty(article, "text");
  document.key = sha256_hex(document.outlet + "\n" + document.address + "\n" + document.text);
  return document;
}

Entity read_entity(const Json& json) {
  Entity entity;
  entity.id = text_or_empty(json, "id");
  entity.name = text_or_empty(json, "name");
  entity.type = entity_type_from(text_or_empty(json, "type")).value_or(EntityType::kPerson);
  for (const Json& alias : json.value("aliases", Json::array()))
    entity.aliases.push_back(alias.get<std::string>());
  for (const Json& role : json.value("roles", Json::array()))
    entity.roles.push_back(role.get<std::string>());
  return entity;
}

// Keeps the names that the text has; the longest of them is what the document calls it.
Entity as_named_in(const std::string& text, const Entity& gold) {
  std::vector<std::string> found;
  if (text.find(gold.name) != std::string::npos) found.push_back(gold.name);
  for (const std::string& alias : gold.aliases) {
    if (text.find(alias) != std::string::npos) found.push_back(alias);
  }
  Entity entity = gold;
  entity.id.clear();
  entity.aliases.clear();
  if (found.empty()) return entity;
  const auto longer = [](const std::string& a, const std::string& b) {
    return a.size() < b.size();
  };
  if (found[0] != gold.name) entity.name = *std::max_element(found.begin(), found.end(), longer);
  for (const std::string& name : found) {
    if (name != entity.name) entity.aliases.push_back(name);
  }
  std::sort(entity.aliases.begin(), entity.aliases.end());
  return entity;
}

class StoryReader {
 public:
  StoryReader(const Json& gold, const GoldOptions& options) : gold_(gold), options_(options) {
    for (const Json& entity : gold.at("entities")) {
      entities_.push_back(read_entity(entity));
      parties_[entities_.back().id] = text_or_empty(entity, "party");
    }
  }

  Records read(const Document& document) {
    records_ = {};
    local_.clear();
    text_ = &document.text;
    sentences_ = split_sentences(document.text);
    records_.document = document.key;
    records_.external_id = document.external_id;
    records_.file = document.file;
    records_.outlet = document.outlet;
    records_.address = document.address;
    records_.title = document.title;
    records_.byline = document.byline;
    records_.published = document.published;
    records_.sketch = sketch(document.text);
    add_named_entities();
    for (const Json& report : gold_.at("reports")) {
      if (report.at("article") == document.external_id) add_report(report);
    }
    if (options_.own_voice_candidates) add_own_voice();
    std::stable_sort(
        records_.statements.begin(), records_.statements.end(),
        [](const Statement& a, const Statement& b) { return first_span(a) < first_span(b); });
    return std::move(records_);
  }

 private:
  void add_named_entities() {
    for (const Entity& entity : entities_) {
      const auto in_text = [&](const std::string& name) {
        return text_->find(name) != std::string::npos;
      };
      if (in_text(entity.name) ||
          std::any_of(entity.aliases.begin(), entity.aliases.end(), in_text))
        entity_of(entity.id);
    }
  }

  std::optional<EntityIndex> entity_of(const std::string& id) {
    const auto gold = std::find_if(entities_.begin(), entities_.end(),
                                   [&](const Entity& e) { return e.id == id; });
    if (gold == entities_.end()) return std::nullopt;
    const auto [it, is_new] =
        local_.try_emplace(id, static_cast<EntityIndex>(records_.entities.size()));
    if (!is_new) return it->second;
    const EntityIndex index = it->second;
    records_.entities.push_back(as_named_in(*text_, *gold));
    const auto party = entity_of(parties_[id]);
    records_.entities[index].party = party;
    return index;
  }

  std::optional<Span> span_of(const Json& report, const char* role) const {
    const std::string part = text_or_empty(report, role);
    std::size_t n = 0;
    if (report.contains("at") && report["at"].contains(role))
      n = report["at"][role].get<std::size_t>();
    return part.empty() ? std::nullopt : find(*text_, part, n);
  }

  std::vector<Span> contents_of(const Json& report) const {
    std::vector<Span> spans;
    const Json& parts = report.at("content");
    for (std::size_t i = 0; i < parts.size(); ++i) {
      std::size_t n = 0;
      if (report.contains("at") && report["at"].contains("content"))
        n = report["at"]["content"].at(i).get<std::size_t>();
      if (const auto span = find(*text_, parts[i].get<std::string>(), n)) spans.push_back(*span);
    }
    std::sort(spans.begin(), spans.end());
    return spans;
  }

  Span sentence_around(const Span& span) const {
    for (const Sentence& sentence : sentences_) {
      if (sentence.span.overlaps(span)) return sentence.span;
    }
    return span;
  }

  void add_report(const Json& report) {
    Statement statement;
    statement.rule = text_or_empty(report, "id");
    statement.source = span_of(report, "source");
    statement.cue = span_of(report, "cue");
    statement.content = contents_of(report);
    if (report.at("speaker").is_string())
      statement.speaker = entity_of(report["speaker"].get<std::string>());
    for (const Json& via : report.value("via", Json::array())) {
      if (const auto relay = entity_of(via.get<std::string>())) statement.via.push_back(*relay);
    }
    statement.stance = stance_from(text_or_empty(report, "stance")).value_or(Stance::kAsserts);
    statement.quoted = quoted_from(text_or_empty(report, "quoted")).value_or(Quoted::kIndirect);
    if (text_or_empty(report, "voice") == "own") statement.voice = Voice::kOwn;
    statement.said_on = text_or_empty(report, "said_on");
    complete(std::move(statement));
  }

  void complete(Statement statement) {
    const Span first = first_span(statement);
    statement.sentence = sentence_around(first);
    statement.proposition =
        make_proposition(*text_, statement.content, {}, statement.cue.value_or(first));
    records_.statements.push_back(std::move(statement));
  }

  void add_own_voice() {
    std::vector<Span> taken;
    for (const Statement& statement : records_.statements) {
      taken.insert(taken.end(), statement.content.begin(), statement.content.end());
      taken.push_back(statement.sentence);
    }
    for (const Sentence& sentence : sentences_) {
      const auto touches = [&](const Span& span) { return span.overlaps(sentence.span); };
      if (std::any_of(taken.begin(), taken.end(), touches)) continue;
      Statement statement;
      statement.rule = "own";
      statement.voice = Voice::kOwn;
      statement.content = {sentence.span};
      complete(std::move(statement));
    }
  }

  const Json& gold_;
  const GoldOptions& options_;
  std::vector<Entity> entities_;  // gold
  std::map<std::string, std::string> parties_;
  Records records_;
  std::map<std::string, EntityIndex> local_;
  const std::string* text_ = nullptr;
  std::vector<Sentence> sentences_;
};

}  // namespace

Result<GoldStory> read_story(const std::filesystem::path& folder, const GoldOptions& options) {
  const auto articles = read_file(folder / "articles.jsonl");
  const auto gold_text = read_file(folder / "gold.json");
  if (!articles || !gold_text)
    return Error{"articles.jsonl or gold.json can't be read", folder.string(),
                 "give a story's folder"};
  const Json gold = Json::parse(*gold_text, nullptr, false);
  if (gold.is_discarded()) return Error{"not JSON", (folder / "gold.json").string(), ""};
  GoldStory story{.name = (folder / "").parent_path().filename().string(),
                  .documents = {},
                  .records = {},
                  .claim_of = {},
                  .contradicts = {}};
  StoryReader reader(gold, options);
  std::istringstream lines(*articles);
  for (std::string line; std::getline(lines, line);) {
    const Json article = Json::parse(line, nullptr, false);
    if (article.is_discarded())
      return Error{"a line that is not JSON", (folder / "articles.jsonl").string(), ""};
    story.documents.push_back(read_document(article));
    story.records.push_back(reader.read(story.documents.back()));
  }
  for (const Json& report : gold.at("reports"))
    story.claim_of[text_or_empty(report, "id")] = text_or_empty(report, "claim");
  for (const Json& pair : gold.value("contradicts", Json::array()))
    story.contradicts.emplace_back(pair.at(0), pair.at(1));
  return story;
}

}  // namespace sayso::evaluation
