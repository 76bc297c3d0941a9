import { expect, it } from 'vitest'
import { given, opening } from '../kit/given.ts'
import { officerOf } from '../kit/officers.ts'

it('an opening shows the forces outside Scotland, and that nobody asked the age in the images', async () => {
  const officer = officerOf('officer-1', 'outside-scotland')
  const submission = { age: { now: '25-44' }, location: { postcode: 'TD15' } }
  const { harbour, report } = await given.alertedReport({ submission })
  const facts = { forces: ['Northumbria', 'Police Scotland'], imagesAge: 'not-asked' }
  expect(await report.act(officer, 'opening', opening)).toMatchObject({
    status: 200,
    body: { ...facts, report: submission },
  })
  const list = await harbour.duty('GET /duty/reports', '', { token: officer.token })
  expect(list.body).toMatchObject({ reports: [{ reportId: report.reportId, ...facts }] })
})
