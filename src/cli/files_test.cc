#include "cli/files.h"

#include <gtest/gtest.h>

#include <filesystem>

namespace sayso::cli {
namespace {

namespace fs = std::filesystem;

class FilesTest : public testing::Test {
 protected:
  FilesTest()
      : folder_(fs::path(testing::TempDir()) /
                testing::UnitTest::GetInstance()->current_test_info()->name()) {
    fs::remove_all(folder_);
    fs::create_directories(folder_ / "b");
  }
  ~FilesTest() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& bytes) const {
    ASSERT_TRUE(write_file(path(name), bytes).has_value());
  }

  fs::path folder_;
};

TEST_F(FilesTest, ReadsBackWhatItWrote) {
  const std::string bytes("a\0\xFF\r\n", 5);
  put("x.bin", bytes);
  EXPECT_EQ(read_file(path("x.bin")).value(), bytes);
  put("x.bin", "other");
  EXPECT_EQ(read_file(path("x.bin")).value(), "other");
  EXPECT_EQ(std::distance(fs::directory_iterator(folder_), fs::directory_iterator()),
            2);  // no leftovers
}

TEST_F(FilesTest, SaysWhatItCannotRead) {
  put("long.txt", std::string(100, 'x'));
  EXPECT_EQ(read_file(path("none.txt")).error().where, path("none.txt"));
  EXPECT_EQ(read_file(path("b")).error().what, "is a folder");
  EXPECT_FALSE(read_file(path("long.txt"), 99).has_value());
  EXPECT_TRUE(read_file(path("long.txt"), 100).has_value());
}

TEST_F(FilesTest, ListsFoldersInOrderAndFilesAsTheyAre) {
  for (const char* name :
       {"c.txt", "b/z.HTML", "b/a.jsonl", "a.json", "notes.pdf", "b/x.htm", "d.xml"})
    put(name, "x");
  const Listing listing = list_articles({path("c.txt"), folder_.string(), "-", path("gone.txt")});
  EXPECT_EQ(listing.files, (std::vector<std::string>{
                               path("c.txt"), path("a.json"), path("b/a.jsonl"), path("b/x.htm"),
                               path("b/z.HTML"), path("d.xml"), "-", path("gone.txt")}));
  EXPECT_EQ(listing.passed_over, 1u);
  EXPECT_TRUE(listing.errors.empty());
}

TEST_F(FilesTest, AFolderWithoutArticlesIsAnError) {
  const Listing listing = list_articles({path("b")});
  ASSERT_EQ(listing.errors.size(), 1u);
  EXPECT_EQ(listing.errors[0].where, path("b"));
}

}  // namespace
}  // namespace sayso::cli
