import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { lifeOfAReport } from '../../scripts/life-of-a-report.ts'
import { edges, isEdge } from '../../shared/domain/lifecycle.ts'

it('docs/life-of-a-report.md is what npm run generate writes', () => {
  expect(readFileSync('docs/life-of-a-report.md', 'utf8')).toBe(lifeOfAReport())
})

it('a report never leaves a state without text for another state', () => {
  const isFinal = (state: string) => state === 'erased' || state === 'withdrawn'
  const leaving = edges.filter(({ from, to }) => isFinal(from) && from !== to)
  expect(edges.some(({ to }) => isFinal(to))).toBe(true)
  expect(leaving).toEqual([])
})

it('the table refuses a change in a state that it does not name', () => {
  expect(isEdge('report.closed', 'acknowledged', 'closed')).toBe(true)
  expect(isEdge('report.closed', 'alerted', 'closed')).toBe(false)
  expect(isEdge('report.closed', 'acknowledged', 'erased')).toBe(false)
})
