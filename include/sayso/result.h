#pragma once
// What a function at the edge of the program returns: a value, or an error that says what failed,
// where, and what to try. The names follow std::expected (C++23), so that it can replace this.
//
//   Result<Model> model = load_model(bytes);
//   if (!model) return model.error();
//   use(*model);

#include <cassert>
#include <string>
#include <utility>
#include <variant>

namespace sayso {

struct Error {
  std::string what;    // what failed, as a sentence without its full stop
  std::string where;   // file, with line or byte where known: "a.jsonl, line 3"; may be empty
  std::string remedy;  // what to try next; may be empty
};

// "where: what; remedy", as one line for a person.
std::string to_string(const Error& error);

template <typename T>
class [[nodiscard]] Result {
 public:
  Result(T value) : state_(std::in_place_index<0>, std::move(value)) {}  // NOLINT: meant to convert
  Result(Error error) : state_(std::in_place_index<1>, std::move(error)) {}  // NOLINT

  bool has_value() const { return state_.index() == 0; }
  explicit operator bool() const { return has_value(); }

  T& value() & { return assert(has_value()), std::get<0>(state_); }
  const T& value() const& { return assert(has_value()), std::get<0>(state_); }
  T&& value() && { return assert(has_value()), std::get<0>(std::move(state_)); }
  T& operator*() & { return value(); }
  const T& operator*() const& { return value(); }
  T&& operator*() && { return std::move(*this).value(); }
  T* operator->() { return &value(); }
  const T* operator->() const { return &value(); }

  const Error& error() const { return assert(!has_value()), std::get<1>(state_); }

 private:
  std::variant<T, Error> state_;
};

struct Done {};  // the value of a Result that has nothing to say but that it worked

}  // namespace sayso
