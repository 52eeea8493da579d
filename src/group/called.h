#pragma once
// What a document calls those who speak in it.
//
// "The port authority" reacts to "the director of Port Halden said": that the two belong together shows
// in what the speaker is called, his roles and whom he speaks for. Only what the statement's own
// document calls him counts, so that an article that calls him something else changes no score between
// two others.
//
//   Ylva Dragsund, director of Port Halden    names            dragsund ylva
//                                             stems_of_names   dragsund ylva
//                                             stems            director dragsund halden port ylva
//
// Cost: about 100 bytes for each speaker of a document.

#include <span>

#include "group/dictionary.h"
#include "group/store.h"
#include "sayso/entity.h"

namespace sayso {

struct SpeakerWords {
  std::span<WordId> names;           // single words of the speaker's name
  std::span<WordId> stems_of_names;  // stems of these
  std::span<WordId> stems;           // of all that the speaker and its party are called

  // What was number i is number moved[i]; each list is sorted then.
  void renumber(std::span<const WordId> moved);
};

// `party` is the entity itself where it speaks for itself. The lists are without repeats.
SpeakerWords speaker_words(const Entity& entity, const Entity& party, Dictionary& dictionary,
                           Store& store);

}  // namespace sayso
