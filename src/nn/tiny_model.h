#pragma once
// For tests: a small random model as a file, and its weights in plain floats for an oracle to use.
//
//   TinyModel tiny;                      // two layers, width 8
//   tiny.header["config"]["width"] = 9;  // break it
//   load_model(tiny.file());

#include <cstdint>
#include <cstring>
#include <map>
#include <nlohmann/json.hpp>
#include <random>
#include <string>
#include <utility>
#include <vector>

#include "base/hash.h"
#include "sayso/model.h"

namespace sayso {

struct TinyModel {
  static constexpr int kLayers = 2, kWidth = 8, kHeads = 2, kInner = 16, kPositions = 40,
                       kWindow = 24;
  static constexpr int kLinkWidth = 128, kMeaningWidth = 256, kNameWidth = 256;

  struct Values {
    std::vector<int> shape;
    std::vector<float> values;  // exactly as the file has them
  };

  std::map<std::string, Values> weights;  // by name
  nlohmann::json header;
  std::string blob;

  // `nested`: whether it has heads for reports within reports, `meaning`: layers of meaning; a file
  // may lack both. `n_layers`: of the encoder, before those.
  explicit TinyModel(bool nested = true, bool meaning = true, int n_layers = kLayers) {
    add_header();
    header["config"]["layers"] = n_layers;
    add_encoder(n_layers);
    add_heads();
    add_coreference();
    add_reference();
    if (nested) add_nested();
    if (meaning) add_meaning();
  }

  // The whole file, with a hash that fits whatever was changed.
  std::string file() const { return with_hash(head(header.dump()) + blob); }

  // Magic, version and padded header around any text for a header.
  static std::string head(const std::string& text, std::uint32_t version = 2) {
    std::string bytes = "SAYSOMDL";
    bytes += little_endian(version);
    bytes += little_endian(static_cast<std::uint32_t>(text.size()));
    bytes += text;
    bytes.resize((bytes.size() + 63) / 64 * 64, '\0');
    return bytes;
  }

  static std::string with_hash(std::string bytes) {
    const std::string hex = sha256_hex(bytes);
    for (std::size_t i = 0; i < hex.size(); i += 2) {
      bytes.push_back(static_cast<char>(std::stoi(hex.substr(i, 2), nullptr, 16)));
    }
    return bytes;
  }

  // The header's entry of a tensor.
  nlohmann::json& entry(const std::string& name) {
    for (nlohmann::json& tensor : header["tensors"]) {
      if (tensor["name"] == name) return tensor;
    }
    throw std::out_of_range(name);
  }

  std::shared_ptr<const Model> load(Arithmetic arithmetic = Arithmetic::kF32) const {
    return load_model(file(), arithmetic).value();
  }

 private:
  static std::string little_endian(std::uint32_t value) {
    std::string bytes;
    for (int i = 0; i < 4; ++i) bytes.push_back(static_cast<char>(value >> (8 * i) & 0xFF));
    return bytes;
  }

  std::uint64_t append(const void* data, std::size_t n_bytes) {
    blob.resize((blob.size() + 63) / 64 * 64, '\0');
    const std::uint64_t offset = blob.size();
    blob.append(static_cast<const char*>(data), n_bytes);
    return offset;
  }

  static std::size_t count(const std::vector<int>& shape) {
    std::size_t n = 1;
    for (const int size : shape) n *= static_cast<std::size_t>(size);
    return n;
  }

  void add_floats(const std::string& name, const std::vector<int>& shape, float spread = 0.3f,
                  float centre = 0) {
    std::normal_distribution<float> normal(centre, spread);
    std::vector<float> values(count(shape));
    for (float& value : values) value = normal(random_);
    const std::size_t n_bytes = values.size() * sizeof(float);
    const std::uint64_t offset = append(values.data(), n_bytes);
    header["tensors"].push_back({{"name", name},
                                 {"dtype", "f32"},
                                 {"shape", shape},
                                 {"offset", offset},
                                 {"bytes", n_bytes}});
    weights[name] = {shape, std::move(values)};
  }

  void add_rows(const std::string& name, int n_rows, int n_columns) {
    std::uniform_int_distribution<int> any(-127, 127);
    std::uniform_real_distribution<float> scale(0.001f, 0.004f);
    std::vector<std::int8_t> values(count({n_rows, n_columns}));
    std::vector<float> scales(static_cast<std::size_t>(n_rows)), floats;
    for (std::int8_t& value : values) value = static_cast<std::int8_t>(any(random_));
    for (float& value : scales) value = scale(random_);
    for (std::size_t i = 0; i < values.size(); ++i) {
      floats.push_back(static_cast<float>(values[i]) *
                       scales[i / static_cast<std::size_t>(n_columns)]);
    }
    const std::uint64_t offset = append(values.data(), values.size());
    const std::uint64_t scales_offset = append(scales.data(), scales.size() * sizeof(float));
    header["tensors"].push_back({{"name", name},
                                 {"dtype", "i8"},
                                 {"shape", {n_rows, n_columns}},
                                 {"offset", offset},
                                 {"bytes", values.size()},
                                 {"scales_offset", scales_offset}});
    weights[name] = {{n_rows, n_columns}, std::move(floats)};
  }

  void add_linear(const std::string& name, int n_out, int n_in) {
    add_rows(name + "/weight", n_out, n_in);
    add_floats(name + "/bias", {n_out});
  }

  void add_norm(const std::string& name) {
    add_floats(name + "/weight", {kWidth}, 0.2f, 1.0f);
    add_floats(name + "/bias", {kWidth});
  }

  void add_header() {
    const std::string vocabulary =
        "[PAD]\n[UNK]\n[CLS]\n[SEP]\nthe\nharbour\n##s\n##master\nsaid\nso\n.\n\"\nno\n,"
        "\nvale\nshe\ntold";
    header = {
        {"name", "tiny"},
        {"config",
         {{"layers", kLayers},
          {"width", kWidth},
          {"heads", kHeads},
          {"ffn", kInner},
          {"vocab", 17},
          {"positions", kPositions},
          {"window", kWindow},
          {"norm_eps", 1e-12},
          {"lower", 1}}},
        {"labels",
         {{"role", {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"}},
          {"report", {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"}},
          {"name",
           {"O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-OUTLET", "I-OUTLET",
            "B-PLACE", "I-PLACE", "B-OTHER", "I-OTHER"}},
          {"mention", {"O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION"}},
          {"stance",
           {"asserts", "confirms", "denies", "questions", "declines", "unanswered", "retracts",
            "unverified"}},
          {"kind",
           {"person", "organisation", "outlet", "place", "anonymous", "collective", "document"}}}},
        {"distance_boundaries", {1, 2, 4, 8}},
        {"constants", {{"threshold", 0.25}, {"coreference/least", -0.5}}},
        {"tensors", nlohmann::json::array()}};
    header["vocabulary"] = {{"offset", append(vocabulary.data(), vocabulary.size())},
                            {"bytes", vocabulary.size()}};
  }

  void add_encoder(int n_layers) {
    add_rows("embeddings/word", 17, kWidth);
    add_floats("embeddings/position", {kPositions, kWidth});
    add_norm("embeddings/norm");
    add_rows("embeddings/shape", 18, kWidth);
    for (int i = 0; i < n_layers; ++i) add_layer("layer" + std::to_string(i) + "/");
  }

  void add_layer(const std::string& prefix) {
    for (const char* part : {"query", "key", "value", "output"})
      add_linear(prefix + part, kWidth, kWidth);
    add_linear(prefix + "up", kInner, kWidth);
    add_linear(prefix + "down", kWidth, kInner);
    add_norm(prefix + "attention_norm");
    add_norm(prefix + "ffn_norm");
  }

  void add_heads() {
    for (const std::string tagger : {"role", "report"}) {
      add_linear(tagger, 7, kWidth);
      add_floats(tagger + "/transitions", {7, 7}, 1.0f);
      add_floats(tagger + "/start", {7}, 1.0f);
      add_floats(tagger + "/end", {7}, 1.0f);
    }
    add_linear("name/hidden", kNameWidth, 2 * kWidth);
    add_linear("name", 11, 3 * kNameWidth);
    add_floats("name/transitions", {11, 11}, 1.0f);
    add_floats("name/start", {11}, 1.0f);
    add_floats("name/end", {11}, 1.0f);
    add_linear("mention", 5, kWidth);
    for (const char* link :
         {"link/source_cue", "link/content_cue", "link/content_source", "coref", "relay"}) {
      const std::string name = link;
      add_linear(name + "/from", kLinkWidth, 3 * kWidth);
      add_linear(name + "/to", kLinkWidth, 3 * kWidth);
      add_floats(name + "/none_weight", {kLinkWidth});
      add_floats(name + "/none_bias", {1});
      add_floats(name + "/distance", {9}, 1.0f);
    }
    add_linear("stance/hidden", 128, 3 * kWidth);
    add_linear("stance/output", 8, 128);
    add_linear("kind", 7, kWidth);
    add_linear("embed", kMeaningWidth, kWidth);
  }

  void add_coreference() {
    const std::string name = "coreference/";
    for (const char* end : {"start", "end"}) {
      add_linear(name + end + "_hidden", 256, 4 * kWidth);
      add_linear(name + end, 97, 256);
    }
    add_floats(name + "span_words", {30});
    add_linear(name + "project", 320, 6 * kWidth);
    add_rows(name + "single", 45, 64);
    add_rows(name + "pair", 455, 64);
    add_rows(name + "product", 64, 64);
    for (const char* row : {"mention", "out"}) {
      add_floats(name + row + "/weight", {64});
      add_floats(name + row + "/bias", {1});
    }
  }

  void add_nested() {
    const std::string name = "nested/";
    add_linear(name + "input", 128, 2 * kWidth);
    add_linear(name + "around", 128, 3 * 128);
    add_linear(name + "span", 128, 2 * kWidth);
    add_linear(name + "cue", 3, 128);
    for (const auto& [pick, n_rows] : {std::pair("source", 9 + 38), std::pair("parent", 9 + 58)}) {
      const std::string prefix = name + pick;
      add_linear(prefix + "/from", 144, 768);
      add_linear(prefix + "/to", 112, 768);
      add_rows(prefix + "/product", 64, 48);
      add_rows(prefix + "/rows", n_rows, 64);
      add_floats(prefix + "/out/weight", {64});
      add_floats(prefix + "/out/bias", {1});
      add_floats(prefix + "/none/weight", {32});
      add_floats(prefix + "/none/bias", {1});
    }
    header["constants"]["nested/threshold"] = 0.6;
    header["constants"]["nested/no_parent"] = -0.5;
    header["constants"]["nested/doubt"] = 1.0;
    add_floats("reference/nested", {6 * 3 + 4});
  }

  void add_meaning() {
    add_layer("meaning/layer0/");
    add_linear("meaning/query", 64, kWidth);
    add_linear("meaning/key", 64, kWidth);
    add_linear("meaning/output", kMeaningWidth, 3 * kWidth);
    header["config"]["meaning_from"] = 1;
    header["config"]["meaning_layers"] = 1;
    add_floats("reference/meaning", {kMeaningWidth});
  }

  // Not the truth: what is here was never computed.
  void add_reference() {
    header["reference"] = {{"text", "Vale said so."},
                           {"ids", {2, 14, 8, 9, 10, 3}},
                           {"shapes", {0, 10, 0, 0, 6, 0}},
                           {"spans", {{"source", {1, 2}}, {"cue", {2, 3}}, {"content", {3, 5}}}}};
    add_floats("reference/hidden", {6, kWidth});
    add_floats("reference/role", {6, 7});
    add_floats("reference/report", {6, 7});
    add_floats("reference/name", {6, 11});
    add_floats("reference/mention", {6, 5});
    for (const char* link :
         {"link/source_cue", "link/content_cue", "link/content_source", "coref", "relay"}) {
      add_floats(std::string("reference/") + link, {2});
    }
    add_floats("reference/coreference", {6});
    add_floats("reference/stance", {8});
    add_floats("reference/kind", {7});
    add_floats("reference/embed", {kMeaningWidth});
  }

  std::mt19937 random_{5};
};

}  // namespace sayso
