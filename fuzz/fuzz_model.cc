// libFuzzer over the model loader. A random file fails at its hash, so the first byte chooses how
// much is made right around the rest of the input:
//
//   0  nothing: the input is the file
//   1  magic, lengths and hash: the input is the header
//   2  all but some bytes of a small valid model: (position, value) pairs, three bytes each, in
//      the header
//   3  the same, anywhere behind the magic
//
// What loads is also run, on its own reference text.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "nn/reference.h"
#include "nn/tiny_model.h"

namespace {

using sayso::TinyModel;

const std::string& whole_file() {
  static const std::string file = [] {
    const std::string with_hash = TinyModel().file();
    return with_hash.substr(0, with_hash.size() - 32);
  }();
  return file;
}

std::string with_changes(std::string_view changes, std::size_t first, std::size_t most) {
  std::string file = whole_file();
  for (std::size_t i = 0; i + 3 <= changes.size(); i += 3) {
    const auto byte = [&](std::size_t k) { return static_cast<unsigned char>(changes[i + k]); };
    const std::size_t position = first + (byte(0) * 256u + byte(1)) % (most - first);
    file[position] = changes[i + 2];
  }
  return TinyModel::with_hash(std::move(file));
}

std::string file_for(unsigned how, std::string_view input) {
  static const std::size_t header_end = TinyModel::head(TinyModel().header.dump()).size();
  switch (how) {
    case 0:
      return std::string(input);
    case 1:
      return TinyModel::with_hash(TinyModel::head(std::string(input)));
    case 2:
      return with_changes(input, 16, header_end);
    default:
      return with_changes(input, 8, whole_file().size());
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view input(reinterpret_cast<const char*>(data) + 1, size - 1);
  const std::string file = file_for(data[0] % 4u, input);
  // A copy of exact size, so that a read past the end is seen.
  const std::vector<char> copy(file.begin(), file.end());
  const auto model = sayso::load_model({copy.data(), copy.size()});
  if (!model) return 0;
  static sayso::Scratch scratch;
  sayso::reference_difference(**model, scratch);
  return 0;
}
