import * as v from 'valibot'
import { type Desk, desks } from '../domain/desk.ts'
import { type Grade, grades } from '../domain/grade.ts'

/** What asks for a drill. */
export interface DrillOrder {
  /** The same each time that the same drill is asked for. */
  readonly id: string
  readonly desk: Desk
  readonly grade: Grade
}

const schema = v.object({ id: v.pipe(v.string(), v.nonEmpty()), desk: v.picklist(desks), grade: v.picklist(grades) })

/** Reads what a schedule sends. @throws Error that names the fields that are wrong */
export const parseDrillOrder = (event: unknown): DrillOrder => {
  const parsed = v.safeParse(schema, event)
  if (parsed.success) return parsed.output
  const fields = parsed.issues.map((issue) => v.getDotPath(issue) ?? 'the event')
  throw new Error(`a drill cannot begin: ${fields.join(', ')} is missing or wrong`)
}
