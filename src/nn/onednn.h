#pragma once
// Matrix multiplication in f32 and in 8-bit integers by oneDNN. This header and onednn.cc are all
// that knows the library; both its interfaces, of 2.x and of 3.x, are written there.
//
//   PackedMatrix w(weights, 1536, 384);             // once, shared by all threads
//   Kernels kernels;                                // one a thread
//   kernels.linear(x, 256, w, bias, Activation::kGelu, out);
//
//   PackedInt8 b(bytes, 1536, 384);                 // the same for whole numbers
//   kernels.multiply_bytes(u, 32, b, sums);
//
// Everything runs on the calling thread alone, and a result is a function of the arguments, their
// shapes and onednn_profile(): callers choose shapes by the document alone.

#include <cstdint>
#include <memory>
#include <string>

namespace sayso {

// The weights of a linear layer, in the order of bytes that the library's kernels read fastest.
class PackedMatrix {
 public:
  PackedMatrix() = default;
  // `weights`: (n_out, n_in), row-major; copied.
  PackedMatrix(const float* weights, int n_out, int n_in);

  int n_out() const { return n_out_; }
  int n_in() const { return n_in_; }

 private:
  friend class Kernels;
  struct Memory;
  std::shared_ptr<const Memory> memory_;
  int n_out_ = 0, n_in_ = 0;
};

// The same for whole numbers from -127 to 127.
class PackedInt8 {
 public:
  PackedInt8() = default;
  // `weights`: (n_out, n_in), row-major; copied.
  PackedInt8(const std::int8_t* weights, int n_out, int n_in);

  int n_out() const { return n_out_; }
  int n_in() const { return n_in_; }

 private:
  friend class Kernels;
  struct Memory;
  std::shared_ptr<const Memory> memory_;
  int n_out_ = 0, n_in_ = 0;
};

// The largest number that may be multiplied with a PackedInt8 on this processor: 255, or 127 where
// pairs of products are added in 16 bits; 0: it has no fast multiplication of bytes.
int int8_levels();

enum class Activation : std::uint8_t { kNone, kGelu };  // kGelu: x * Phi(x), by erf

// Where a batch of matrices lies: element (b, row, column) is at data + b * batch + row * rows +
// column * columns. One of rows and columns is 1.
struct Strides {
  std::int64_t batch = 0, rows = 0, columns = 0;  // in floats
};

// Compiled kernels, kept by shape: the first call of a shape costs about a millisecond.
class Kernels {
 public:
  Kernels();
  ~Kernels();
  Kernels(const Kernels&) = delete;
  Kernels& operator=(const Kernels&) = delete;

  // out (n_rows, n_out) = activation(x (n_rows, n_in) * w^T + bias (n_out)).
  void linear(const float* x, int n_rows, const PackedMatrix& w, const float* bias,
              Activation activation, float* out);

  // out (n_rows, n_out) = x (n_rows, n_in) * w^T, exactly; no x is above int8_levels().
  void multiply_bytes(const std::uint8_t* x, int n_rows, const PackedInt8& w, std::int32_t* out);

  // For each of n matrices: c (m, columns) = a (m, k) * b (k, columns).
  void multiply(int n, int m, int k, int columns, const float* a, const Strides& a_strides,
                const float* b, const Strides& b_strides, float* c, const Strides& c_strides);

  // Softmax of each row of x (n_rows, n_columns), in place.
  void softmax(float* x, int n_rows, int n_columns);

 private:
  struct Impl;
  std::unique_ptr<Impl> impl_;
};

// "onednn-2.6.3-avx512_core": the library and the instructions that it found here.
std::string onednn_profile();

}  // namespace sayso
