import { createHash } from 'node:crypto'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type ChangeName, lifecycle } from '../../shared/domain/lifecycle.ts'
import {
  chainEntry,
  type LogEntry,
  type NewLogEntry,
  type Sha256,
  toHashedText,
  verifyLog,
} from '../../shared/domain/log.ts'

const sha256: Sha256 = (text) => createHash('sha256').update(text).digest('hex')
const reportId = '7F3K9QWX2M4C'
const empty = { seq: 0, hash: '' }

const chain = (entries: readonly NewLogEntry[]): readonly LogEntry[] => {
  const log: LogEntry[] = []
  for (const entry of entries) log.push(chainEntry(reportId, log.at(-1) ?? empty, entry, sha256))
  return log
}

const verdictOf = (log: readonly LogEntry[], written: readonly LogEntry[], id = reportId) =>
  verifyLog(id, log, written.at(-1) ?? empty, sha256)

const anyFact = fc.oneof(fc.string(), fc.integer(), fc.boolean(), fc.array(fc.string(), { maxLength: 3 }))
const anyEntry: fc.Arbitrary<NewLogEntry> = fc.record({
  at: fc.date({ noInvalidDate: true, min: new Date(0), max: new Date('2100-01-01') }).map((at) => at.toISOString()),
  who: fc.string(),
  what: fc.constantFrom(...(Object.keys(lifecycle) as ChangeName[])),
  facts: fc.dictionary(fc.string(), anyFact, { maxKeys: 4 }),
})
const anyLog = fc.array(anyEntry, { minLength: 1, maxLength: 8 }).map(chain)
const anyLogAndPlace = anyLog.chain((log) => fc.tuple(fc.constant(log), fc.nat({ max: log.length - 1 })))

const received: NewLogEntry = {
  at: '2026-11-24T12:00:00.000Z',
  who: 'accept-report',
  what: 'report.received',
  facts: {},
}

describe('a chained entry', () => {
  test('the first entry of a log has seq 1 and no previous hash, and the next ones count on', () => {
    const [first, second] = chain([received, { ...received, what: 'report.routed', facts: { desk: 'division-p' } }])
    expect(first).toMatchObject({ ...received, seq: 1, previousHash: '' })
    expect(second).toMatchObject({ seq: 2, previousHash: first?.hash, facts: { desk: 'division-p' } })
  })

  test('an entry is hashed over one exact text', () => {
    const [first] = chain([{ ...received, facts: { b: 2, a: ['x'] } }])
    const text = `["${reportId}",1,"2026-11-24T12:00:00.000Z","accept-report","report.received",{"a":["x"],"b":2},""]`
    expect(first && toHashedText(reportId, first)).toBe(text)
    expect(first?.hash).toBe(sha256(text))
  })

  test('an entry has the same hash in whatever order a store returns its facts', () => {
    const [one] = chain([{ ...received, facts: { a: 1, b: 2 } }])
    const [other] = chain([{ ...received, facts: { b: 2, a: 1 } }])
    expect(one?.hash).toBe(other?.hash)
  })
})

describe('verifying a log', () => {
  test('every log is whole as it was written', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(verdictOf(log, log)).toEqual({ whole: true })
      }),
    )
  })

  test('an empty log is never whole', () => {
    expect(verifyLog(reportId, [], { seq: 1, hash: 'a' }, sha256)).toEqual({ whole: false, breaksAt: 1 })
  })

  test('the log of another report is not whole', () => {
    fc.assert(
      fc.property(anyLog, (log) => {
        expect(verdictOf(log, log, 'ANOTHER')).toEqual({ whole: false, breaksAt: 1 })
      }),
    )
  })

  const edits: readonly Partial<LogEntry>[] = [
    { seq: 99 },
    { at: '1999-01-01T00:00:00.000Z' },
    { who: 'somebody-else-entirely' },
    { what: 'never.happened' as ChangeName },
    { facts: { added: 'by somebody' } },
    { previousHash: 'f'.repeat(64) },
    { hash: 'f'.repeat(64) },
  ]

  test.each(edits)('the edit %j of an entry is found, at its place', (edit) => {
    fc.assert(
      fc.property(anyLogAndPlace, ([log, place]) => {
        const edited = log.map((entry, index) => (index === place ? { ...entry, ...edit } : entry))
        expect(verdictOf(edited, log)).toEqual({ whole: false, breaksAt: place + 1 })
      }),
      { numRuns: 30 },
    )
  })

  test('an edited entry is found though its own hash was made anew', () => {
    fc.assert(
      fc.property(anyLogAndPlace, ([log, place]) => {
        const forged = log.map((entry, index) => {
          if (index !== place) return entry
          const changed = { ...entry, who: `${entry.who}!` }
          return { ...changed, hash: sha256(toHashedText(reportId, changed)) }
        })
        expect(verdictOf(forged, log).whole).toBe(false)
      }),
    )
  })

  test('a deleted entry is found, wherever it stood', () => {
    fc.assert(
      fc.property(anyLogAndPlace, ([log, place]) => {
        const left = log.filter((_, index) => index !== place)
        expect(verdictOf(left, log)).toEqual({ whole: false, breaksAt: place + 1 })
      }),
    )
  })

  test('a log that was cut short is found, and where', () => {
    fc.assert(
      fc.property(anyLogAndPlace, ([log, kept]) => {
        expect(verdictOf(log.slice(0, kept), log)).toEqual({ whole: false, breaksAt: kept + 1 })
      }),
    )
  })

  test('entries that changed places are found', () => {
    const anySwap = anyLogAndPlace.filter(([log]) => log.length > 1)
    fc.assert(
      fc.property(anySwap, fc.integer({ min: 1, max: 7 }), ([log, place], distance) => {
        const other = (place + 1 + ((distance - 1) % (log.length - 1))) % log.length
        const swapped = log.map((entry, index) => (index === place ? log[other] : index === other ? log[place] : entry))
        const verdict = verdictOf(swapped as readonly LogEntry[], log)
        expect(verdict).toEqual({ whole: false, breaksAt: Math.min(place, other) + 1 })
      }),
    )
  })

  test('entries that are chained but do not count from 1 are found', () => {
    const log = [chainEntry(reportId, { seq: 1, hash: '' }, received, sha256)]
    expect(verdictOf(log, log)).toEqual({ whole: false, breaksAt: 1 })
  })

  test('an entry that was put in twice, or added at the end, is found', () => {
    fc.assert(
      fc.property(anyLogAndPlace, anyEntry, ([log, place], entry) => {
        expect(verdictOf([...log.slice(0, place + 1), ...log.slice(place)], log).whole).toBe(false)
        expect(verdictOf([...log, chainEntry(reportId, log.at(-1) ?? empty, entry, sha256)], log).whole).toBe(false)
      }),
    )
  })
})
