#include "ingest/inflate.h"

// Problem. An archive is many compressed members, one after the other, each of them a record; a
// record's place is the beginning of its member, which libraries that join members hide.
//
// Idea. One decoder for a member at a time, with the same three functions for each form; between
// members their places are written down. A member that grows beyond all measure is a bomb.
//
// Cost. That of the libraries; 64 KiB of buffer.

#include <lz4frame.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <array>

namespace sayso {

// Takes compressed bytes and gives content, for one member; then reset() for the next.
struct Inflater::Codec {
  enum class Step { kGoesOn, kMemberEnds, kBroken };

  virtual ~Codec() = default;
  virtual void reset() = 0;
  // Takes some of `in` (what it took is cut off) and appends to `out`.
  virtual Step step(std::string_view& in, std::string& out) = 0;
};

namespace {

constexpr std::size_t kChunk = 1u << 16;
constexpr std::size_t kMostGrowth = 1000;
constexpr std::size_t kHarmless = 64u << 20;

using Step = Inflater::Codec::Step;

class Gzip : public Inflater::Codec {
 public:
  // `window`: zlib's way to say gzip (31), zlib or gzip (47), bare deflate (-15).
  explicit Gzip(int window) : window_(window) { inflateInit2(&stream_, window_); }
  ~Gzip() override { inflateEnd(&stream_); }
  Gzip(const Gzip&) = delete;
  Gzip& operator=(const Gzip&) = delete;

  void reset() override { inflateReset2(&stream_, window_); }

  Step step(std::string_view& in, std::string& out) override {
    const std::string_view taken = in.substr(0, kChunk);
    // zlib does not write to what it reads; its interface is older than const.
    stream_.next_in = const_cast<Bytef*>(reinterpret_cast<const Bytef*>(taken.data()));
    stream_.avail_in = static_cast<uInt>(taken.size());
    stream_.next_out = reinterpret_cast<Bytef*>(chunk_.data());
    stream_.avail_out = static_cast<uInt>(chunk_.size());
    const int status = inflate(&stream_, Z_NO_FLUSH);
    in.remove_prefix(taken.size() - stream_.avail_in);
    out.append(chunk_.data(), chunk_.size() - stream_.avail_out);
    if (status == Z_STREAM_END) return Step::kMemberEnds;
    return status == Z_OK || status == Z_BUF_ERROR ? Step::kGoesOn : Step::kBroken;
  }

 private:
  int window_;
  z_stream stream_{};
  std::array<char, kChunk> chunk_;
};

class Zstd : public Inflater::Codec {
 public:
  ~Zstd() override { ZSTD_freeDStream(stream_); }
  Zstd() = default;
  Zstd(const Zstd&) = delete;
  Zstd& operator=(const Zstd&) = delete;

  void reset() override { ZSTD_initDStream(stream_); }

  Step step(std::string_view& in, std::string& out) override {
    ZSTD_inBuffer source{in.data(), std::min(in.size(), kChunk), 0};
    ZSTD_outBuffer target{chunk_.data(), chunk_.size(), 0};
    const std::size_t left = ZSTD_decompressStream(stream_, &target, &source);
    in.remove_prefix(source.pos);
    out.append(chunk_.data(), target.pos);
    if (ZSTD_isError(left) != 0) return Step::kBroken;
    return left == 0 ? Step::kMemberEnds : Step::kGoesOn;
  }

 private:
  ZSTD_DStream* stream_ = ZSTD_createDStream();
  std::array<char, kChunk> chunk_;
};

class Lz4 : public Inflater::Codec {
 public:
  Lz4() { LZ4F_createDecompressionContext(&context_, LZ4F_VERSION); }
  ~Lz4() override { LZ4F_freeDecompressionContext(context_); }
  Lz4(const Lz4&) = delete;
  Lz4& operator=(const Lz4&) = delete;

  void reset() override { LZ4F_resetDecompressionContext(context_); }

  Step step(std::string_view& in, std::string& out) override {
    std::size_t n_in = std::min(in.size(), kChunk), n_out = chunk_.size();
    const std::size_t left =
        LZ4F_decompress(context_, chunk_.data(), &n_out, in.data(), &n_in, nullptr);
    in.remove_prefix(n_in);
    out.append(chunk_.data(), n_out);
    if (LZ4F_isError(left) != 0) return Step::kBroken;
    return left == 0 ? Step::kMemberEnds : Step::kGoesOn;
  }

 private:
  LZ4F_dctx* context_ = nullptr;
  std::array<char, kChunk> chunk_;
};

std::unique_ptr<Inflater::Codec> codec_for(std::string_view file) {
  if (file.starts_with("\x1f\x8b")) return std::make_unique<Gzip>(31);
  if (file.starts_with("\x28\xb5\x2f\xfd")) return std::make_unique<Zstd>();
  if (file.starts_with("\x04\x22\x4d\x18")) return std::make_unique<Lz4>();
  return nullptr;
}

}  // namespace

Inflater::Inflater(std::string_view file)
    : file_(file), codec_(codec_for(file)), members_{{0, 0}} {}
Inflater::~Inflater() = default;

bool Inflater::more(std::string& buffer) {
  if (at_ >= file_.size() || !problem_.empty()) return false;
  const std::size_t before = buffer.size();
  if (codec_ == nullptr) {
    buffer += file_.substr(at_, kChunk);
    at_ += buffer.size() - before;
    n_content_ = at_;
    return true;
  }
  while (buffer.size() - before < kChunk / 2 && at_ < file_.size() && problem_.empty()) {
    std::string_view rest = file_.substr(at_);
    const std::size_t had = buffer.size();
    const Step step = codec_->step(rest, buffer);
    const std::size_t taken = file_.size() - at_ - rest.size();
    at_ += taken;
    n_content_ += buffer.size() - had;
    const std::size_t grown = n_content_ - members_.back().content;
    if (grown > kHarmless && grown / kMostGrowth > at_ - members_.back().file) {
      problem_ = "a member grows to more than " + std::to_string(kMostGrowth) + " times its size";
    } else if (step == Step::kBroken ||
               (step == Step::kGoesOn && taken == 0 && buffer.size() == had)) {
      problem_ = "the compressed data is broken";
    } else if (step == Step::kMemberEnds) {
      codec_->reset();
      members_.push_back({n_content_, at_});
    } else if (at_ >= file_.size()) {
      problem_ = "the compressed data is cut off";
    }
  }
  return buffer.size() > before;
}

std::size_t Inflater::offset_of(std::size_t at) {
  if (codec_ == nullptr) return at;
  auto last =
      std::upper_bound(members_.begin(), members_.end(), at,
                       [](std::size_t value, const Member& m) { return value < m.content; });
  // Of empty members and the one that begins where the last ended, the last begins the content.
  members_.erase(members_.begin(), last - 1);
  return members_.front().file;
}

Inflated inflate_body(std::string_view body, std::size_t most_bytes) {
  // "deflate" is zlib's form by RFC 9110, and bare deflate by the habit of some servers.
  for (const int window : {47, -15}) {
    Gzip codec(window);
    std::string_view rest = body;
    Inflated out;
    while (out.bytes.size() <= most_bytes) {
      const std::size_t before = rest.size(), had = out.bytes.size();
      const Step step = codec.step(rest, out.bytes);
      if (step == Step::kMemberEnds) {
        out.ok = out.bytes.size() <= most_bytes;
        return out;
      }
      if (step == Step::kBroken || (rest.size() == before && out.bytes.size() == had)) break;
    }
    if (!out.bytes.empty() && out.bytes.size() > most_bytes) return {};
  }
  return {};
}

}  // namespace sayso
