import { type ChangeName, lifecycle } from '../../domain/lifecycle.ts'
import type { ChoiceWords } from './choices.ts'

/** What each change of a report is, in the words of the life cycle. */
export const changeWords = Object.fromEntries(
  Object.entries(lifecycle).map(([change, { by, does }]) => [change, `${by} ${does}.`]),
) as ChoiceWords<ChangeName>
