import { readFileSync } from 'node:fs'
import { expect, it } from 'vitest'
import { pageStyle } from '../../scripts/generate-page-style.ts'

it('the style of the pages is what form.scss makes: run `npm run generate` when this fails', () => {
  expect(readFileSync('web/report-form/page-style.json', 'utf8')).toBe(pageStyle())
})
