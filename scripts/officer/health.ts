import type { DutyHealth } from '../../shared/contract/answers/duty-health.ts'
import { wordHealth } from './health-words.ts'
import type { Session } from './session.ts'

/** Prints in words who cannot be reached, and whether reports wait. @throws Error in one line when the API refuses */
export const health = async (session: Session, write: (text: string) => void): Promise<void> =>
  write(wordHealth((await session.ask({ method: 'GET', path: '/duty/health' })) as DutyHealth))
