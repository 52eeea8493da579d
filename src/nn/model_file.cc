#include "nn/model_file.h"

#include <algorithm>
#include <cmath>
#include <cstring>
#include <limits>

#include "base/hash.h"

namespace sayso {
namespace {

using nlohmann::json;

constexpr std::string_view kMagic = "SAYSOMDL";
constexpr std::size_t kFixedBytes = 16;  // magic, version, length of the header
constexpr std::size_t kHashBytes = 32;
constexpr std::size_t kAlignment = 64;
constexpr std::uint32_t kMostHeaderBytes = 16u << 20;

Error broken(const std::string& what, std::size_t at) {
  return {"the model file " + what, "byte " + std::to_string(at), "get the file again"};
}

std::uint32_t little_endian(std::string_view bytes, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) {
    value |= std::uint32_t{static_cast<unsigned char>(bytes[at + i])} << (8 * i);
  }
  return value;
}

std::string as_hex(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (const char c : bytes) {
    hex.push_back(kDigits[static_cast<unsigned char>(c) >> 4]);
    hex.push_back(kDigits[static_cast<unsigned char>(c) & 15]);
  }
  return hex;
}

// IEEE 754 in little-endian order, which is that of every machine that this is built for.
std::vector<float> floats_from(std::string_view bytes) {
  std::vector<float> values(bytes.size() / sizeof(float));
  if (!values.empty()) std::memcpy(values.data(), bytes.data(), values.size() * sizeof(float));
  return values;
}

bool all_finite(const std::vector<float>& values) {
  return std::all_of(values.begin(), values.end(),
                     [](float value) { return std::isfinite(value); });
}

const json* member(const json& object, const std::string& key) {
  if (!object.is_object()) return nullptr;
  const auto found = object.find(key);
  return found == object.end() ? nullptr : &*found;
}

// Deep nesting would cost the parser memory for each level; our headers have five.
json parse_header(std::string_view text) {
  const auto not_too_deep = [](int depth, json::parse_event_t, json&) { return depth <= 16; };
  return json::parse(text.begin(), text.end(), not_too_deep, /*allow_exceptions=*/false);
}

}  // namespace

Result<ModelFile> ModelFile::open(std::string_view bytes) {
  if (bytes.substr(0, kMagic.size()) != kMagic) {
    return Error{"this is no model of sayso", "byte 0", "give the path of a .model file"};
  }
  if (bytes.size() < kFixedBytes + kHashBytes) return broken("ends too early", bytes.size());
  const std::uint32_t version = little_endian(bytes, kMagic.size());
  if (version != kModelVersion) {
    return Error{"the model has format version " + std::to_string(version) +
                     ", and this program reads " + std::to_string(kModelVersion),
                 "byte 8", "get the model that came with this program"};
  }
  const std::string_view hashed = bytes.substr(0, bytes.size() - kHashBytes);
  const std::string hash = as_hex(bytes.substr(hashed.size()));
  if (sha256_hex(hashed) != hash) {
    return broken("is damaged: its hash does not fit its bytes", hashed.size());
  }
  const std::uint32_t header_bytes = little_endian(bytes, kMagic.size() + 4);
  const std::size_t header_end = kFixedBytes + std::size_t{header_bytes};
  const std::size_t blob = (header_end + kAlignment - 1) / kAlignment * kAlignment;
  if (header_bytes > kMostHeaderBytes || blob > hashed.size())
    return broken("has too long a header", 12);
  json header = parse_header(bytes.substr(kFixedBytes, header_bytes));
  if (!header.is_object()) return broken("has a header that is no JSON object", kFixedBytes);
  return ModelFile{hash, std::move(header), hashed.substr(blob)};
}

TensorReader::TensorReader(const ModelFile& file) : file_(file) {
  const json* list = member(file.header, "tensors");
  if (!list || !list->is_array()) {
    fail("has no list of tensors");
    return;
  }
  for (const json& entry : *list) {
    read_tensor(entry);
    if (!ok()) return;
  }
}

void TensorReader::fail(const std::string& what) {
  if (!error_) error_ = Error{"the model file " + what, "its header", "get the file again"};
}

int TensorReader::number(const json& in, const std::string& key, int least, int most) {
  const json* value = member(in, key);
  if (value && value->is_number_unsigned()) {
    const auto number = value->get<std::uint64_t>();
    if (number >= static_cast<std::uint64_t>(least) && number <= static_cast<std::uint64_t>(most)) {
      return static_cast<int>(number);
    }
  }
  fail("has no \"" + key + "\" from " + std::to_string(least) + " to " + std::to_string(most));
  return least;
}

float TensorReader::real(const json& in, const std::string& key) {
  const json* value = member(in, key);
  if (value && value->is_number()) {
    const double number = value->get<double>();
    if (std::isfinite(number) && std::abs(number) < std::numeric_limits<float>::max()) {
      return static_cast<float>(number);
    }
  }
  fail("has no number \"" + key + "\"");
  return 0;
}

const json& TensorReader::object(const json& in, const std::string& key) {
  static const json kEmpty = json::object();
  const json* value = member(in, key);
  if (value && value->is_object()) return *value;
  fail("has no object \"" + key + "\"");
  return kEmpty;
}

std::string TensorReader::text(const json& in, const std::string& key) {
  const json* value = member(in, key);
  if (value && value->is_string()) return value->get<std::string>();
  fail("has no text \"" + key + "\"");
  return {};
}

std::vector<std::uint32_t> TensorReader::numbers(const json& in, const std::string& key,
                                                 std::uint32_t most, std::size_t longest) {
  const json* list = member(in, key);
  std::vector<std::uint32_t> values;
  bool fits = list && list->is_array() && list->size() <= longest;
  for (std::size_t i = 0; fits && i < list->size(); ++i) {
    const json& value = (*list)[i];
    fits = value.is_number_unsigned() && value.get<std::uint64_t>() <= most;
    if (fits) values.push_back(value.get<std::uint32_t>());
  }
  if (fits) return values;
  fail("has no fitting list \"" + key + "\"");
  return {};
}

std::string_view TensorReader::slice_of_blob(const json& entry, const char* offset_key,
                                             std::uint64_t size) {
  const json* offset = member(entry, offset_key);
  if (offset && offset->is_number_unsigned()) {
    const auto at = offset->get<std::uint64_t>();
    // In this order neither side can overflow.
    if (at <= file_.blob.size() && size <= file_.blob.size() - at)
      return file_.blob.substr(at, size);
  }
  fail(std::string("has an \"") + offset_key + "\" that leads out of the file");
  return {};
}

std::string_view TensorReader::bytes(const json& entry) {
  const json* size = member(entry, "bytes");
  if (size && size->is_number_unsigned())
    return slice_of_blob(entry, "offset", size->get<std::uint64_t>());
  fail("has an entry without \"bytes\"");
  return {};
}

// At most four dimensions whose product is no more than the blob has bytes.
TensorReader::Shape TensorReader::shape_of(const json& entry) {
  const json* list = member(entry, "shape");
  Shape shape;
  bool fits = list && list->is_array() && list->size() <= 4;
  std::uint64_t product = 1;
  for (std::size_t i = 0; fits && i < list->size(); ++i) {
    const json& value = (*list)[i];
    fits = value.is_number_unsigned() && value.get<std::uint64_t>() <= file_.blob.size();
    if (!fits) break;
    shape.push_back(value.get<std::uint64_t>());
    if (shape.back() > 0) fits = product <= file_.blob.size() / shape.back();
    product *= shape.back();
  }
  if (fits) return shape;
  fail("has a tensor without a fitting shape");
  return {};
}

void TensorReader::read_tensor(const json& entry) {
  const std::string name = text(entry, "name"), type = text(entry, "dtype");
  Tensor tensor;
  tensor.shape = shape_of(entry);
  tensor.data = bytes(entry);
  if (!ok()) return;
  tensor.is_quantised = type == "i8";
  if (!tensor.is_quantised && type != "f32") return fail("has a tensor of another type: " + name);
  std::uint64_t n_values = 1;
  for (const std::uint64_t n : tensor.shape) n_values *= n;
  if (tensor.data.size() != n_values * (tensor.is_quantised ? 1 : sizeof(float))) {
    return fail("has a tensor whose bytes don't fit its shape: " + name);
  }
  if (tensor.is_quantised) {
    if (tensor.shape.size() != 2) return fail("has an int8 tensor that is no matrix: " + name);
    tensor.scales = slice_of_blob(entry, "scales_offset", tensor.shape[0] * sizeof(float));
  }
  if (!tensors_.emplace(name, std::move(tensor)).second) fail("has a tensor twice: " + name);
}

const TensorReader::Tensor* TensorReader::find(const std::string& name) {
  if (!ok()) return nullptr;
  const auto found = tensors_.find(name);
  if (found != tensors_.end()) return &found->second;
  fail("lacks the tensor " + name);
  return nullptr;
}

bool TensorReader::has_shape(const Tensor& tensor, const std::string& name,
                             std::initializer_list<int> shape) {
  if (std::equal(tensor.shape.begin(), tensor.shape.end(), shape.begin(), shape.end(),
                 [](std::uint64_t a, int b) { return a == static_cast<std::uint64_t>(b); })) {
    return true;
  }
  fail("has a tensor of another shape than its \"config\" says: " + name);
  return false;
}

std::vector<float> TensorReader::unpacked(const Tensor& tensor, const std::string& name) {
  std::vector<float> values;
  if (tensor.is_quantised) {
    const std::vector<float> scales = floats_from(tensor.scales);
    values.resize(tensor.data.size());
    const std::size_t n_columns = tensor.shape[1];
    for (std::size_t i = 0; i < values.size(); ++i) {
      values[i] =
          static_cast<float>(static_cast<signed char>(tensor.data[i])) * scales[i / n_columns];
    }
  } else {
    values = floats_from(tensor.data);
  }
  if (all_finite(values)) return values;
  fail("has a number that is not finite in " + name);
  return {};
}

std::vector<float> TensorReader::floats(const std::string& name, std::initializer_list<int> shape) {
  const Tensor* tensor = find(name);
  if (!tensor || !has_shape(*tensor, name, shape)) return {};
  return unpacked(*tensor, name);
}

std::vector<float> TensorReader::floats_of_any_shape(const std::string& name) {
  const Tensor* tensor = find(name);
  return tensor ? unpacked(*tensor, name) : std::vector<float>();
}

QuantisedRows TensorReader::rows(const std::string& name, int n_rows, int n_columns) {
  const Tensor* tensor = find(name);
  if (!tensor || !has_shape(*tensor, name, {n_rows, n_columns})) return {};
  if (!tensor->is_quantised) return fail("has no int8 in " + name), QuantisedRows();
  QuantisedRows rows{n_rows, n_columns, std::vector<std::int8_t>(tensor->data.size()),
                     floats_from(tensor->scales)};
  std::memcpy(rows.values.data(), tensor->data.data(), tensor->data.size());
  if (!all_finite(rows.scales))
    return fail("has a number that is not finite in " + name), QuantisedRows();
  return rows;
}

}  // namespace sayso
