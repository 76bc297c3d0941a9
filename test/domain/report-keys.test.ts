import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { duePartitionOf, duePartitions, reportItem, reportKeys } from '../../shared/domain/report-keys.ts'

describe('the due partitions', () => {
  test('there are sixteen due partitions, from 00 to 15', () => {
    expect(duePartitions).toHaveLength(16)
    expect([duePartitions[0], duePartitions[9], duePartitions[15]]).toEqual(['00', '09', '15'])
  })

  test('a report is always in the same due partition', () => {
    fc.assert(
      fc.property(fc.string(), (reportId) => {
        expect(duePartitions).toContain(duePartitionOf(reportId))
        expect(duePartitionOf(reportId)).toBe(duePartitionOf(reportId))
      }),
    )
  })

  test('each due partition holds between half and double its share of 16,000 reports', () => {
    const counts = new Map<string, number>()
    for (let number = 0; number < 16_000; number += 1) {
      const partition = duePartitionOf(
        ((number * 2_654_435_761) % 2 ** 40).toString(32).toUpperCase().padStart(12, '0'),
      )
      counts.set(partition, (counts.get(partition) ?? 0) + 1)
    }
    expect(counts.size).toBe(16)
    for (const count of counts.values()) {
      expect(count).toBeGreaterThan(500)
      expect(count).toBeLessThan(2000)
    }
  })
})

test('the table and its due index are keyed by four different attributes', () => {
  const names = [
    reportKeys.partitionKey,
    reportKeys.sortKey,
    reportKeys.dueIndex.partitionKey,
    reportKeys.dueIndex.sortKey,
  ]
  expect(new Set(names).size).toBe(4)
  expect(reportItem).toBe('report')
})
