#pragma once
// The model file as a container: a checked header and named tensors in it (docs/formats/model.md).
// What the tensors mean is model.cc's business.
//
//   Result<ModelFile> file = ModelFile::open(bytes);
//   TensorReader reader(*file);
//   std::vector<float> bias = reader.floats("layer0/up/bias", {1536});
//   if (reader.error()) ...
//
// Any bytes are safe: every offset, length and shape is checked before it is used, and nothing is
// allocated that the file's own size does not account for.

#include <cstdint>
#include <initializer_list>
#include <map>
#include <nlohmann/json.hpp>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "nn/model.h"
#include "sayso/result.h"

namespace sayso {

inline constexpr std::uint32_t kModelVersion = 2;

// A view of the bytes that it was opened on.
struct ModelFile {
  std::string id;         // the hash that the file closes with, 64 hex digits
  nlohmann::json header;  // an object
  std::string_view blob;  // offsets of tensors count from its start

  // Checks magic, version, lengths and hash, and that the header is a JSON object.
  static Result<ModelFile> open(std::string_view bytes);
};

// Reads a file's fields and tensors; the first thing that doesn't fit is kept as the error, and all
// that is read after it is empty.
class TensorReader {
 public:
  explicit TensorReader(const ModelFile& file);

  const std::optional<Error>& error() const { return error_; }
  bool ok() const { return !error_; }

  // A whole number of the object `in`, within [least, most].
  int number(const nlohmann::json& in, const std::string& key, int least, int most);
  // A number that is finite.
  float real(const nlohmann::json& in, const std::string& key);
  // The object's member of that name, or an empty object.
  const nlohmann::json& object(const nlohmann::json& in, const std::string& key);
  std::string text(const nlohmann::json& in, const std::string& key);
  // A list of whole numbers within [0, most], of at most `longest`.
  std::vector<std::uint32_t> numbers(const nlohmann::json& in, const std::string& key,
                                     std::uint32_t most, std::size_t longest);

  // Whether there is a tensor of that name.
  bool has(const std::string& name) const { return tensors_.contains(name); }
  // The tensor of that name, which must have that shape and finite values; int8 rows come out as
  // floats.
  std::vector<float> floats(const std::string& name, std::initializer_list<int> shape);
  // The same for whatever shape it has.
  std::vector<float> floats_of_any_shape(const std::string& name);
  // A tensor of int8 with a scale a row, as it is.
  QuantisedRows rows(const std::string& name, int n_rows, int n_columns);
  // Bytes of the blob, as an entry with "offset" and "bytes" says.
  std::string_view bytes(const nlohmann::json& entry);

  void fail(const std::string& what);

 private:
  using Shape = std::vector<std::uint64_t>;
  struct Tensor {
    bool is_quantised = false;
    Shape shape;
    std::string_view data;
    std::string_view scales;  // of int8: one float a row
  };

  void read_tensor(const nlohmann::json& entry);
  Shape shape_of(const nlohmann::json& entry);
  std::string_view slice_of_blob(const nlohmann::json& entry, const char* offset_key,
                                 std::uint64_t size);
  const Tensor* find(const std::string& name);
  bool has_shape(const Tensor& tensor, const std::string& name, std::initializer_list<int> shape);
  std::vector<float> unpacked(const Tensor& tensor, const std::string& name);

  const ModelFile& file_;
  std::map<std::string, Tensor> tensors_;
  std::optional<Error> error_;
};

}  // namespace sayso
