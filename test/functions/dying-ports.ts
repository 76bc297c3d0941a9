import type { Ports } from '../kit/ports.ts'

/** When the process dies: before a call of a port is made, or after it was made and before its answer is heard. */
export type When = 'before' | 'after'

/** Replaces the ports by ones that end the process at the n-th call of any of them, and count the calls. */
export const dyingAt = (ports: Ports, at: number, when: When) => {
  const count = { calls: 0 }
  const mortal = <Port extends object>(port: Port): Port =>
    new Proxy(port, {
      get: (target, name) => {
        const method: unknown = Reflect.get(target, name)
        if (typeof method !== 'function') return method
        return async (...given: unknown[]) => {
          count.calls += 1
          const isLast = count.calls === at
          if (isLast && when === 'before') throw new Error('died')
          const result: unknown = await method.apply(target, given)
          if (isLast) throw new Error('died')
          // A session of the reader role has calls of its own.
          return name === 'begin' ? mortal(result as object) : result
        }
      },
    })
  const { reports, texts, sealer, reader, deskQueues, routingQueue, codes, logs } = ports
  const dying: Partial<Ports> = {
    ...{ reports: mortal(reports), texts: mortal(texts), sealer: mortal(sealer), reader: mortal(reader) },
    ...{ deskQueues: mortal(deskQueues), routingQueue: mortal(routingQueue), codes: mortal(codes), logs: mortal(logs) },
  }
  return { count, ports: dying }
}
