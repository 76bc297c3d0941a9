import type { Mutant } from './mutant.ts'
import { mutantsAgainstEngines } from './mutants-against-engines.ts'
import { mutantsAgainstPeople } from './mutants-against-people.ts'
import { mutantsInFunctions } from './mutants-in-functions.ts'
import { mutantsInShared } from './mutants-in-shared.ts'

/** The bugs that the simulation must notice. */
export const mutants: readonly Mutant[] = [
  ...mutantsInFunctions,
  ...mutantsInShared,
  ...mutantsAgainstPeople,
  ...mutantsAgainstEngines,
]
