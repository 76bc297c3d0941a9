import { describe, expect, test } from 'vitest'
import { policy } from '../../shared/domain/policy.ts'
import type { Supplement, Supplements } from '../../shared/domain/report.ts'
import {
  shelvesWithFingerprint,
  sweepOnErasure,
  sweepOnHandover,
  unreadAgain,
  unreadShelf,
  withSupplement,
} from '../../shared/domain/shelves.ts'
import { addition, alertedReport } from '../kit/reports.ts'
import { desk, inMinutes, now } from './moment.ts'

const sent = { kind: 'new', rung: 1, sentAt: inMinutes(-9), actBy: inMinutes(20) } as const
const fingerprintOf = (index: number) => String(index).padStart(4, '0') + 'f'.repeat(60)
const many = (count: number, more: Partial<Supplement> = {}): Supplements =>
  Object.fromEntries(
    Array.from({ length: count }, (_, index) => [
      `p${String(index).padStart(3, '0')}`,
      { ...addition(desk, inMinutes(index)), fingerprint: fingerprintOf(index), ...more } as Supplement,
    ]),
  )
const full = { ...alertedReport(inMinutes(20), sent), supplements: many(policy.heldSupplements), seq: 7 }
const newest = ['p999', addition(desk, inMinutes(999))] as const

describe('a report that holds as many supplements as its item takes', () => {
  test('puts its oldest on a shelf when another one comes, and the shelf says what is on it', () => {
    const { next, beside } = withSupplement(full, newest)
    const [copy, ...others] = beside.shelves ?? []
    expect(others).toEqual([])
    expect(Object.keys(copy?.supplements ?? {})).toEqual(Object.keys(many(policy.shelfSupplements)))
    expect(next.shelves).toEqual([copy?.shelf])
    expect(copy?.shelf).toMatchObject({
      filledSeq: 7,
      copiedSeq: 7,
      desk,
      additions: policy.shelfSupplements,
      notes: 0,
    })
    expect(Object.keys(next.supplements ?? {})).toHaveLength(policy.heldSupplements - policy.shelfSupplements + 1)
  })

  test('puts nothing on a shelf while its item has room', () => {
    const { next, beside } = withSupplement({ ...full, supplements: many(policy.heldSupplements - 1) }, newest)
    expect([next.shelves, beside]).toEqual([undefined, {}])
  })

  test('has an unread shelf while one supplement on it is unread', () => {
    const supplements = { ...full.supplements, p003: { ...addition(desk, inMinutes(3)), isUnread: true as const } }
    expect(withSupplement({ ...full, supplements }, newest).next.shelves?.[0]).toHaveProperty('isUnread', true)
  })

  test('knows which shelf may hold a fingerprint, and that another fingerprint is on none', () => {
    const { next } = withSupplement(full, newest)
    expect(shelvesWithFingerprint(next, fingerprintOf(3))).toEqual(next.shelves)
    expect(shelvesWithFingerprint(next, fingerprintOf(99))).toEqual([])
    // Digits that stand across two fingerprints are no fingerprint.
    expect(shelvesWithFingerprint(next, `000${'f'.repeat(61)}`)).toEqual([])
  })
})

describe('the sweep of copies', () => {
  test('is not put off by a second handover: nobody keeps a copy by handing a report to and fro', () => {
    expect(sweepOnHandover(full, now)).toEqual({ sweepAt: inMinutes(policy.sweepMinutes) })
    expect(sweepOnHandover({ ...full, sweepAt: inMinutes(0.5) }, now)).toEqual({ sweepAt: inMinutes(0.5) })
    expect(sweepOnHandover({ ...full, supplements: {} }, now)).toEqual({})
  })

  test('comes a whole wait after an erasure, for a copy may have been written just before it', () => {
    const swept = { sweepAt: inMinutes(policy.sweepMinutes) }
    expect(sweepOnErasure({ ...full, sweepAt: inMinutes(0.5) }, now)).toEqual(swept)
    expect(sweepOnErasure({ ...full, supplements: {}, sweepAt: inMinutes(0.5) }, now)).toEqual(swept)
    expect(sweepOnErasure({ ...full, supplements: {} }, now)).toEqual({})
  })
})

describe('what a new desk has to read', () => {
  test('is every addition that reached it, and no note', () => {
    const supplements = {
      p1: addition(desk),
      p2: addition('unrouted'),
      n1: { ...addition(desk), kind: 'note' as const },
    }
    expect(unreadAgain(supplements)).toEqual({ ...supplements, p1: { ...supplements.p1, isUnread: true } })
  })

  test('is every shelf with an addition', () => {
    const shelf = { filledSeq: 1, copiedSeq: 1, desk, additions: 1, notes: 19, fingerprints: '' } as const
    expect(unreadShelf(shelf)).toEqual({ ...shelf, isUnread: true })
    expect(unreadShelf({ ...shelf, additions: 0, notes: 20 })).toEqual({ ...shelf, additions: 0, notes: 20 })
  })
})
