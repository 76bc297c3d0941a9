import { expect, it } from 'vitest'
import { alertedIn, createHarbourInMemory, tokenOf } from './duty.ts'

it('an opening shows the forces outside Scotland, and that nobody asked the age in the images', async () => {
  const harbour = createHarbourInMemory()
  const officer = tokenOf('officer-1', 'outside-scotland')
  const body = { age: { now: '25-44' }, location: { postcode: 'TD15' } }
  const { reportId } = await alertedIn(harbour, body)
  const facts = { forces: ['Northumbria', 'Police Scotland'], imagesAge: 'not-asked' }
  const opening = { reason: 'first-assessment', note: 'why I read it' }
  expect(await harbour.act('opening', reportId, officer, opening)).toMatchObject({
    status: 200,
    body: { ...facts, report: body },
  })
  const list = await harbour.duty('GET /duty/reports', '', { token: officer })
  expect(list.body).toMatchObject({ reports: [{ reportId, ...facts }] })
})
