import { afterAll, beforeAll, expect, it } from 'vitest'
import { runScript } from '../scripts/run-script.ts'
import { startWatchedHarbour, type WatchedHarbour } from './harbour.ts'
import { createOfficer } from './officers.ts'

let harbour: WatchedHarbour
beforeAll(async () => {
  harbour = await startWatchedHarbour()
})
afterAll(() => harbour.close())

const start = (...args: readonly string[]) => runScript('drill.ts', [...args, '--url', harbour.url], {})

it('a drill that is started by hand reaches its desk, is acknowledged like a report, and is kept with its result', async () => {
  const [fife, supervisor] = await Promise.all(['fife', 'fife-supervisor'].map((name) => createOfficer(harbour, name)))
  if (fife === undefined || supervisor === undefined) throw new Error('an officer is missing')
  const { output, status, problems } = await start('division-p')
  expect([status, problems]).toEqual([0, ''])
  const [, reference = ''] = /drill (\S+) within a minute/.exec(output) ?? []
  harbour.clock.advance(1)
  await harbour.runSchedule()
  await harbour.idle()
  const [alert] = harbour.alerts()
  expect(alert).toMatchObject({ desk: 'division-p', recipients: 'duty' })
  expect(alert?.text).toMatch(/^DRILL Harbour: 1 drill, most urgent immediate, act by /)
  expect((await fife.act(reference, 'acknowledgement')).status).toBe(200)
  expect(await supervisor.get('/duty/drills?desk=division-p')).toMatchObject({
    status: 200,
    body: { drills: [{ reference, acknowledgedBy: 'officer-fife', rung: 1, acceptedAt: expect.any(String) }] },
  })
  expect((await fife.get('/duty/drills?desk=division-p')).status).toBe(403)
  expect((await supervisor.get('/duty/contacts')).status).toBe(200)
  const operators = await createOfficer(harbour, 'operators')
  expect((await operators.get('/duty/contacts?desk=division-p')).status).toBe(200)
  expect((await operators.get('/duty/health')).status).toBe(200)
})

it.each([
  [['division-z'], /drill takes one desk of: division-a, /],
  [['division-p', 'division-e'], /drill takes one desk of/],
  [['division-p', '--grade', 'slow'], /--grade takes one of: immediate, prompt, standard/],
])('npm run drill -- %j is refused in one line', async (args, problem) => {
  const { status, problems } = await start(...args)
  expect(status).toBe(1)
  expect(problems).toMatch(problem)
  expect(problems).toMatch(/^drill: .*\n$/)
})

it('a drill on AWS wakes nobody without --yes', async () => {
  const { status, problems } = await runScript('drill.ts', ['division-p'], { HARBOUR_STAGE: 'prod' })
  expect([status, problems]).toEqual([
    1,
    'drill: nothing is started yet: people of division-p in stage prod are woken; add --yes\n',
  ])
})
