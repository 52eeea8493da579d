// From the file's tensors to weights that are ready to run. The names below are those of
// docs/formats/model.md, so this file is also the list of all that a model has.

#include "nn/model.h"

#include <cmath>
#include <initializer_list>
#include <utility>

#include "base/utf8.h"
#include "nn/coreference.h"
#include "nn/mention_words.h"
#include "nn/model_file.h"
#include "nn/nested.h"
#include "nn/shapes.h"
#include "sayso/entity.h"
#include "sayso/statement.h"

namespace sayso {
namespace {

using nlohmann::json;

constexpr int kLinkWidth = 128;
constexpr int kNameWidth = 256;
constexpr int kStanceWidth = 128;
constexpr int kMeaningWidth = 256;
constexpr int kKinds = 7;
constexpr int kCoreferenceWidth = 64;
constexpr int kRoleLabels = 7, kNameLabels = 11, kMentionLabels = 5;

// The file's lists must be the ones that our enumerations stand for, in their order.
const json& expected_labels() {
  static const json labels = {
      {"role", {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"}},
      {"report", {"O", "B-SOURCE", "I-SOURCE", "B-CUE", "I-CUE", "B-CONTENT", "I-CONTENT"}},
      {"name",
       {"O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION", "B-OUTLET", "I-OUTLET",
        "B-PLACE", "I-PLACE", "B-OTHER", "I-OTHER"}},
      {"mention", {"O", "B-PERSON", "I-PERSON", "B-ORGANISATION", "I-ORGANISATION"}},
      {"stance",
       {"asserts", "confirms", "denies", "questions", "declines", "unanswered", "retracts",
        "unverified"}},
      {"kind",
       {"person", "organisation", "outlet", "place", "anonymous", "collective", "document"}}};
  return labels;
}

class Loader {
 public:
  Loader(const ModelFile& file, Arithmetic arithmetic) : header_(file.header), reader_(file) {
    model_->id = file.id;
    if (arithmetic == Arithmetic::kInt8) model_->levels = int8_levels();
  }

  // In the order in which later parts rely on earlier ones.
  Result<std::shared_ptr<const Model>> load() {
    read_shape();
    read_labels();
    read_vocabulary();
    if (reader_.ok()) read_encoder();
    if (reader_.ok()) read_heads();
    if (reader_.ok()) read_coreference();
    if (reader_.ok() && reader_.has("nested/input/weight")) read_nested();
    if (reader_.ok() && reader_.has("meaning/output/weight")) read_meaning();
    if (reader_.ok()) read_reference();
    read_constants();
    if (!reader_.ok()) return *reader_.error();
    return std::shared_ptr<const Model>(std::move(model_));
  }

 private:
  void read_shape() {
    const json& config = reader_.object(header_, "config");
    ModelShape& shape = model_->shape;
    model_->name = reader_.text(header_, "name");
    shape.n_layers = reader_.number(config, "layers", 1, 48);
    shape.width = reader_.number(config, "width", 1, 4096);
    shape.n_heads = reader_.number(config, "heads", 1, 256);
    shape.inner = reader_.number(config, "ffn", 1, 16384);
    shape.n_positions = reader_.number(config, "positions", 3, 8192);
    shape.window = reader_.number(config, "window", 3, shape.n_positions);
    shape.lower = reader_.number(config, "lower", 1, shape.n_layers);
    shape.epsilon = reader_.real(config, "norm_eps");
    vocabulary_size_ = reader_.number(config, "vocab", 1, 1 << 20);
    if (shape.width % shape.n_heads != 0)
      reader_.fail("has a \"width\" that its \"heads\" don't divide");
    if (shape.epsilon < 0) reader_.fail("has a negative \"norm_eps\"");
  }

  void read_labels() {
    const json& labels = reader_.object(header_, "labels");
    for (const auto& [head, names] : expected_labels().items()) {
      const auto found = labels.find(head);
      if (found == labels.end() || *found != names)
        reader_.fail("has other labels for \"" + head + "\"");
    }
  }

  void read_vocabulary() {
    std::string_view lines = reader_.bytes(reader_.object(header_, "vocabulary"));
    if (find_invalid_utf8(lines)) reader_.fail("has a vocabulary that is not UTF-8");
    std::vector<std::string> pieces;
    while (reader_.ok() && !lines.empty()) {
      const std::size_t end = std::min(lines.find('\n'), lines.size());
      pieces.emplace_back(lines.substr(0, end));
      lines.remove_prefix(std::min(end + 1, lines.size()));
    }
    if (static_cast<int>(pieces.size()) != vocabulary_size_)
      reader_.fail("has a vocabulary of another size");
    model_->vocabulary = Vocabulary(pieces);
    if (!model_->vocabulary.is_complete())
      reader_.fail("lacks [UNK], [CLS] or [SEP] in its vocabulary");
  }

  void read_encoder() {
    const ModelShape& shape = model_->shape;
    EncoderWeights& encoder = model_->encoder;
    encoder.words = reader_.rows("embeddings/word", vocabulary_size_, shape.width);
    encoder.positions = reader_.floats("embeddings/position", {shape.n_positions, shape.width});
    encoder.norm = norm("embeddings/norm");
    encoder.shapes = reader_.floats("embeddings/shape", {kShapes, shape.width});
    for (int i = 0; i < shape.n_layers && reader_.ok(); ++i) {
      encoder.layers.push_back(layer("layer" + std::to_string(i) + "/"));
    }
  }

  EncoderLayer layer(const std::string& prefix) {
    const int width = model_->shape.width, inner = model_->shape.inner;
    EncoderLayer layer;
    layer.query_key_value = query_key_value(prefix);
    layer.attention_out = encoder_linear(prefix + "output", width, width);
    layer.attention_norm = norm(prefix + "attention_norm");
    layer.up = encoder_linear(prefix + "up", inner, width);
    layer.down = encoder_linear(prefix + "down", width, inner);
    layer.output_norm = norm(prefix + "ffn_norm");
    return layer;
  }

  // One matrix does the work of three, and the scale of attention is in the query's part already.
  EncoderLinear query_key_value(const std::string& prefix) {
    const int width = model_->shape.width;
    std::vector<float> weights, biases;
    for (const char* part : {"query", "key", "value"}) {
      std::vector<float> weight = reader_.floats(prefix + part + "/weight", {width, width});
      std::vector<float> bias = reader_.floats(prefix + part + "/bias", {width});
      if (std::string_view(part) == "query") {
        const float scale = 1.0f / std::sqrt(static_cast<float>(width / model_->shape.n_heads));
        for (float& value : weight) value *= scale;
        for (float& value : bias) value *= scale;
      }
      weights.insert(weights.end(), weight.begin(), weight.end());
      biases.insert(biases.end(), bias.begin(), bias.end());
    }
    return encoder_linear(weights, std::move(biases), 3 * width, width);
  }

  EncoderLinear encoder_linear(const std::string& name, int n_out, int n_in) {
    const std::vector<float> weights = reader_.floats(name + "/weight", {n_out, n_in});
    return encoder_linear(weights, reader_.floats(name + "/bias", {n_out}), n_out, n_in);
  }

  EncoderLinear encoder_linear(const std::vector<float>& weights, std::vector<float> bias,
                               int n_out, int n_in) {
    if (!reader_.ok()) return {};
    if (model_->levels > 0) return {{}, quantised_linear(weights, std::move(bias), n_out, n_in)};
    return {{PackedMatrix(weights.data(), n_out, n_in), std::move(bias)}, {}};
  }

  Linear linear(const std::string& name, int n_out, int n_in) {
    const std::vector<float> weights = reader_.floats(name + "/weight", {n_out, n_in});
    std::vector<float> bias = reader_.floats(name + "/bias", {n_out});
    if (!reader_.ok()) return {};
    return {PackedMatrix(weights.data(), n_out, n_in), std::move(bias)};
  }

  LayerNorm norm(const std::string& name) {
    const int width = model_->shape.width;
    return {reader_.floats(name + "/weight", {width}), reader_.floats(name + "/bias", {width})};
  }

  void read_heads() {
    const int width = model_->shape.width;
    HeadWeights& heads = model_->heads;
    heads.role = chain("role", kRoleLabels, width);
    heads.report = chain("report", kRoleLabels, width);
    heads.name_hidden = dense("name/hidden", kNameWidth, 2 * width);
    heads.name = chain("name", kNameLabels, 3 * kNameWidth);
    heads.mention = labels_in_order("mention", kMentionLabels);
    heads.distance_boundaries = reader_.numbers(header_, "distance_boundaries", 1 << 20, 64);
    for (std::size_t i = 1; i < heads.distance_boundaries.size(); ++i) {
      if (heads.distance_boundaries[i - 1] >= heads.distance_boundaries[i]) {
        reader_.fail("has \"distance_boundaries\" that don't rise");
      }
    }
    heads.links = {linker("link/source_cue"), linker("link/content_cue"),
                   linker("link/content_source"), linker("coref"), linker("relay")};
    heads.stance_hidden = dense("stance/hidden", kStanceWidth, 3 * width);
    heads.stance = dense("stance/output", kStances, kStanceWidth);
    heads.kind = dense("kind", kKinds, width);
    heads.embed = dense("embed", kMeaningWidth, width);
  }

  Dense dense(const std::string& name, int n_out, int n_in) {
    return transposed(reader_.floats(name + "/weight", {n_out, n_in}),
                      reader_.floats(name + "/bias", {n_out}), n_out, n_in);
  }

  Dense transposed(const std::vector<float>& weights, std::vector<float> bias, int n_out,
                   int n_in) {
    if (!reader_.ok()) return {};
    Dense dense{n_out, n_in, std::vector<float>(weights.size()), std::move(bias)};
    const auto rows = static_cast<std::size_t>(n_out), columns = static_cast<std::size_t>(n_in);
    for (std::size_t row = 0; row < rows; ++row) {
      for (std::size_t i = 0; i < columns; ++i)
        dense.by_input[i * rows + row] = weights[row * columns + i];
    }
    return dense;
  }

  Tagger chain(const std::string& name, int n_labels, int n_in) {
    return {dense(name, n_labels, n_in),
            reader_.floats(name + "/transitions", {n_labels, n_labels}),
            reader_.floats(name + "/start", {n_labels}), reader_.floats(name + "/end", {n_labels})};
  }

  // Labels are O, then B and I of each type. All orders are equally good, but an I stands only
  // after a B or an I of its type.
  Tagger labels_in_order(const std::string& name, int n_labels) {
    constexpr float kIllegal = -1e4f;
    Tagger tagger{dense(name, n_labels, model_->shape.width), {}, {}, {}};
    const auto is_inner = [](int label) { return label > 0 && label % 2 == 0; };
    for (int from = 0; from < n_labels; ++from) {
      tagger.start.push_back(is_inner(from) ? kIllegal : 0);
      tagger.end.push_back(0);
      for (int to = 0; to < n_labels; ++to) {
        const bool legal = !is_inner(to) || from == to || from == to - 1;
        tagger.transitions.push_back(legal ? 0 : kIllegal);
      }
    }
    return tagger;
  }

  Linker linker(const std::string& name) {
    const int n_in = 3 * model_->shape.width;
    const int n_buckets = 1 + 2 * static_cast<int>(model_->heads.distance_boundaries.size());
    Linker linker{
        dense(name + "/from", kLinkWidth, n_in), dense(name + "/to", kLinkWidth, n_in), {}, {}};
    linker.none = transposed(reader_.floats(name + "/none_weight", {kLinkWidth}),
                             reader_.floats(name + "/none_bias", {1}), 1, kLinkWidth);
    linker.distance = reader_.floats(name + "/distance", {n_buckets});
    return linker;
  }

  void read_coreference() {
    constexpr int kHidden = 256, kEnd = kSpanSize + 1, kParts = 5;
    const int width = model_->shape.width;
    CoreferenceWeights& weights = model_->coreference;
    weights.start_hidden = linear("coreference/start_hidden", kHidden, 4 * width);
    weights.end_hidden = linear("coreference/end_hidden", kHidden, 4 * width);
    weights.start = linear("coreference/start", kEnd, kHidden);
    weights.end = linear("coreference/end", kEnd, kHidden);
    weights.span_words = reader_.floats("coreference/span_words", {kLongestMention});
    weights.project = linear("coreference/project", kParts * kCoreferenceWidth, 6 * width);
    weights.single = reader_.floats("coreference/single", {kSingleRows, kCoreferenceWidth});
    weights.pair = reader_.floats("coreference/pair", {kPairRows, kCoreferenceWidth});
    weights.mention = one_row("coreference/mention");
    weights.product =
        transposed(reader_.floats("coreference/product", {kCoreferenceWidth, kCoreferenceWidth}),
                   std::vector<float>(kCoreferenceWidth), kCoreferenceWidth, kCoreferenceWidth);
    weights.out = one_row("coreference/out");
    const json& constants = reader_.object(header_, "constants");
    weights.least = reader_.real(constants, "coreference/least");
  }

  Dense one_row(const std::string& name, int n_in = kCoreferenceWidth) {
    return transposed(reader_.floats(name + "/weight", {n_in}), reader_.floats(name + "/bias", {1}),
                      1, n_in);
  }

  void read_nested() {
    constexpr int kHalf = static_cast<int>(kNestedWidth) / 2, kCueLabels = 3;
    const int width = model_->shape.width;
    NestedWeights& weights = model_->nested.emplace();
    weights.input = linear("nested/input", kHalf, 2 * width);
    weights.around = linear("nested/around", kHalf, 3 * kHalf);
    weights.span = linear("nested/span", kHalf, 2 * width);
    weights.cue = dense("nested/cue", kCueLabels, kHalf);
    const int n_buckets = 1 + 2 * static_cast<int>(model_->heads.distance_boundaries.size());
    weights.source = pick("nested/source", n_buckets + kSourceRows);
    weights.parent = pick("nested/parent", n_buckets + kParentRows);
    const json& constants = reader_.object(header_, "constants");
    weights.threshold = reader_.real(constants, "nested/threshold");
    weights.no_parent = reader_.real(constants, "nested/no_parent");
    weights.doubt = reader_.real(constants, "nested/doubt");
  }

  void read_meaning() {
    constexpr int kKey = 64;
    const int width = model_->shape.width;
    const json& config = reader_.object(header_, "config");
    model_->shape.meaning_from = reader_.number(config, "meaning_from", 1, model_->shape.n_layers);
    const int n_layers = reader_.number(config, "meaning_layers", 1, 48);
    MeaningWeights& weights = model_->meaning.emplace();
    for (int i = 0; i < n_layers && reader_.ok(); ++i)
      weights.layers.push_back(layer("meaning/layer" + std::to_string(i) + "/"));
    weights.query = dense("meaning/query", kKey, width);
    weights.key = linear("meaning/key", kKey, width);
    weights.output = dense("meaning/output", kMeaningWidth, 3 * width);
  }

  PickWeights pick(const std::string& name, int n_rows) {
    constexpr int kKey = 48, kHidden = 64, kNone = 32;
    constexpr int kSpan = 3 * static_cast<int>(kNestedWidth);
    PickWeights weights;
    weights.from = linear(name + "/from", kKey + kHidden + kNone, kSpan);
    weights.to = linear(name + "/to", kKey + kHidden, kSpan);
    weights.product = transposed(reader_.floats(name + "/product", {kHidden, kKey}),
                                 std::vector<float>(kHidden), kHidden, kKey);
    weights.rows = reader_.floats(name + "/rows", {n_rows, kHidden});
    weights.out = one_row(name + "/out", kHidden);
    weights.none = one_row(name + "/none", kNone);
    return weights;
  }

  void read_reference() {
    const json& entry = reader_.object(header_, "reference");
    Reference& reference = model_->reference;
    reference.text = reader_.text(entry, "text");
    if (find_invalid_utf8(reference.text)) reader_.fail("has a reference text that is not UTF-8");
    reference.ids = reader_.numbers(entry, "ids", static_cast<std::uint32_t>(vocabulary_size_) - 1,
                                    static_cast<std::size_t>(model_->shape.window));
    for (const std::uint32_t shape :
         reader_.numbers(entry, "shapes", kShapes - 1, reference.ids.size())) {
      reference.shapes.push_back(static_cast<std::uint8_t>(shape));
    }
    if (reference.shapes.size() != reference.ids.size())
      reader_.fail("has other reference \"shapes\" than \"ids\"");
    const json& spans = reader_.object(entry, "spans");
    reference.source = reference_span(spans, "source");
    reference.cue = reference_span(spans, "cue");
    reference.content = reference_span(spans, "content");
    for (const char* name :
         {"hidden", "role", "report", "name", "mention", "link/source_cue", "link/content_cue",
          "link/content_source", "coref", "relay", "coreference", "stance", "kind", "embed"}) {
      reference.outputs[name] = reader_.floats_of_any_shape(std::string("reference/") + name);
    }
    if (model_->nested)
      reference.outputs["nested"] = reader_.floats_of_any_shape("reference/nested");
    if (model_->meaning)
      reference.outputs["meaning"] = reader_.floats_of_any_shape("reference/meaning");
  }

  Reference::Span reference_span(const json& spans, const std::string& name) {
    const auto n_ids = static_cast<std::uint32_t>(model_->reference.ids.size());
    const std::vector<std::uint32_t> ends = reader_.numbers(spans, name, n_ids, 2);
    if (ends.size() == 2 && ends[0] < ends[1]) return {ends[0], ends[1]};
    reader_.fail("has no fitting reference span \"" + name + "\"");
    return {};
  }

  void read_constants() {
    for (const auto& [name, value] : reader_.object(header_, "constants").items()) {
      if (value.is_number()) model_->constants[name] = value.get<double>();
    }
  }

  const json& header_;
  TensorReader reader_;
  std::shared_ptr<Model> model_ = std::make_shared<Model>();
  int vocabulary_size_ = 0;
};

}  // namespace

Result<std::shared_ptr<const Model>> load_model(std::string_view bytes, Arithmetic arithmetic) {
  const Result<ModelFile> file = ModelFile::open(bytes);
  if (!file) return file.error();
  return Loader(*file, arithmetic).load();
}

std::string model_id(const Model& model) { return model.id; }

std::string numeric_profile(const Model& model) {
  const std::string arithmetic = model.levels == 0     ? "f32-"
                                 : model.levels == 255 ? "int8-"
                                                       : "int7-";
  return arithmetic + onednn_profile();
}

}  // namespace sayso
