#include "cli/files.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <filesystem>
#include <set>
#include <system_error>
#include <utility>

#include "sayso/ingest.h"

namespace sayso::cli {
namespace {

namespace fs = std::filesystem;

// Closes what it holds.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (fd_ > STDERR_FILENO) ::close(fd_);
  }
  int get() const { return fd_; }

 private:
  int fd_;
};

Error system_error(const std::string& path, std::string_view what, int number) {
  return {std::string(what) + ": " + std::system_category().message(number), path,
          number == ENOENT ? "check the name" : "check that you may read and write there"};
}

bool is_folder(int fd) {
  struct stat status{};
  return ::fstat(fd, &status) == 0 && S_ISDIR(status.st_mode);
}

Result<std::string> read_all(int fd, const std::string& path, std::size_t max_bytes) {
  std::string bytes;
  std::array<char, 1 << 16> buffer;
  while (true) {
    const ssize_t n = ::read(fd, buffer.data(), buffer.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return system_error(path, "can't be read", errno);
    if (n == 0) return bytes;
    if (bytes.size() + static_cast<std::size_t>(n) > max_bytes) {
      return Error{"is larger than " + std::to_string(max_bytes >> 20) + " MiB", path,
                   "split it, one article a file or a line"};
    }
    bytes.append(buffer.data(), static_cast<std::size_t>(n));
  }
}

bool write_all(int fd, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t n = ::write(fd, bytes.data(), bytes.size());
    if (n < 0 && errno == EINTR) continue;
    if (n < 0) return false;
    bytes.remove_prefix(static_cast<std::size_t>(n));
  }
  return ::fsync(fd) == 0 || errno == EINVAL;
}

bool ends_like_article(const fs::path& path) {
  std::string name = path.filename().string();
  std::transform(name.begin(), name.end(), name.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; });
  const auto known = known_endings();
  return std::any_of(known.begin(), known.end(),
                     [&](std::string_view ending) { return name.ends_with(ending); });
}

std::string list_of_endings() {
  std::string list;
  for (const std::string_view ending : known_endings()) {
    list += list.empty() ? "" : " ";
    list += ending;
  }
  return list;
}

void list_folder(const std::string& folder, Listing& listing) {
  std::vector<std::string> found;
  std::error_code error;
  for (fs::recursive_directory_iterator at(folder, error), end; !error && at != end;
       at.increment(error)) {
    std::error_code ignored;
    if (!at->is_regular_file(ignored)) continue;
    if (ends_like_article(at->path())) {
      found.push_back(at->path().string());
    } else {
      ++listing.passed_over;
    }
  }
  if (error) listing.errors.push_back(system_error(folder, "can't be listed", error.value()));
  if (!error && found.empty()) {
    listing.errors.push_back(
        {"no article in this folder", folder, "articles end in " + list_of_endings()});
  }
  std::sort(found.begin(), found.end());
  listing.files.insert(listing.files.end(), found.begin(), found.end());
}

void drop_repeats(std::vector<std::string>& files) {
  std::set<std::string> seen;
  std::erase_if(files, [&](const std::string& file) { return !seen.insert(file).second; });
}

}  // namespace

Result<std::string> read_file(const std::string& path, std::size_t max_bytes) {
  const bool standard_input = path == "-";
  const Descriptor file(standard_input ? STDIN_FILENO : ::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  if (file.get() < 0) return system_error(path, "can't be opened", errno);
  if (is_folder(file.get())) return Error{"is a folder", path, "name a file"};
  return read_all(file.get(), path, max_bytes);
}

Result<Done> write_file(const std::string& path, std::string_view bytes) {
  const std::string beside = path + ".part" + std::to_string(::getpid());
  {
    const Descriptor file(::open(beside.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0666));
    if (file.get() < 0) return system_error(path, "can't be written", errno);
    if (!write_all(file.get(), bytes)) {
      const int number = errno;
      ::unlink(beside.c_str());
      return system_error(path, "can't be written", number);
    }
  }
  if (::rename(beside.c_str(), path.c_str()) == 0) return Done{};
  const int number = errno;
  ::unlink(beside.c_str());
  return system_error(path, "can't be written", number);
}

Listing list_articles(const std::vector<std::string>& paths) {
  Listing listing;
  for (const std::string& path : paths) {
    std::error_code error;
    if (path != "-" && fs::is_directory(path, error)) {
      list_folder(path, listing);
    } else {
      listing.files.push_back(path);
    }
  }
  drop_repeats(listing.files);
  return listing;
}

std::string program_folder() {
  std::error_code error;
  const fs::path program = fs::read_symlink("/proc/self/exe", error);
  return error ? "" : program.parent_path().string();
}

}  // namespace sayso::cli
