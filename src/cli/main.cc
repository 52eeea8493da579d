// sayso: what a person types. Libraries may throw; here it ends.

#include <exception>
#include <new>

#include "cli/app.h"
#include "cli/session.h"

int main(int argc, char** argv) {
  try {
    return sayso::cli::run(argc, argv);
  } catch (const std::bad_alloc&) {
    return sayso::cli::complain({"there is not enough memory", "", "read fewer articles at once"});
  } catch (const std::exception& problem) {
    return sayso::cli::complain({problem.what(), "", "the ledger is as it was before"});
  }
}
