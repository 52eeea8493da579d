// tokenize_lines VOCABULARY: the pieces of each line of standard input, as "id:begin-end" with
// bytes of the line. compare_tokenizer.py holds them against the original tokenizer's.

#include <fstream>
#include <iostream>
#include <string>
#include <vector>

#include "nn/wordpiece.h"

namespace {

std::vector<std::string> read_lines(const char* path) {
  std::ifstream file(path);
  std::vector<std::string> lines;
  for (std::string line; std::getline(file, line);) lines.push_back(line);
  return lines;
}

void print_pieces(const sayso::Vocabulary& vocabulary, const std::string& line) {
  const sayso::Span all{0, static_cast<std::uint32_t>(line.size())};
  for (const sayso::Token& token : sayso::tokenize(vocabulary, line, all)) {
    std::cout << token.id << ':' << token.span.begin << '-' << token.span.end << ' ';
  }
  std::cout << '\n';
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "usage: tokenize_lines VOCABULARY < LINES\n";
    return 2;
  }
  const sayso::Vocabulary vocabulary(read_lines(argv[1]));
  std::ios::sync_with_stdio(false);
  for (std::string line; std::getline(std::cin, line);) print_pieces(vocabulary, line);
  return 0;
}
