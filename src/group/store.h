#pragma once
// Many short pieces of bytes in few large ones: lists and texts of millions of statements, which live
// and go together.
//
//   Store store;
//   const std::span<WordId> words = store.keep<WordId>({3, 5, 8});   // a copy; it never moves
//
// Cost: no more than the bytes; a list of its own has 40 more, for its owner and the allocator.

#include <cstddef>
#include <cstring>
#include <memory>
#include <span>
#include <string_view>
#include <type_traits>
#include <vector>

namespace sayso {

class Store {
 public:
  template <typename T>
  std::span<T> keep(std::span<const T> list) {
    static_assert(std::is_trivially_copyable_v<T> && alignof(T) <= kAlignment);
    if (list.empty()) return {};
    std::byte* const room = room_for(list.size_bytes());
    std::memcpy(room, list.data(), list.size_bytes());
    return {reinterpret_cast<T*>(room), list.size()};
  }
  template <typename T>
  std::span<T> keep(const std::vector<T>& list) {
    return keep(std::span<const T>(list));
  }
  std::string_view keep(std::string_view text) {
    const std::span<const char> kept = keep(std::span<const char>(text.data(), text.size()));
    return {kept.data(), kept.size()};
  }

 private:
  static constexpr std::size_t kAlignment = 4;
  static constexpr std::size_t kPieceBytes = 1u << 20;

  std::byte* room_for(std::size_t bytes) {
    bytes = (bytes + kAlignment - 1) / kAlignment * kAlignment;
    if (bytes > kPieceBytes / 4) return new_piece(bytes);  // the last piece goes on being filled
    if (bytes > left_) {
      next_ = new_piece(kPieceBytes);
      left_ = kPieceBytes;
    }
    std::byte* const room = next_;
    next_ += bytes;
    left_ -= bytes;
    return room;
  }

  std::byte* new_piece(std::size_t bytes) {
    return pieces_.emplace_back(std::make_unique_for_overwrite<std::byte[]>(bytes)).get();
  }

  std::vector<std::unique_ptr<std::byte[]>> pieces_;
  std::byte* next_ = nullptr;
  std::size_t left_ = 0;  // bytes from next_ on
};

}  // namespace sayso
