import type { Delivery } from './schedule.ts'

/** How often SQS gives a message to a function before it goes to the dead letters, as the stack sets it. */
const maxReceiveCount = 5

interface Message<Body> {
  readonly body: Body
  readonly received: number
}

/** A standard queue: a message may come twice, late, in any order, or (here) never. */
export interface SimulatedQueue<Body> {
  add(body: Body): void
  /**
   * Gives the next message to `work`, which says whether it failed; such a one comes again, until it goes to the dead
   * letters.
   */
  deliver(how: Delivery, work: (body: Body) => Promise<boolean>): Promise<void>
  readonly waiting: readonly Message<Body>[]
}

/** Creates an empty queue. */
export const createSimulatedQueue = <Body>(): SimulatedQueue<Body> => {
  const messages: Message<Body>[] = []
  return {
    waiting: messages,
    add: (body) => void messages.push({ body, received: 0 }),
    deliver: async (how, work) => {
      const message = how === 'last-first' ? messages.pop() : messages.shift()
      if (message === undefined || how === 'lost') return
      if (how === 'doubled') messages.push(message)
      const received = message.received + 1
      if ((await work(message.body)) && received < maxReceiveCount) messages.push({ ...message, received })
    },
  }
}
