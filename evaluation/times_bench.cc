// Reads documents, one JSON a line ({"id", "published", "text"}), and writes what find_times makes
// of each:
// {"id", "times": [{"start", "end", "type", "value", "day"}]} with offsets in code points. For
// scorers of time expressions, see times_bench.py. Reads stdin, writes stdout; a line that is not
// such JSON ends it with 1.

#include <iostream>
#include <nlohmann/json.hpp>
#include <string>

#include "base/utf8.h"
#include "extract/times.h"
#include "text/sentences.h"

namespace {

nlohmann::json predict(const nlohmann::json& document) {
  const std::string text = document.at("text");
  const std::string published = document.value("published", "");
  const sayso::CodePointIndex index(text);
  nlohmann::json times = nlohmann::json::array();
  for (const sayso::TimeExpression& t :
       sayso::find_times(text, sayso::split_sentences(text), published))
    times.push_back({{"start", index.at(t.span.begin)},
                     {"end", index.at(t.span.end)},
                     {"type", sayso::to_string(t.kind)},
                     {"value", t.value},
                     {"day", t.day}});
  return {{"id", document.at("id")}, {"times", times}};
}

}  // namespace

int main() {
  std::ios::sync_with_stdio(false);
  std::string line;
  try {
    while (std::getline(std::cin, line))
      if (!line.empty()) std::cout << predict(nlohmann::json::parse(line)).dump() << '\n';
  } catch (const std::exception& error) {
    std::cerr << "times_bench: " << error.what() << '\n';
    return 1;
  }
}
