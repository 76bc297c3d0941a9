import type { DeskContacts } from '../../shared/contract/answers/desk-contacts.ts'
import type { DeskDrills } from '../../shared/contract/answers/drills.ts'
import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import { wordContacts, wordDrills, wordHealth } from './ask-words.ts'
import type { Session } from './session.ts'

const words = {
  health: (answer: unknown) => wordHealth(answer as DutyHealth),
  contacts: (answer: unknown) => wordContacts(answer as DeskContacts),
  drills: (answer: unknown) => wordDrills(answer as DeskDrills),
}

/** A command that asks about people or drills, and about no report. */
export interface AskCommand {
  readonly kind: 'ask'
  readonly about: keyof typeof words
  /** Below the API's URL. */
  readonly path: string
}

/** Prints in lines what the API answers. @throws Error in one line when it refuses */
export const ask = async (
  session: Session,
  { about, path }: AskCommand,
  write: (text: string) => void,
): Promise<void> => {
  const lines = words[about](await session.ask({ method: 'GET', path }))
  write(`${lines.join('\n')}\n`)
}
