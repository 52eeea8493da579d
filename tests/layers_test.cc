// House rules about folders: each layer of src/ includes only what its CMakeLists.txt says that it
// USES, the layers have no cycle, and include/sayso needs nothing but the standard library and
// itself.

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <set>
#include <sstream>
#include <string>
#include <vector>

namespace sayso {
namespace {

namespace fs = std::filesystem;

using Layers = std::map<std::string, std::set<std::string>>;  // a layer and what it uses

std::string read_file(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

// The words of sayso_layer(...), without comments.
std::vector<std::string> words_of_layer(const std::string& cmake) {
  std::string text;
  std::istringstream lines(cmake);
  for (std::string line; std::getline(lines, line);) text += line.substr(0, line.find('#')) + " ";
  const std::size_t begin = text.find("sayso_layer(");
  if (begin == std::string::npos) return {};
  const std::size_t open = begin + std::string("sayso_layer(").size();
  std::istringstream words(text.substr(open, text.find(')', open) - open));
  return {std::istream_iterator<std::string>(words), {}};
}

// What stands between USES and the next keyword.
std::set<std::string> used(const std::vector<std::string>& words) {
  static const std::set<std::string> kKeywords = {"SOURCES", "LINK", "TESTS"};
  std::set<std::string> layers;
  bool in_uses = false;
  for (const std::string& word : words) {
    if (word == "USES" || kKeywords.contains(word)) {
      in_uses = word == "USES";
    } else if (in_uses) {
      layers.insert(word);
    }
  }
  return layers;
}

Layers read_layers() {
  Layers layers;
  for (const auto& folder : fs::directory_iterator("src")) {
    const std::vector<std::string> words =
        words_of_layer(read_file(folder.path() / "CMakeLists.txt"));
    if (!words.empty()) layers[folder.path().filename().string()] = used(words);
  }
  return layers;
}

bool is_source(const fs::path& file) {
  return file.extension() == ".h" || file.extension() == ".cc";
}

// What a file includes, with its quotes or brackets.
std::vector<std::string> includes(const fs::path& file) {
  std::vector<std::string> found;
  std::istringstream lines(read_file(file));
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string directive, name;
    words >> directive >> name;
    if (directive == "#include") found.push_back(name);
  }
  return found;
}

// The layer that "layer/file.h" lies in; empty for everything else.
std::string layer_of(const std::string& include, const Layers& layers) {
  if (include.empty() || include[0] != '"') return "";
  const std::string folder = include.substr(1, include.find('/') - 1);
  return layers.contains(folder) ? folder : "";
}

// Takes away, again and again, the layers that use no other; what is left lies on a cycle.
std::set<std::string> on_cycles(Layers layers) {
  for (bool changed = true; changed;) {
    changed = false;
    for (auto layer = layers.begin(); layer != layers.end();) {
      const bool free =
          std::none_of(layer->second.begin(), layer->second.end(),
                       [&](const std::string& other) { return layers.contains(other); });
      layer = free ? layers.erase(layer) : std::next(layer);
      changed = changed || free;
    }
  }
  std::set<std::string> left;
  for (const auto& [layer, uses] : layers) left.insert(layer);
  return left;
}

TEST(Layers, IncludeOnlyWhatTheyUse) {
  const Layers layers = read_layers();
  ASSERT_GE(layers.size(), 10u);
  for (const auto& [layer, uses] : layers) {
    for (const auto& file : fs::recursive_directory_iterator("src/" + layer)) {
      if (!is_source(file.path())) continue;
      for (const std::string& include : includes(file.path())) {
        const std::string other = layer_of(include, layers);
        EXPECT_TRUE(other.empty() || other == layer || uses.contains(other))
            << file.path() << " includes " << include << ", and src/" << layer
            << "/CMakeLists.txt does not say USES " << other;
      }
    }
  }
}

TEST(Layers, UseLayersThatAreThereAndNeverInACircle) {
  const Layers layers = read_layers();
  for (const auto& [layer, uses] : layers) {
    for (const std::string& other : uses)
      EXPECT_TRUE(layers.contains(other)) << layer << " uses " << other;
  }
  EXPECT_EQ(on_cycles(layers), std::set<std::string>());
  EXPECT_EQ(on_cycles({{"a", {"b"}}, {"b", {"a"}}, {"c", {"a"}}, {"d", {}}}),
            (std::set<std::string>{"a", "b", "c"}));
}

// The core sees no file, clock, network or database.
TEST(Layers, TheCoreIsPure) {
  const std::set<std::string> kOutside = {"<fstream>",      "<filesystem>", "<iostream>",
                                          "<unistd.h>",     "<sqlite3.h>",  "<thread>",
                                          "<sys/socket.h>", "<ctime>"};
  for (const char* layer : {"base", "text", "nn", "extract", "group", "judge"}) {
    for (const auto& file : fs::recursive_directory_iterator(std::string("src/") + layer)) {
      if (!is_source(file.path()) || file.path().stem().string().ends_with("_test")) continue;
      for (const std::string& include : includes(file.path())) {
        EXPECT_FALSE(kOutside.contains(include)) << file.path() << " includes " << include;
      }
    }
  }
}

TEST(Layers, PublicHeadersNeedOnlyTheStandardLibraryAndEachOther) {
  int n_headers = 0;
  for (const auto& file : fs::recursive_directory_iterator("include/sayso")) {
    if (!is_source(file.path())) continue;
    ++n_headers;
    for (const std::string& include : includes(file.path())) {
      const bool own = include.starts_with("\"sayso/") &&
                       fs::exists("include/" + include.substr(1, include.size() - 2));
      // Headers of the standard library have neither a folder nor an ending.
      const bool standard =
          include.starts_with("<") && include.find_first_of("./") == std::string::npos;
      EXPECT_TRUE(own || standard) << file.path() << " includes " << include;
    }
  }
  EXPECT_GE(n_headers, 10);
}

}  // namespace
}  // namespace sayso
