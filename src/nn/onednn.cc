#include "nn/onednn.h"

#include <dnnl.hpp>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>
#include <vector>

// Of the OpenMP runtime that the library is built on. Declared here, since the header belongs to
// the compiler's own copy and clang has another.
extern "C" {
int omp_get_max_threads(void);
void omp_set_num_threads(int);
}

namespace sayso {
namespace {

using dnnl::memory;
using Dims = memory::dims;

constexpr int kUsualRows = 256;     // packing is chosen for this many rows
constexpr int kUsualByteRows = 32;  // and that of bytes for this many

const dnnl::engine& cpu() {
  static const dnnl::engine engine(dnnl::engine::kind::cpu, 0);
  return engine;
}

memory::desc plain(const Dims& dims, memory::data_type type = memory::data_type::f32) {
  return {dims, type,
          dims.size() == 1   ? memory::format_tag::a
          : dims.size() == 2 ? memory::format_tag::ab
                             : memory::format_tag::abc};
}

memory::desc strided(const Dims& dims, const Strides& strides) {
  return {dims, memory::data_type::f32, Dims{strides.batch, strides.rows, strides.columns}};
}

// oneDNN takes pointers that it might write to; what we pass as input it only reads.
template <typename Number>
memory view(const memory::desc& desc, const Number* data) {
  return {desc, cpu(), const_cast<Number*>(data)};
}

dnnl::primitive_attr attributes(Activation activation) {
  dnnl::primitive_attr attr;
  attr.set_scratchpad_mode(dnnl::scratchpad_mode::user);
  if (activation == Activation::kGelu) {
    dnnl::post_ops after;
#if DNNL_VERSION_MAJOR >= 3
    after.append_eltwise(dnnl::algorithm::eltwise_gelu_erf, 0.0f, 0.0f);
#else
    after.append_eltwise(1.0f, dnnl::algorithm::eltwise_gelu_erf, 0.0f, 0.0f);
#endif
    attr.set_post_ops(after);
  }
  return attr;
}

using MatmulDesc = dnnl::matmul::primitive_desc;

MatmulDesc matmul_desc(const memory::desc& a, const memory::desc& b, const memory::desc& c) {
#if DNNL_VERSION_MAJOR >= 3
  return {cpu(), a, b, c, attributes(Activation::kNone)};
#else
  return {dnnl::matmul::desc(a, b, c), attributes(Activation::kNone), cpu()};
#endif
}

MatmulDesc linear_desc(int n_rows, const memory::desc& w, int n_in, int n_out,
                       Activation activation) {
  const memory::desc x = plain({n_rows, n_in}), bias = plain({1, n_out}),
                     out = plain({n_rows, n_out});
#if DNNL_VERSION_MAJOR >= 3
  return {cpu(), x, w, bias, out, attributes(activation)};
#else
  return {dnnl::matmul::desc(x, w, bias, out), attributes(activation), cpu()};
#endif
}

MatmulDesc bytes_desc(int n_rows, const memory::desc& w, int n_in, int n_out) {
  return matmul_desc(plain({n_rows, n_in}, memory::data_type::u8), w,
                     plain({n_rows, n_out}, memory::data_type::s32));
}

dnnl::softmax_forward::primitive_desc softmax_desc(const memory::desc& x) {
  const auto kind = dnnl::prop_kind::forward_inference;
#if DNNL_VERSION_MAJOR >= 3
  return {cpu(), kind, dnnl::algorithm::softmax_accurate, x, x, 1, attributes(Activation::kNone)};
#else
  return {dnnl::softmax_forward::desc(kind, x, 1), attributes(Activation::kNone), cpu()};
#endif
}

// The library would start threads of its own: one is enough, since each of our workers has a
// document.
class OneThread {
 public:
  OneThread() : before_(omp_get_max_threads()) { omp_set_num_threads(1); }
  ~OneThread() { omp_set_num_threads(before_); }
  OneThread(const OneThread&) = delete;
  OneThread& operator=(const OneThread&) = delete;

 private:
  int before_;
};

// As a factor on the right the matrix is (n_in, n_out), and ours lies column by column.
template <typename Number>
memory packed(const memory::desc& as, const Number* weights, int n_out, int n_in) {
  const memory::desc ours(Dims{n_in, n_out}, as.data_type(), memory::format_tag::ba);
  memory to(as, cpu()), from = view(ours, weights);
  dnnl::stream stream(cpu());
  dnnl::reorder(from, to).execute(stream, from, to);
  stream.wait();
  return to;
}

memory::desc any_order(int n_in, int n_out, memory::data_type type) {
  return {Dims{n_in, n_out}, type, memory::format_tag::any};
}

}  // namespace

struct PackedMatrix::Memory {
  memory::desc desc;
  memory data;
};

struct PackedInt8::Memory {
  memory::desc desc;
  memory data;
};

PackedMatrix::PackedMatrix(const float* weights, int n_out, int n_in) : n_out_(n_out), n_in_(n_in) {
  const OneThread one_thread;
  const memory::desc any = any_order(n_in, n_out, memory::data_type::f32);
  const memory::desc desc =
      linear_desc(kUsualRows, any, n_in, n_out, Activation::kNone).weights_desc();
  memory_ = std::make_shared<Memory>(Memory{desc, packed(desc, weights, n_out, n_in)});
}

PackedInt8::PackedInt8(const std::int8_t* weights, int n_out, int n_in)
    : n_out_(n_out), n_in_(n_in) {
  const OneThread one_thread;
  const memory::desc any = any_order(n_in, n_out, memory::data_type::s8);
  const memory::desc desc = bytes_desc(kUsualByteRows, any, n_in, n_out).weights_desc();
  memory_ = std::make_shared<Memory>(Memory{desc, packed(desc, weights, n_out, n_in)});
}

struct Kernels::Impl {
  // A compiled kernel with the descriptions of its arguments.
  struct Kernel {
    dnnl::primitive run;
    memory::desc x, w, bias, out, scratchpad;
  };
  using LinearKey = std::tuple<int, int, int, Activation>;
  using MultiplyKey = std::vector<std::int64_t>;

  dnnl::stream stream{cpu()};
  std::map<LinearKey, Kernel> linears;
  std::map<std::tuple<int, int, int>, Kernel> byte_products;
  std::map<MultiplyKey, Kernel> products;
  std::map<std::pair<int, int>, Kernel> softmaxes;
  std::vector<std::uint8_t> scratchpad;

  void execute(const Kernel& kernel, std::unordered_map<int, memory> arguments) {
    const std::size_t n_bytes = kernel.scratchpad.get_size();
    if (scratchpad.size() < n_bytes) scratchpad.resize(n_bytes);
    arguments.emplace(DNNL_ARG_SCRATCHPAD, memory(kernel.scratchpad, cpu(), scratchpad.data()));
    kernel.run.execute(stream, arguments);
    stream.wait();
  }

  const Kernel& linear(int n_rows, const memory::desc& w, int n_in, int n_out,
                       Activation activation) {
    const auto [found, is_new] = linears.try_emplace({n_rows, n_in, n_out, activation});
    if (is_new) {
      const MatmulDesc desc = linear_desc(n_rows, w, n_in, n_out, activation);
      found->second = {dnnl::matmul(desc), desc.src_desc(), desc.weights_desc(),
                       desc.bias_desc(),   desc.dst_desc(), desc.scratchpad_desc()};
    }
    return found->second;
  }

  const Kernel& byte_product(int n_rows, const memory::desc& w, int n_in, int n_out) {
    const auto [found, is_new] = byte_products.try_emplace({n_rows, n_in, n_out});
    if (is_new) {
      const MatmulDesc desc = bytes_desc(n_rows, w, n_in, n_out);
      found->second = {dnnl::matmul(desc), desc.src_desc(),       w, {},
                       desc.dst_desc(),    desc.scratchpad_desc()};
    }
    return found->second;
  }

  const Kernel& product(const MultiplyKey& key, const memory::desc& a, const memory::desc& b,
                        const memory::desc& c) {
    const auto [found, is_new] = products.try_emplace(key);
    if (is_new) {
      const MatmulDesc desc = matmul_desc(a, b, c);
      found->second = {dnnl::matmul(desc), a, b, {}, c, desc.scratchpad_desc()};
    }
    return found->second;
  }

  const Kernel& softmax(int n_rows, int n_columns) {
    const auto [found, is_new] = softmaxes.try_emplace({n_rows, n_columns});
    if (is_new) {
      const memory::desc x = plain({n_rows, n_columns});
      const auto desc = softmax_desc(x);
      found->second = {dnnl::softmax_forward(desc), x, {}, {}, x, desc.scratchpad_desc()};
    }
    return found->second;
  }
};

Kernels::Kernels() : impl_(std::make_unique<Impl>()) {}
Kernels::~Kernels() = default;

void Kernels::linear(const float* x, int n_rows, const PackedMatrix& w, const float* bias,
                     Activation activation, float* out) {
  const OneThread one_thread;
  const Impl::Kernel& kernel =
      impl_->linear(n_rows, w.memory_->desc, w.n_in_, w.n_out_, activation);
  impl_->execute(kernel, {{DNNL_ARG_SRC, view(kernel.x, x)},
                          {DNNL_ARG_WEIGHTS, w.memory_->data},
                          {DNNL_ARG_BIAS, view(kernel.bias, bias)},
                          {DNNL_ARG_DST, view(kernel.out, out)}});
}

void Kernels::multiply_bytes(const std::uint8_t* x, int n_rows, const PackedInt8& w,
                             std::int32_t* out) {
  const OneThread one_thread;
  const Impl::Kernel& kernel = impl_->byte_product(n_rows, w.memory_->desc, w.n_in_, w.n_out_);
  impl_->execute(kernel, {{DNNL_ARG_SRC, view(kernel.x, x)},
                          {DNNL_ARG_WEIGHTS, w.memory_->data},
                          {DNNL_ARG_DST, view(kernel.out, out)}});
}

void Kernels::multiply(int n, int m, int k, int columns, const float* a, const Strides& a_strides,
                       const float* b, const Strides& b_strides, float* c,
                       const Strides& c_strides) {
  const OneThread one_thread;
  const Impl::MultiplyKey key = {n,
                                 m,
                                 k,
                                 columns,
                                 a_strides.batch,
                                 a_strides.rows,
                                 a_strides.columns,
                                 b_strides.batch,
                                 b_strides.rows,
                                 b_strides.columns,
                                 c_strides.batch,
                                 c_strides.rows,
                                 c_strides.columns};
  const Impl::Kernel& kernel =
      impl_->product(key, strided({n, m, k}, a_strides), strided({n, k, columns}, b_strides),
                     strided({n, m, columns}, c_strides));
  impl_->execute(kernel, {{DNNL_ARG_SRC, view(kernel.x, a)},
                          {DNNL_ARG_WEIGHTS, view(kernel.w, b)},
                          {DNNL_ARG_DST, view(kernel.out, c)}});
}

void Kernels::softmax(float* x, int n_rows, int n_columns) {
  const OneThread one_thread;
  const Impl::Kernel& kernel = impl_->softmax(n_rows, n_columns);
  impl_->execute(kernel, {{DNNL_ARG_SRC, view(kernel.x, x)}, {DNNL_ARG_DST, view(kernel.out, x)}});
}

namespace {

std::string instructions() {
  switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::sse41:
      return "sse41";
    case dnnl::cpu_isa::avx:
      return "avx";
    case dnnl::cpu_isa::avx2:
      return "avx2";
    case dnnl::cpu_isa::avx2_vnni:
      return "avx2_vnni";
    case dnnl::cpu_isa::avx512_core:
      return "avx512_core";
    case dnnl::cpu_isa::avx512_core_vnni:
      return "avx512_core_vnni";
    case dnnl::cpu_isa::avx512_core_bf16:
      return "avx512_core_bf16";
    default:
      return "isa-" + std::to_string(static_cast<int>(dnnl::get_effective_cpu_isa()));
  }
}

}  // namespace

int int8_levels() {
#if defined(__x86_64__)
  switch (dnnl::get_effective_cpu_isa()) {
    case dnnl::cpu_isa::sse41:
    case dnnl::cpu_isa::avx:
      return 0;
    case dnnl::cpu_isa::avx2:
    case dnnl::cpu_isa::avx512_core:
      return 127;
    default:  // all later ones have VNNI
      return 255;
  }
#else
  return 0;
#endif
}

std::string onednn_profile() {
  const dnnl_version_t* version = dnnl_version();
  return "onednn-" + std::to_string(version->major) + "." + std::to_string(version->minor) + "." +
         std::to_string(version->patch) + "-" + instructions();
}

}  // namespace sayso
