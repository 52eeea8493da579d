#include "sayso/model.h"

#include <gtest/gtest.h>

#include <cmath>
#include <fstream>
#include <functional>
#include <iterator>
#include <limits>

#include "nn/model.h"
#include "nn/reference.h"
#include "nn/scratch.h"
#include "nn/tiny_model.h"

namespace sayso {
namespace {

// From a copy of exact size, so that a sanitizer sees a read past the end.
Result<std::shared_ptr<const Model>> load_exactly(const std::string& bytes) {
  const std::vector<char> copy(bytes.begin(), bytes.end());
  return load_model({copy.data(), copy.size()});
}

TEST(ModelTest, LoadsAWholeFile) {
  const TinyModel tiny;
  const auto model = load_exactly(tiny.file());
  ASSERT_TRUE(model) << to_string(model.error());
  EXPECT_EQ((*model)->shape.width, TinyModel::kWidth);
  EXPECT_EQ((*model)->name, "tiny");
  EXPECT_EQ((*model)->vocabulary.size(), 17u);
  EXPECT_EQ((*model)->constants.at("threshold"), 0.25);
  const std::string file = tiny.file();
  EXPECT_EQ(model_id(**model), sha256_hex(file.substr(0, file.size() - 32)));
  EXPECT_EQ(numeric_profile(**load_model(tiny.file(), Arithmetic::kF32)).substr(0, 11),
            "f32-onednn-");
}

TEST(ModelTest, NoDamageGoesUnseen) {
  const std::string whole = TinyModel().file();
  for (std::size_t size = 0; size < whole.size(); size += size < 200 ? 1 : 991) {
    EXPECT_FALSE(load_exactly(whole.substr(0, size))) << size;
  }
  EXPECT_FALSE(load_exactly(whole + '\0'));
  for (std::size_t at = 0; at < whole.size(); at += at < 100 ? 1 : 2003) {
    std::string flipped = whole;
    flipped[at] = static_cast<char>(flipped[at] ^ 1);
    EXPECT_FALSE(load_exactly(flipped)) << at;
  }
}

struct Fault {
  const char* name;
  std::function<void(TinyModel&)> make;
  const char* message;  // part of what is said about it
};

TEST(ModelTest, NamesWhatDoesNotFit) {
  const std::uint64_t huge = std::numeric_limits<std::uint64_t>::max();
  const Fault faults[] = {
      {"a tensor less", [](TinyModel& m) { m.entry("kind/bias")["name"] = "other"; },
       "lacks the tensor kind/bias"},
      {"a tensor twice", [](TinyModel& m) { m.entry("kind/bias")["name"] = "role/start"; },
       "twice"},
      {"another shape", [](TinyModel& m) { m.entry("layer0/up/weight")["shape"] = {8, 16}; },
       "another shape"},
      {"a dimension more", [](TinyModel& m) { m.entry("role/start")["shape"] = {7, 1}; },
       "another shape"},
      {"too many values", [](TinyModel& m) { m.entry("kind/bias")["shape"] = {8}; },
       "don't fit its shape"},
      {"a product that overflows",
       [](TinyModel& m) {
         m.entry("kind/bias")["shape"] = {1u << 16, 1u << 16, 1u << 16, 1u << 16};
       },
       "fitting shape"},
      {"a negative dimension", [](TinyModel& m) { m.entry("kind/bias")["shape"] = {-7}; },
       "fitting shape"},
      {"an offset past the end",
       [](TinyModel& m) { m.entry("kind/bias")["offset"] = m.blob.size(); }, "out of the file"},
      {"an offset that overflows", [=](TinyModel& m) { m.entry("kind/bias")["offset"] = huge - 3; },
       "out of the file"},
      {"a size that overflows", [=](TinyModel& m) { m.entry("kind/bias")["bytes"] = huge; },
       "out of the file"},
      {"scales past the end",
       [](TinyModel& m) { m.entry("kind/weight")["scales_offset"] = m.blob.size() - 4; },
       "out of the file"},
      {"no scales", [](TinyModel& m) { m.entry("kind/weight").erase("scales_offset"); },
       "out of the file"},
      {"a type that is none", [](TinyModel& m) { m.entry("kind/bias")["dtype"] = "f64"; },
       "another type"},
      {"a number for a name", [](TinyModel& m) { m.entry("kind/bias")["name"] = 3; }, "name"},
      {"a width that does not fit", [](TinyModel& m) { m.header["config"]["width"] = 10; },
       "another shape"},
      {"heads that don't divide", [](TinyModel& m) { m.header["config"]["heads"] = 3; }, "divide"},
      {"no layers", [](TinyModel& m) { m.header["config"]["layers"] = 0; }, "layers"},
      {"a fraction of a layer", [](TinyModel& m) { m.header["config"]["layers"] = 1.5; }, "layers"},
      {"a layer more", [](TinyModel& m) { m.header["config"]["layers"] = 3; }, "layer2/"},
      {"a window past the positions", [](TinyModel& m) { m.header["config"]["window"] = 41; },
       "window"},
      {"an endless epsilon", [](TinyModel& m) { m.header["config"]["norm_eps"] = 1e300; },
       "norm_eps"},
      {"a smaller vocabulary", [](TinyModel& m) { m.header["config"]["vocab"] = 16; },
       "vocabulary"},
      {"no [SEP]", [](TinyModel& m) { m.blob[m.blob.find("[SEP]") + 1] = 's'; }, "[SEP]"},
      {"a vocabulary that is not UTF-8",
       [](TinyModel& m) { m.blob[m.blob.find("harbour")] = '\xFF'; }, "UTF-8"},
      {"other labels", [](TinyModel& m) { m.header["labels"]["stance"][0] = "claims"; },
       "labels for \"stance\""},
      {"boundaries that fall", [](TinyModel& m) { m.header["distance_boundaries"] = {1, 4, 2, 8}; },
       "rise"},
      {"boundaries more", [](TinyModel& m) { m.header["distance_boundaries"] = {1, 2, 4, 8, 16}; },
       "another shape"},
      {"a reference id too high", [](TinyModel& m) { m.header["reference"]["ids"][1] = 17; },
       "ids"},
      {"a reference span too long",
       [](TinyModel& m) { m.header["reference"]["spans"]["cue"] = {2, 7}; }, "cue"},
      {"a reference that is too long",
       [](TinyModel& m) { m.header["reference"]["ids"] = std::vector<int>(25, 4); }, "ids"},
      {"no list of tensors", [](TinyModel& m) { m.header["tensors"] = 3; }, "list of tensors"},
      {"not a number",
       [](TinyModel& m) {
         const float value = std::numeric_limits<float>::quiet_NaN();
         std::memcpy(m.blob.data() + m.entry("role/start")["offset"].get<std::size_t>(), &value, 4);
       },
       "not finite"},
  };
  for (const Fault& fault : faults) {
    SCOPED_TRACE(fault.name);
    TinyModel tiny;
    fault.make(tiny);
    const auto model = load_exactly(tiny.file());
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().what.find(fault.message), std::string::npos)
        << to_string(model.error());
    EXPECT_FALSE(model.error().remedy.empty());
  }
}

struct Bytes {
  const char* name;
  std::string bytes;
  const char* message;
};

TEST(ModelTest, NamesWhatIsNoModel) {
  const TinyModel tiny;
  const std::string text = tiny.header.dump();
  std::string long_header = TinyModel::head("{}");
  long_header[12] = '\x7F';
  const Bytes cases[] = {
      {"nothing", "", "no model"},
      {"a text", "Nobody answered.", "no model"},
      {"the magic alone", "SAYSOMDL", "too early"},
      {"another version", TinyModel::with_hash(TinyModel::head(text, 3) + tiny.blob), "version 3"},
      {"a header longer than the file", TinyModel::with_hash(long_header), "too long a header"},
      {"no JSON", TinyModel::with_hash(TinyModel::head("{\"name\"")), "no JSON object"},
      {"a list", TinyModel::with_hash(TinyModel::head("[]")), "no JSON object"},
      {"an empty object", TinyModel::with_hash(TinyModel::head("{}")), "list of tensors"},
      {"a tower of lists",
       TinyModel::with_hash(TinyModel::head("{\"a\":" + std::string(1 << 20, '['))),
       "no JSON object"},
  };
  for (const Bytes& c : cases) {
    SCOPED_TRACE(c.name);
    const auto model = load_exactly(c.bytes);
    ASSERT_FALSE(model);
    EXPECT_NE(model.error().what.find(c.message), std::string::npos) << to_string(model.error());
  }
}

TEST(ModelTest, TheReferenceCheckSeesWrongAnswers) {
  const TinyModel tiny;  // its answers are random
  Scratch scratch;
  const float apart = reference_difference(*tiny.load(), scratch);
  EXPECT_GT(apart, 0.1f);
  EXPECT_TRUE(std::isfinite(apart));
  TinyModel other;
  other.header["reference"]["text"] = "Vale said no.";
  EXPECT_TRUE(std::isinf(reference_difference(*other.load(), scratch)));
}

// The shipped model, against what PyTorch made of the same weights.
TEST(ModelTest, AgreesWithTheTrainer) {
  std::ifstream file("models/sayso-en.model", std::ios::binary);
  if (!file) GTEST_SKIP() << "models/sayso-en.model is not there";
  const std::string bytes((std::istreambuf_iterator<char>(file)), {});
  const auto model = load_model(bytes, Arithmetic::kF32);
  ASSERT_TRUE(model) << to_string(model.error());
  Scratch scratch;
  EXPECT_LT(reference_difference(**model, scratch), 1e-3f);
}

}  // namespace
}  // namespace sayso
