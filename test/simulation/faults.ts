import type { Fault, FaultKind } from './schedule.ts'

/** What a port call fails with; it says nothing that a real one would not. */
export class SimulatedFault extends Error {
  constructor(kind: FaultKind | 'outage') {
    super(`simulated ${kind}`)
    this.name = kind === 'throttle' ? 'ThrottlingException' : 'SimulatedFault'
  }
}

/** One invocation of a function, whose port calls are counted. */
export interface Invocation {
  readonly fault: Fault | undefined
  /** The kind of fault that it met, if any. */
  met: FaultKind | 'outage' | undefined
  calls: number
  isDead: boolean
}

/** Begins an invocation. */
export const createInvocation = (fault: Fault | undefined): Invocation => ({
  fault,
  met: undefined,
  calls: 0,
  isDead: false,
})

const call = async (invocation: Invocation, isDown: () => boolean, work: () => unknown): Promise<unknown> => {
  if (invocation.isDead) throw new SimulatedFault('death')
  invocation.calls += 1
  const fault = invocation.calls === invocation.fault?.call ? invocation.fault.kind : undefined
  if (fault !== undefined) invocation.met = fault
  if (fault === 'death') invocation.isDead = true
  if (fault !== undefined && fault !== 'lose-answer') throw new SimulatedFault(fault)
  if (isDown()) {
    invocation.met = 'outage'
    throw new SimulatedFault('outage')
  }
  const result = await work()
  if (fault === 'lose-answer') throw new SimulatedFault(fault)
  return result
}

/**
 * Gives a port whose calls may fail as the invocation says. After `death` no call of the invocation has any effect.
 *
 * @param isDown - true while the service behind the port is
 */
export const withFaults = <Port extends object>(port: Port, invocation: Invocation, isDown: () => boolean): Port =>
  new Proxy(port, {
    get: (target, name) => {
      const method: unknown = Reflect.get(target, name)
      if (typeof method !== 'function') return method
      return (...given: unknown[]) => {
        const made = call(invocation, isDown, () => method.apply(target, given))
        // A session of the reader role has calls of its own.
        return name === 'begin' ? made.then((session) => withFaults(session as object, invocation, isDown)) : made
      }
    },
  })
