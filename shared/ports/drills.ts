import type { ServedDesk } from '../domain/desk.ts'
import type { NewDrill } from '../domain/drill.ts'

/** Where drills begin, and where those of a desk are found. A drill itself is in the store of reports. */
export interface Drills {
  /** Stores a drill, once: one that comes again changes nothing. */
  start(drill: NewDrill): Promise<'started' | 'started-before'>
  /** Returns the reportIds of the newest drills of a desk, newest first, running ones too; at most so many. */
  newestOf(desk: ServedDesk, limit: number): Promise<readonly string[]>
}
