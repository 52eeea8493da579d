#pragma once
// Compressed files as a stream of what is in them, member by member.
//
//   Inflater stream(file_bytes);          gzip, zstd, lz4 (told by their first bytes) or plain
//   while (stream.more(buffer)) ...       appends some bytes to `buffer`
//   stream.problem()                      why it ended, "" at the end of the file

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace sayso {

class Inflater {
 public:
  explicit Inflater(std::string_view file);
  ~Inflater();
  Inflater(const Inflater&) = delete;
  Inflater& operator=(const Inflater&) = delete;

  // Appends what comes next, some 64 KiB; false at the end, or where the file is broken or a member
  // grows to more than 1,000 times its size and 64 MiB.
  bool more(std::string& buffer);
  const std::string& problem() const { return problem_; }

  // Where in the file the byte number `at` of the content is: the beginning of its member, or in a
  // plain file the byte itself. `at` must have been appended already and not be before an earlier
  // one that was asked for.
  std::size_t offset_of(std::size_t at);

  struct Codec;  // one for each form of compression

 private:
  struct Member {
    std::size_t content = 0;  // where it begins in the content
    std::size_t file = 0;     // and in the file
  };

  std::string_view file_;
  std::unique_ptr<Codec> codec_;  // null: the file is plain
  std::size_t at_ = 0;            // read of the file
  std::size_t n_content_ = 0;     // appended
  std::vector<Member> members_;   // from the one of the last offset_of() on
  std::string problem_;
};

// The body of a message that was sent compressed (Content-Encoding: gzip or deflate). `ok` is false
// if it is not that, or has more than `most_bytes`.
struct Inflated {
  std::string bytes;
  bool ok = false;
};
Inflated inflate_body(std::string_view body, std::size_t most_bytes);

}  // namespace sayso
