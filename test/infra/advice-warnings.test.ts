import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test } from 'vitest'
import { adviceWarnings } from '../../infra/advice-warnings.ts'
import { adviceLines } from '../../shared/domain/guidance-data.ts'

test('there is one warning for each line that is past its review date, on one line, with what to do', () => {
  expect(adviceWarnings(new Date('2010-01-01'))).toEqual([])
  expect(adviceWarnings(new Date('2014-06-01'))).toEqual([
    expect.stringMatching(
      /^warning: advice "textphone" was to be reviewed by 2014-05-28; open its source .*withscotland.*$/,
    ),
  ])
  expect(adviceWarnings(new Date('2099-01-01'))).toHaveLength(adviceLines.length)
})

/** Node at the end of the century: `new Date()` is then, every other date is as it was. */
const in2099 = `data:text/javascript,${encodeURIComponent(
  "globalThis.Date = class extends Date { constructor(...of) { super(...(of.length > 0 ? of : ['2099-01-01'])) } }",
)}`

test('the synth writes them to stderr and does not fail, even when every line is past its review date', async () => {
  const outdir = mkdtempSync(join(tmpdir(), 'harbour-advice-'))
  try {
    const app = join(import.meta.dirname, '../../infra/app.ts')
    const { stderr } = await promisify(execFile)(process.execPath, ['--import', in2099, app, '--examples', 'dev'], {
      env: { ...process.env, CDK_OUTDIR: outdir, CDK_VALIDATION: 'false' },
    })
    const warned = stderr.split('\n').filter((line) => line.startsWith('warning: advice'))
    expect(warned).toEqual(adviceWarnings(new Date('2099-01-01')))
  } finally {
    rmSync(outdir, { recursive: true })
  }
})
