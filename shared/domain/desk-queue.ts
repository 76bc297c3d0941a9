import { canaryDesk, type Desk, desks, heirOf, type ReportDesk } from './desk.ts'
import { type Grade, toGrade } from './grade.ts'

/** The name of a queue that notify-team consumes: one a desk, and one for what cannot wait for a digest. */
export type DeskQueueName = Desk | 'urgent'

/** The names of every queue that notify-team consumes. */
export const deskQueueNames: readonly DeskQueueName[] = [...desks, 'urgent']

/**
 * Returns the queue of an alert: that of its desk, or `urgent` for an immediate report of any desk and for a canary,
 * which is to go the way of what cannot wait.
 */
export const deskQueueOf = (desk: ReportDesk, grade: Grade): DeskQueueName =>
  desk === canaryDesk || toGrade(grade) === 'immediate' ? 'urgent' : heirOf(desk)
