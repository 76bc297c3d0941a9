import type { Delivery } from './schedule.ts'

/** How often SQS gives a message to a function before it goes to the dead letters, as the stack sets it. */
const usualReceiveCount = 5

interface Message<Body> {
  readonly body: Body
  readonly received: number
  /** Until when it is kept back, true time, milliseconds since 1970. */
  readonly notBeforeMs: number
}

/** How a queue is made. */
export interface QueueOptions {
  /** The true time, milliseconds since 1970. @default - everything is given at once */
  readonly nowMs?: () => number
  /** @default 5 */
  readonly maxReceiveCount?: number
  /** How long a message that failed is hidden until it comes again, seconds. @default 0 */
  readonly hiddenSeconds?: number
}

/** A standard queue: a message may come twice, late, in any order, or (here) never. */
export interface SimulatedQueue<Body> {
  add(body: Body, delaySeconds?: number): void
  /**
   * Gives the next message that is not kept back to `work`, which says whether it failed; such a one comes again, until
   * it goes to the dead letters.
   */
  deliver(how: Delivery, work: (body: Body) => Promise<boolean>): Promise<void>
  /** Gives all of them at once to `work`, which returns those that failed. */
  deliverTogether(work: (bodies: readonly Body[]) => Promise<ReadonlySet<Body>>): Promise<void>
  /** Returns when the next message can be given, milliseconds since 1970; undefined when there is none. */
  nextAtMs(): number | undefined
  readonly waiting: readonly Message<Body>[]
  /** What was lost. */
  readonly lost: readonly Body[]
  /** What failed too often: the dead letters. */
  readonly dead: readonly Body[]
}

/** Creates an empty queue. */
export const createSimulatedQueue = <Body>({
  nowMs = () => 0,
  maxReceiveCount = usualReceiveCount,
  hiddenSeconds = 0,
}: QueueOptions = {}): SimulatedQueue<Body> => {
  const messages: Message<Body>[] = []
  const lost: Body[] = []
  const dead: Body[] = []
  const isReady = ({ notBeforeMs }: Message<Body>) => notBeforeMs <= nowMs()
  const take = (index: number): Message<Body> | undefined => (index < 0 ? undefined : messages.splice(index, 1)[0])
  const putBack = (message: Message<Body>) => {
    const received = message.received + 1
    const notBeforeMs = hiddenSeconds === 0 ? message.notBeforeMs : nowMs() + hiddenSeconds * 1000
    if (received < maxReceiveCount) messages.push({ ...message, received, notBeforeMs })
    else dead.push(message.body)
  }
  return {
    waiting: messages,
    lost,
    dead,
    add: (body, delaySeconds = 0) =>
      void messages.push({ body, received: 0, notBeforeMs: delaySeconds === 0 ? 0 : nowMs() + delaySeconds * 1000 }),
    nextAtMs: () => (messages.length === 0 ? undefined : Math.min(...messages.map(({ notBeforeMs }) => notBeforeMs))),
    deliver: async (how, work) => {
      const message = take(how === 'last-first' ? messages.findLastIndex(isReady) : messages.findIndex(isReady))
      if (message === undefined) return
      if (how === 'lost') return void lost.push(message.body)
      if (how === 'doubled') messages.push(message)
      if (await work(message.body)) putBack(message)
    },
    deliverTogether: async (work) => {
      const batch = messages.filter(isReady)
      messages.splice(0, messages.length, ...messages.filter((message) => !batch.includes(message)))
      const failed = await work(batch.map(({ body }) => body))
      for (const message of batch) if (failed.has(message.body)) putBack(message)
    },
  }
}
