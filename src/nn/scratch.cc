#include "nn/scratch.h"

namespace sayso {

void ScratchDeleter::operator()(Scratch* scratch) const { delete scratch; }

ScratchPtr make_scratch(const Model&) { return ScratchPtr(new Scratch); }

}  // namespace sayso
