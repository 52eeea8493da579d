#pragma once
// The reading model: loaded once from a file's bytes (docs/formats/model.md), then constant and
// shared by all threads. What a thread needs to run it is a Scratch of its own.
//
//   Result<std::shared_ptr<const Model>> model = load_model(bytes);
//   std::unique_ptr<Scratch, ScratchDeleter> scratch = make_scratch(**model);

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>

#include "sayso/result.h"

namespace sayso {

class Model;    // defined in src/nn/model.h
class Scratch;  // defined in src/nn/scratch.h

struct ScratchDeleter {
  void operator()(Scratch* scratch) const;
};
using ScratchPtr = std::unique_ptr<Scratch, ScratchDeleter>;

// What the encoder computes in. kInt8 is up to twice as fast; a processor that can't do it well
// gets kF32 whatever is asked for. The heads are in f32 in either case.
enum class Arithmetic : std::uint8_t { kInt8, kF32 };

// Checks magic, version, shapes, bounds and hash; any byte string is safe to pass.
Result<std::shared_ptr<const Model>> load_model(std::string_view bytes,
                                                Arithmetic arithmetic = Arithmetic::kInt8);

ScratchPtr make_scratch(const Model& model);

// The SHA-256 that the file closes with, 64 hex digits: names the model in a ledger.
std::string model_id(const Model& model);

// The arithmetic that results depend on beside model and text:
// "int8-onednn-2.6.3-avx512_core_vnni"; int7 where activations have one bit less (nn/quantised.h).
// Exports are equal to the byte within one profile.
std::string numeric_profile(const Model& model);

}  // namespace sayso
