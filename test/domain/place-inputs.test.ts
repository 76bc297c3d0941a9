import { describe, expect, test } from 'vitest'
import type { Desk } from '../../shared/domain/desk.ts'
import { findPlace, type Location, type Place } from '../../shared/domain/place.ts'
import { decideRoute } from '../../shared/domain/route.ts'
import { calm } from '../kit/urgency.ts'

/** The desk of an adult at a place. */
const deskAt = (place: Place): string =>
  decideRoute({
    ages: { now: '25-44', inImages: '25-44' },
    place,
    urgency: calm,
  }).desk

/** Who else is named to the desk: divisions that it may be too, or the forces outside Scotland. */
const namedAt = (place: Place): readonly string[] => {
  if (place.kind === 'division') return place.alsoPossible ?? []
  return place.kind === 'outside-scotland' ? (place.forces ?? []) : []
}

/** What people type, and where it lies by data/, looked up there by eye: never through the code. */
const inputs: ReadonlyArray<readonly [location: Location, desk: Desk, ...named: string[]]> = [
  // In full, as it is typed.
  [{ postcode: 'KY1 1XX' }, 'division-p'],
  [{ postcode: 'ky11xx' }, 'division-p'],
  [{ postcode: '12 High St, Kirkcaldy KY1 1XX' }, 'division-p'],
  [{ postcode: 'Flat 2/1, 15 Byres Road, Glasgow, G12 8QQ' }, 'division-g'],
  [{ postcode: 'EH6 7AA, Leith' }, 'division-e'],
  [{ postcode: 'AB24 3AA' }, 'division-a'],
  [{ postcode: 'DD1 4AA' }, 'division-d'],
  [{ postcode: 'PH1 5AA' }, 'division-d'],
  [{ postcode: 'IV2 3AA' }, 'division-n'],
  [{ postcode: 'HS1 2AA' }, 'division-n'],
  [{ postcode: 'ZE1 0AA' }, 'division-n'],
  [{ postcode: 'KW15 1AA' }, 'division-n'],
  [{ postcode: 'KA7 2AA' }, 'division-u'],
  [{ postcode: 'DG1 2AA' }, 'division-v'],
  [{ postcode: 'ML1 1AA' }, 'division-q'],
  [{ postcode: 'PA1 1AA' }, 'division-k'],
  [{ postcode: 'G83 8AA' }, 'division-l'],
  [{ postcode: 'PA62 6AA' }, 'division-l'],
  [{ postcode: 'AB99 8AA' }, 'division-a'],

  // Letters and digits that look alike.
  [{ postcode: 'KYI IAA' }, 'division-p'],
  [{ postcode: '1V51 9DT' }, 'division-n'],
  [{ postcode: 'KWI5 1AA' }, 'division-n'],
  [{ postcode: 'ZE1 OAA' }, 'division-n'],
  [{ postcode: '12 High St, Kirkcaldy KYI 1XX' }, 'division-p'],

  // Units that lie otherwise than most of their sector, each beside one that does not.
  [{ postcode: 'G33 6NB' }, 'division-g'],
  [{ postcode: 'G33 6AA' }, 'division-q'],
  [{ postcode: 'G52 4BH' }, 'division-k'],
  [{ postcode: 'G52 4AA' }, 'division-g'],
  [{ postcode: 'G69 7FJ' }, 'division-q'],
  [{ postcode: 'G69 7AA' }, 'division-g'],
  [{ postcode: 'PA38 4AA' }, 'division-n'],
  [{ postcode: 'PA38 4AB' }, 'division-l'],
  [{ postcode: 'PH33 9XD' }, 'division-d'],
  [{ postcode: 'KY13 0PU' }, 'division-c'],
  [{ postcode: 'KY13 0AA' }, 'division-d'],
  [{ postcode: 'ML12 6FA' }, 'division-j'],
  [{ postcode: 'ML12 6FR' }, 'division-v'],
  [{ postcode: 'ML12 6AA' }, 'division-q'],
  [{ postcode: 'EH27 8BB' }, 'division-e'],
  [{ postcode: 'EH27 8AA' }, 'division-j'],
  [{ postcode: 'G81 5QR' }, 'division-g'],
  [{ postcode: 'DD9 7US' }, 'division-a'],

  // Near ties: most of it decides, and the desk reads what else it may be.
  [{ postcode: 'G69' }, 'division-q', 'G'],
  [{ postcode: 'G69', council: 'Glasgow' }, 'division-g'],
  [{ postcode: 'G69', council: 'North Lanarkshire' }, 'division-q'],
  [{ postcode: 'G69', council: 'Fife' }, 'division-q', 'G'],
  [{ postcode: 'FK10 4' }, 'division-p', 'C'],
  [{ postcode: 'FK10 4', council: 'Clackmannanshire' }, 'division-c'],
  [{ postcode: 'FK10 4AA' }, 'division-p'],
  [{ postcode: 'FK10 4AD' }, 'division-c'],
  [{ postcode: 'ML12' }, 'division-q', 'J', 'V'],
  [{ postcode: 'TD12 4' }, 'division-j', 'Northumbria'],
  [{ postcode: 'TD12' }, 'division-j', 'Northumbria'],
  [{ postcode: 'TD12', country: 'Scotland' }, 'division-j'],
  [{ postcode: 'TD12', country: 'England' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD12', country: 'UK' }, 'division-j', 'Northumbria'],
  [{ postcode: 'TD12', council: 'Scottish Borders', country: 'England' }, 'division-j'],
  [{ postcode: 'TD12 4AA' }, 'division-j'],
  [{ postcode: 'TD12 4FH' }, 'outside-scotland', 'Northumbria'],

  // Berwick and the rest of the border.
  [{ postcode: 'TD15 2AA' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD15 2AA', country: 'Scotland' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD15 1AA' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD15 1TD' }, 'division-j'],
  [{ postcode: 'TD15 1TD', country: 'England' }, 'division-j'],
  [{ postcode: 'TD15 1' }, 'outside-scotland', 'Northumbria', 'Police Scotland'],
  [{ postcode: 'TD15 2' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD15' }, 'outside-scotland', 'Northumbria', 'Police Scotland'],
  [{ postcode: 'TD15', country: 'Scotland' }, 'division-j'],
  [{ postcode: 'TD15', country: 'England' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD5 8AR' }, 'outside-scotland', 'Northumbria'],
  [{ postcode: 'TD9 0TJ' }, 'outside-scotland', 'Cumbria'],
  [{ postcode: 'TD9', country: 'England' }, 'outside-scotland', 'Cumbria'],
  [{ postcode: 'TD9' }, 'division-j'],
  [{ postcode: 'DG16 5HT' }, 'outside-scotland', 'Cumbria'],
  [{ postcode: 'DG16 5AA' }, 'division-v'],

  // Elsewhere: the force, or each that it may be.
  [{ postcode: 'CA1 1AA' }, 'outside-scotland', 'Cumbria'],
  [{ postcode: 'SW1A 1AA' }, 'outside-scotland', 'Metropolitan Police'],
  [{ postcode: 'EC1A 1BB' }, 'outside-scotland', 'London, City of', 'Metropolitan Police'],
  [{ postcode: 'CH4 9AA' }, 'outside-scotland', 'Cheshire', 'North Wales'],
  [{ postcode: 'LA6 2AA' }, 'outside-scotland', 'Cumbria', 'Lancashire', 'North Yorkshire'],
  [{ postcode: 'CF10 1AA' }, 'outside-scotland', 'South Wales'],
  [{ postcode: '1 Piccadilly, Manchester M1 1AE' }, 'outside-scotland', 'Greater Manchester'],
  [{ postcode: 'BT1 5GS' }, 'outside-scotland', 'PSNI'],
  [{ postcode: 'JE2 3AB' }, 'outside-scotland', 'the police force of Jersey'],
  [{ country: 'Northern Ireland' }, 'outside-scotland', 'PSNI'],
  [{ country: 'England' }, 'outside-scotland'],
  [{ country: 'France' }, 'outside-scotland'],

  // A council alone, by any of its names and codes.
  [{ council: 'Western Isles' }, 'division-n'],
  [{ council: 'Comhairle nan Eilean Siar' }, 'division-n'],
  [{ council: 'S12000046' }, 'division-g'],
  [{ council: 'S12000015' }, 'division-p'],
  [{ council: 'S12000024' }, 'division-d'],
  [{ council: 'S12000044' }, 'division-q'],

  // What cannot be told goes to people who ask.
  [{}, 'duty-control'],
  [{ postcode: 'КY1 1XX' }, 'duty-control'],
  [{ postcode: 'КY1 1XX', council: 'Fife' }, 'division-p'],
  [{ postcode: 'KY98 1AA' }, 'duty-control'],
  [{ postcode: 'KY98 1AA', country: 'England' }, 'duty-control'],
  [{ postcode: 'EH6 7AA or KY1 1XX' }, 'duty-control'],
  [{ postcode: 'no one', country: 'Scotland' }, 'duty-control'],
  [{ postcode: 'ZZ99 9ZZ' }, 'duty-control'],
  [{ country: 'Scotlnad' }, 'duty-control'],
  [{ country: 'ЖFR' }, 'duty-control'],
]

describe('what people type of where they are', () => {
  test.each(inputs.map(([location, ...told]) => ({ location, told })))(
    'a person at $location is routed to $told',
    ({ location, told }) => {
      const place = findPlace(location)
      expect([deskAt(place), ...namedAt(place)]).toEqual(told)
    },
  )
})
