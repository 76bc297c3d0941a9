import { describe, expect, test } from 'vitest'
import { ageBands, type ImagesAge } from '../../shared/domain/age.ts'
import { guidanceFor } from '../../shared/domain/guidance.ts'
import { findPlace, type Location } from '../../shared/domain/place.ts'
import { type FactsView, toFactsView } from '../../shared/domain/report-view.ts'

describe('what an officer sees of the routing facts', () => {
  test.each<[Location, FactsView]>([
    [{ postcode: 'KY1 1AA' }, { division: 'P' }],
    [{ postcode: 'G69' }, { division: 'Q', alsoPossible: ['G'] }],
    [{ postcode: 'TD12' }, { division: 'J', alsoPossible: ['Northumbria'] }],
    [{ postcode: 'TD15 2AA' }, { forces: ['Northumbria'] }],
    [{ postcode: 'LA6' }, { forces: ['Cumbria', 'Lancashire', 'North Yorkshire'] }],
    [{ country: 'France' }, {}],
    [{}, {}],
  ])('an officer sees of a person at %j the facts %j', (location, view) => {
    const place = findPlace(location)
    expect(toFactsView({ place, ages: { now: '25-44', inImages: 'unknown' } })).toEqual(view)
    const notAsked = toFactsView({ place, ages: { now: '25-44', inImages: 'not-asked' } })
    expect(notAsked).toEqual({ ...view, imagesAge: 'not-asked' })
  })

  test('an officer sees no force of a report that was stored before forces were named', () => {
    const ages = { now: '25-44', inImages: '25-44' } as const
    expect(toFactsView({ place: { kind: 'outside-scotland' }, ages })).toEqual({})
  })
})

test('advice for somebody who was not asked about the images is that for an unknown age in them', () => {
  const at = new Date('2026-11-24T12:00:00.000Z')
  for (const now of ageBands) {
    const who = (inImages: ImagesAge) => ({ ages: { now, inImages }, paid: 'no', shared: 'no' }) as const
    expect(guidanceFor(who('not-asked'), at)).toEqual(guidanceFor(who('unknown'), at))
  }
})
