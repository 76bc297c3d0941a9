import { type Division, divisions, type ServedDesk } from '../../domain/desk.ts'
import type { DeskList } from '../../domain/desk-list.ts'
import type { ChoiceWords } from './choices.ts'

const ofDivision = (letter: Division) => `Division ${letter}, ${divisions[letter]}.`

/** The duty teams. */
export const deskWords: ChoiceWords<ServedDesk> = {
  'division-a': ofDivision('A'),
  'division-c': ofDivision('C'),
  'division-d': ofDivision('D'),
  'division-e': ofDivision('E'),
  'division-g': ofDivision('G'),
  'division-j': ofDivision('J'),
  'division-k': ofDivision('K'),
  'division-l': ofDivision('L'),
  'division-n': ofDivision('N'),
  'division-p': ofDivision('P'),
  'division-q': ofDivision('Q'),
  'division-u': ofDivision('U'),
  'division-v': ofDivision('V'),
  'child-protection': 'Child protection: every report in which someone is, or may be, under 18.',
  'outside-scotland': 'Adults who live outside Scotland.',
  'duty-control': 'Duty control: what no other desk owns, and what another desk did not answer in time.',
}

/** The lists that a desk has. */
export const deskListWords: ChoiceWords<DeskList> = {
  open: 'Reports that need work: not acknowledged, or acknowledged and not closed.',
  closed: 'Closed reports whose text is not erased yet.',
  ended: 'Reports that have no text any more: erased or withdrawn.',
}
